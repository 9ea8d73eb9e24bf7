using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cajal.Cli.Lessons;
using Cajal.Tests.Cli;

namespace Cajal.Tests.Lessons;

/// <summary>Lessons as they are run from the command line.</summary>
public sealed class LessonTests
{
    /// <summary>Text that a lesson shows, some of it computed.</summary>
    public static TheoryData<string, string> Texts => new()
    {
        { "graph", @"∂f/∂x = \[-4\]·\(1\) = -4" },
        { "worked-example", @"w5 +0\.14 +-0\.0343825 +-\.034 +0\.1743825 +\.17\n(.*\n)*next prediction = 0\.2557457808, error = 0\.2769571714" },
        { "cost", @"  16 +784 +784 \| +1643264 +1229312 +1312 " },
        { "storage", @"h3 +sigmoid\(f3\) +\[1, 3\] +24 bytes" },
        { "factors", @"L = 64:  4160 products without reuse,  191 with reuse" },
        { "blame", @"δ dense2\[0\] = " },
        { "errata", @"Núñez: ∂Error/∂W6" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_lesson_prints_its_text_and_its_figures(string name, string expected)
    {
        CliRun run = CliRun.Of("lesson", name);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(Regex.IsMatch(run.Output, expected), run.Output);
        Assert.Matches(@"\nFigures \(all as they must be, .*\):\n  row +figure +computed +must be\n", run.Output);
        Assert.DoesNotContain("WRONG", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void All_lessons_are_listed()
    {
        string list = CliRun.Of("lesson", "list").Output;

        Assert.Equal(list, CliRun.Of("lesson").Output);
        Assert.All(Lesson.All, lesson => Assert.Matches($"\n{lesson.Id}  {lesson.Name} +{string.Join(" ", lesson.Rows)} ", list));
        Assert.Equal(Lesson.All.Select(lesson => lesson.Name), CliRun.Of("lesson", "list", "--json").Json.GetProperty("lessons").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_program_reads_names_rows_and_figures()
    {
        var json = CliRun.Of("lesson", "worked-example", "--json").Json;
        var lesson = json.GetProperty("lessons").EnumerateArray().Single();
        var prediction = lesson.GetProperty("figures").GetProperty("G3 next prediction");

        Assert.True(json.GetProperty("ok").GetBoolean() && lesson.GetProperty("ok").GetBoolean() && prediction.GetProperty("ok").GetBoolean());
        Assert.Equal(("worked-example", "G3"), (lesson.GetProperty("name").GetString(), lesson.GetProperty("rows").EnumerateArray().Single().GetString()));
        Assert.Equal(0.2557457808, prediction.GetProperty("value").GetDouble(), 1e-10);
        Assert.Equal("0.2557457808 ± 5E-11", prediction.GetProperty("expected").GetString());
        Assert.True(lesson.GetProperty("seconds").GetDouble() >= 0);
    }

    [Theory]
    [InlineData("6", "xor")]
    [InlineData("06", "xor")]
    [InlineData("16", "graph")]
    public void A_lesson_has_a_number_too(string number, string name) => Assert.Equal(name, Lesson.ByName(number).Name);

    [Fact]
    public void A_picture_is_written_as_svg()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "lesson.svg");

        Assert.Equal(0, CliRun.Of("lesson", "graph", "--svg", file).ExitCode);
        Assert.Equal("svg", XDocument.Load(file).Root!.Name.LocalName);
    }

    [Fact]
    public void Wrong_words_are_told()
    {
        string names = string.Join(", ", Lesson.All.Select(lesson => lesson.Name));
        CliRun.Of("lesson", "grap").Refuses(2, $"there is no lesson 'grap'. Did you mean 'graph'? Known: {names}.");
        CliRun.Of("lesson", "--all", "graph").Refuses(2, "--all runs every lesson, but 'graph' is named too. Leave one of them out.");
        CliRun.Of("lesson", "list", "--svg", "x.svg").Refuses(2, "--svg draws the picture of a lesson, but none is named. Name one of 'cajal lesson list'.");
        CliRun.Of("lesson", "--all", "--svg", "x.svg").Refuses(2, "--svg: --all runs several lessons, one file takes one picture. Name one lesson.");
    }
}
