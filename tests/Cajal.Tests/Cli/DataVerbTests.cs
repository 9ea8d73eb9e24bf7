using System.Text.Json;

namespace Cajal.Tests.Cli;

public sealed class DataVerbTests
{
    [Fact]
    public void The_list_has_every_set_for_people_and_for_programs()
    {
        string[] listed = [.. CliRun.Of("data", "list", "--json").Json.GetProperty("data").EnumerateArray().Select(set => set.GetProperty("name").GetString()!)];
        Assert.Equal(BuiltInData.Names, listed);
        string[] lines = CliRun.Of("data", "list").Output.Split('\n');
        Assert.Equal("name        rows  features  classes  what it is", lines[0]);
        Assert.Equal("iris         150         4        3  iris flowers by four measures in cm (Fisher 1936)", lines[1]);
        Assert.Equal(BuiltInData.Names.Count + 2, lines.Length);
    }

    [Fact]
    public void A_set_is_printed_or_written_as_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("moons.csv");
        CliRun written = CliRun.Of("data", "make", "moons", "--rows", "5", "--seed", "3", "-o", file);
        Assert.Equal(0, written.ExitCode);
        Assert.Equal("", written.Output);
        Assert.Equal(CliRun.Of("data", "make", "moons", "--rows", "5", "--seed", "3").Output, File.ReadAllText(file));
        Assert.Equal(CliRun.Of("data", "make", "moons", "--rows", "5", "--seed", "3", "-o", "-").Output, File.ReadAllText(file));
        Assert.Equal(6, File.ReadAllLines(file).Length);
    }

    [Fact]
    public void An_unknown_set_is_refused_with_the_nearest() => CliRun.Of("data", "make", "moonz").Refuses(2,
        $"There is no built-in data 'moonz'. Did you mean 'moons'? Known: {string.Join(", ", BuiltInData.Names)}.");

    [Fact]
    public void A_file_that_cannot_be_written_is_named_and_nothing_printed()
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of("data", "make", "iris", "-o", Path.Combine(folder.Path, "none", "iris.csv"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("none/iris.csv cannot be written", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("hi-IN")]
    [InlineData("fr-FR")]
    [InlineData("sv-SE")]
    [InlineData("th-TH")]
    public void Every_culture_prints_the_same(string culture)
    {
        string[][] lines = [["data", "list"], ["data", "make", "moons", "--noise", "0.5"], ["inspect", "iris"], ["inspect", "iris", "--json"], ["train", "iris", "--dry-run", "--learning-rate", "0.5"]];
        foreach (string[] line in lines)
        {
            string expected = CliRun.Of(line).Output;
            InCulture.Run(culture, () => Assert.Equal(expected, CliRun.Of(line).Output));
        }
    }

    [Fact]
    public void Inspecting_a_table_says_what_each_column_is_taken_for_and_why()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("people.csv");
        File.WriteAllText(file, "id;age;city\n1;20;A\n2;;B\n3;30;A\n4;31;B\n");
        CliRun run = CliRun.Of("inspect", file);
        Assert.StartsWith("people.csv: 4 rows, 3 columns, delimiter ';', header", run.Output, StringComparison.Ordinal);
        JsonElement json = CliRun.Of("inspect", file, "--categories", "age", "--json").Json;
        Assert.Equal(4, json.GetProperty("rows").GetInt32());
        JsonElement age = json.GetProperty("columns")[1];
        Assert.Equal("age", age.GetProperty("name").GetString());
        Assert.Equal("category", age.GetProperty("type").GetString());
        Assert.Equal(1, age.GetProperty("missing").GetInt32());
        Assert.Equal("said by you", age.GetProperty("reason").GetString());
    }

    [Fact]
    public void Names_from_a_file_cannot_reach_the_terminal_unescaped()
    {
        CliRun run = CliRun.With("a\u001b[31m,b\n1,2\n3,5\n", "inspect", "-");
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains("a\\u001b[31m", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', CliRun.With("a\u001b[31m,b\n1,2\n3,5\n", "inspect", "-", "--json").Output);
    }

    public static TheoryData<string, string> NoData => new()
    {
        { "irsi", "'irsi': there is no such file, and no built-in data of that name. Did you mean 'iris'? See 'cajal data list'." },
        { "/", "/: this folder has none of the four IDX files of MNIST and no pictures. Name a CSV file inside it, a folder with train-images-idx3-ubyte and its three companions, or one with a folder of PNG files for each class." },
    };

    [Theory]
    [MemberData(nameof(NoData))]
    public void Data_that_are_not_there_are_refused(string data, string message) => CliRun.Of("inspect", data).Refuses(3, message);
}
