using System.Text.Json;

namespace Cajal.Tests.Cli;

/// <summary>F5: several labels a row, from data to predictions on the command line.</summary>
public sealed class MultiLabelTests
{
    private static readonly string[] _figures = ["f1Micro", "f1Macro", "subsetAccuracy", "hammingLoss"];

    [Fact]
    public void Discs_are_trained_by_their_recipe_and_judged_label_by_label()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");
        JsonElement json = CliRun.Of("train", "discs", "-o", run, "--json", "--hidden", "64,64", "--epochs", "60", "--quiet").Json;
        JsonElement test = json.GetProperty("test");

        Assert.Equal(("multilabel", "red,green,blue"), (json.GetProperty("task").GetString(), json.GetProperty("target").GetString()));
        Assert.Equal(["red", "green", "blue"], json.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.InRange(test.GetProperty("f1Micro").GetDouble(), 0.9, 1);
        Assert.InRange(test.GetProperty("f1Macro").GetDouble(), 0.9, 1);
        Assert.InRange(test.GetProperty("subsetAccuracy").GetDouble(), 0.8, 1);
        Assert.InRange(test.GetProperty("hammingLoss").GetDouble(), 0, 0.1);
        Assert.Equal(_figures, test.GetProperty("intervals").EnumerateObject().Select(one => one.Name));
        Assert.Equal(["red", "green", "blue"], test.GetProperty("labels").EnumerateObject().Select(one => one.Name));
        Assert.All(test.GetProperty("labels").EnumerateObject(), label => Assert.InRange(label.Value.GetProperty("f1").GetDouble(), 0.85, 1));
        double linear = json.GetProperty("baseline").GetProperty("linear").GetProperty("f1Micro").GetDouble();
        Assert.InRange(linear, 0, test.GetProperty("f1Micro").GetDouble() - 0.1);

        string rows = folder.File("rows.csv");
        Assert.Equal(0, CliRun.Of("data", "make", "discs", "--rows", "300", "--seed", "9", "-o", rows).ExitCode);
        CliRun judged = CliRun.Of("evaluate", run, rows, "--fail-under", "f1Micro=0.9");
        Assert.True(judged.ExitCode == 0, judged.Error);
        Assert.All(
            [.. _figures, "loss", "label  actual  predicted  precision  recall", "\n  green"],
            text => Assert.Contains(text, judged.Output, StringComparison.Ordinal));
        Assert.Equal(5, CliRun.Of("evaluate", run, rows, "--fail-under", "subsetAccuracy=1").ExitCode);
        Assert.Equal(0, CliRun.Of("check", run).ExitCode);
        Predict(run);

        var model = TabularModel.Load(Path.Combine(run, "model.safetensors"));
        RowPrediction left = model.PredictRecord(new { x = -0.75, y = -0.4 });
        Assert.Equal((null, "red", 3), (left.Label, string.Join(',', left.Labels), left.Probabilities.Count));
        Assert.Empty(left.Values);
        Assert.Empty(model.PredictRecord(new { x = 0.95, y = 0.95 }).Labels);
    }

    [Fact]
    public void A_single_column_of_two_values_can_be_a_label_too()
    {
        using var folder = new TemporaryFolder();
        string table = "x,warm\n" + string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i},{(i < 30 ? "no" : "yes")}\n")));
        CliRun run = CliRun.With(table, "train", "-", "--target", "warm", "--task", "multilabel", "--hidden", "8", "--epochs", "40", "--quiet", "--json", "-o", folder.File("run"));

        Assert.InRange(run.Json.GetProperty("test").GetProperty("f1Micro").GetDouble(), 0.8, 1);
        Assert.Equal("warm,warm=yes", CliRun.With("x\n50\n", "predict", folder.File("run"), "-").Output.Split('\n')[0]);
    }

    private static void Predict(string run)
    {
        const string three = "x,y\n0,-0.1\n0.95,0.95\n-0.75,-0.4\n";
        CliRun csv = CliRun.With(three, "predict", run, "-", "--no-probabilities");
        Assert.Equal("red,green,blue\n1,1,1\n0,0,0\n1,0,0\n", csv.Output);

        JsonElement[] lines = [.. CliRun.With(three, "predict", run, "-", "--format", "ndjson").Output.TrimEnd().Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["red,green,blue", "", "red"], lines.Select(line => string.Join(',', line.GetProperty("labels").EnumerateArray().Select(label => label.GetString()))));
        Assert.InRange(lines[2].GetProperty("probabilities").GetProperty("red").GetDouble(), 0.5, 1);
        Assert.InRange(lines[2].GetProperty("probabilities").GetProperty("blue").GetDouble(), 0, 0.5);
        CliRun bare = CliRun.With(three, "predict", run, "-", "--format", "ndjson", "--no-probabilities");
        Assert.StartsWith("{\"labels\":[\"red\",\"green\",\"blue\"]}\n{\"labels\":[]}\n", bare.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_shows_each_label()
    {
        using var folder = new TemporaryFolder();
        CliRun done = CliRun.Of("train", "discs", "-o", folder.File("run"), "--hidden", "8", "--epochs", "2", "--quiet");

        Assert.True(done.ExitCode == 0, done.Error);
        Assert.StartsWith("discs: multilabel of red, green, blue, 3 labels\n", done.Output, StringComparison.Ordinal);
        Assert.All(
            [.. _figures, "linear model", "majority", "label  actual  predicted  precision  recall", "\n  red "],
            text => Assert.Contains(text, done.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("train discs --loss cross-entropy", "Setting 'loss': cross-entropy does not fit targets that are labels. Possible: binary-cross-entropy.")]
    [InlineData("train discs --set monitor=accuracy", "Setting 'monitor': accuracy does not fit targets that are labels. Possible: loss, f1Micro, f1Macro, subsetAccuracy, hammingLoss.")]
    [InlineData("train iris --set monitor=f1Micro", "Setting 'monitor': f1Micro does not fit targets that are classes. Possible: loss, accuracy, f1, rocAuc.")]
    [InlineData("train discs --class-weight balanced --dry-run", null)]
    [InlineData("train discs --class-weight balanced", "Setting 'classWeight': 'balanced' is for classes, the targets are labels. Leave it out.")]
    public void What_does_not_fit_labels_is_refused(string line, string? message)
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of([.. line.Split(' '), "--quiet", .. line.EndsWith("--dry-run", StringComparison.Ordinal) ? Array.Empty<string>() : ["-o", folder.File("run")]]);

        Assert.Equal((message is null ? 0 : 2, message is null ? "" : $"cajal: {message}\n"), (run.ExitCode, run.Error));
    }
}
