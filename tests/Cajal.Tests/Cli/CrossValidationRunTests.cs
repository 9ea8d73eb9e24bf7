using System.Text.Json;

namespace Cajal.Tests.Cli;

/// <summary><c>train --cv</c>: every figure's mean and spread over folds, then the training as without it.</summary>
public sealed class CrossValidationRunTests
{
    private static readonly string[] Small = ["train", "moons", "--epochs", "8", "--hidden", "4", "--quiet", "--seed", "3"];

    [Fact]
    public void The_figures_are_those_of_the_library_and_the_model_is_the_same_as_without()
    {
        using var folder = new TemporaryFolder();
        CliRun first = CliRun.Of([.. Small, "--cv", "4", "--json", "-o", folder.File("first")]);
        CliRun again = CliRun.Of([.. Small, "--cv", "4", "--json", "-o", folder.File("again"), "--threads", "1"]);
        JsonElement seeded = CliRun.Of([.. Small, "--cv", "4", "--json", "-o", folder.File("other"), "--set", "seed=4"]).Json.GetProperty("crossValidation");
        Assert.Equal(0, CliRun.Of([.. Small, "-o", folder.File("plain")]).ExitCode);

        JsonElement found = first.Json.GetProperty("crossValidation");
        using var csv = new StreamReader(BuiltInData.Open("moons"));
        Table table = Table.ReadCsv(csv, "moons").Target("class");
        TrainingConfiguration configuration = Recipes.ForTable(TargetKind.Classes).With("epochs", "8", "test").With("hidden", "4", "test").With("seed", "3", "test");
        CrossValidationResult expected = CrossValidation.Run(TablePreparation.Fold(table, TableTarget.Infer(table), configuration, 4), configuration);

        Assert.Equal((4, 320), (found.GetProperty("folds").GetInt32(), found.GetProperty("rows").GetInt32()));
        Assert.Equal(["accuracy", "f1", "rocAuc"], found.GetProperty("metrics").EnumerateObject().Select(metric => metric.Name));
        Assert.All(expected.Figures, figure =>
        {
            JsonElement metric = found.GetProperty("metrics").GetProperty(figure.Name);
            Assert.Equal(figure.Mean, metric.GetProperty("mean").GetDouble());
            Assert.Equal(figure.Deviation, metric.GetProperty("deviation").GetDouble());
            Assert.Equal([figure.Interval!.Value.Low, figure.Interval.Value.High], metric.GetProperty("interval").EnumerateArray().Select(end => end.GetDouble()));
            Assert.Equal(figure.Folds, metric.GetProperty("folds").EnumerateArray().Select(fold => (double?)fold.GetDouble()));
        });
        Assert.Equal(found.GetRawText(), again.Json.GetProperty("crossValidation").GetRawText());
        Assert.NotEqual(found.GetRawText(), seeded.GetRawText());
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder.File("plain"), "model.safetensors")), File.ReadAllBytes(Path.Combine(folder.File("first"), "model.safetensors")));
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.File("first"), "run.json")));
        Assert.Equal(4, record.RootElement.GetProperty("results").GetProperty("crossValidation").GetProperty("folds").GetInt32());
    }

    [Fact]
    public void A_person_sees_the_folds_as_they_come_and_a_table()
    {
        using var folder = new TemporaryFolder();

        CliRun run = CliRun.Of("train", "moons", "--epochs", "8", "--hidden", "4", "--cv", "3", "-o", folder.File("run"));

        string[] lines = run.Output.Split('\n');
        Assert.Equal("cross-validation: 3 folds of 320 rows, each judged by a net that has not seen its rows", lines[0]);
        Assert.Matches(@"^  metric +mean +deviation +95 % interval  folds$", lines[1]);
        Assert.Matches(@"^  accuracy +0\.\d{4} +0\.\d{4} +0\.\d{4} to [01]\.\d{4}  0\.\d{4} 0\.\d{4} 0\.\d{4}$", lines[2]);
        Assert.StartsWith("fold 1/3, 107 rows: loss ", run.Error, StringComparison.Ordinal);
        Assert.Contains("\nmoons: classification of ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iris --cv 1", "The number of folds is 1, expected 2 to 120, the number of rows that are not set aside for the test.")]
    [InlineData("iris --cv 121", "The number of folds is 121, expected 2 to 120, the number of rows that are not set aside for the test.")]
    [InlineData("iris --cv 0 --dry-run", "The number of folds is 0, expected 2 to 120, the number of rows that are not set aside for the test.")]
    [InlineData("iris --cv five", "cajal train: --cv is 'five', expected a whole number. See 'cajal train --help'.")]
    [InlineData("iris --cv 5 --find-rate", "--find-rate trains nothing, so there is nothing to judge by --cv. Leave one of them out.")]
    public void What_cannot_be_divided_is_refused(string line, string message) => CliRun.Of(["train", .. line.Split(' ')]).Refuses(2, message);

    [Theory]
    [InlineData("--group", " Rows with the same 'species' stay together, so there must be as many groups as parts.")]
    [InlineData("--time", " Rows with the same 'species' stay together.")]
    public void Parts_that_groups_leave_empty_are_named_with_the_reason(string option, string reason)
    {
        using var folder = new TemporaryFolder();
        string csv = "a,species,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 7},{row % 2},{row % 5}.5\n"));

        CliRun run = CliRun.With(csv, "train", "-", "--target", "y", option, "species", "--cv", "2", "-o", folder.File("run"));

        Assert.Equal(3, run.ExitCode);
        Assert.Matches($@"^cajal: standard input: \d+ rows are too few: the \w+ part has none\. Give more rows, or a share of 0 for that part\.{reason}\n$", run.Error);
    }

    [Fact]
    public void Folds_that_diverge_leave_no_folder_behind()
    {
        using var folder = new TemporaryFolder();

        CliRun run = CliRun.Of([.. Small, "--cv", "3", "--optimizer", "sgd", "--learning-rate", "1e30", "--retries", "0", "-o", folder.File("run")]);

        Assert.Equal(6, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("cajal: Fold 1 of 3: Training diverged in epoch ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("run")));
    }
}
