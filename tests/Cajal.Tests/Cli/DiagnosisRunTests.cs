using System.Text.Json;

namespace Cajal.Tests.Cli;

/// <summary>The training doctor at the end of <c>train</c> and <c>resume</c>.</summary>
public sealed class DiagnosisRunTests
{
    private static readonly string[] Small = ["train", "iris", "--hidden", "8", "--threads", "1", "--quiet"];

    [Fact]
    public void A_healthy_training_is_said_to_be_so()
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of([.. Small, "--epochs", "60", "-o", folder.File("run")]);
        Assert.Contains("\ndoctor: no fault found (first loss ", run.Output, StringComparison.Ordinal);
        Assert.Contains("update/weight ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_stand_in_the_summary_in_the_json_and_in_the_record_of_the_run()
    {
        using var folder = new TemporaryFolder();
        string[] slow = [.. Small, "--epochs", "5", "--learning-rate", "0.0000001"];
        string text = CliRun.Of([.. slow, "-o", folder.File("text")]).Output;
        Assert.Contains("  rate-too-low (training), severe\n    a step moves no layer by more than ", text, StringComparison.Ordinal);
        Assert.Contains("--learning-rate 1E-06.\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').SkipWhile(line => !line.StartsWith("doctor", StringComparison.Ordinal)).Skip(1), line => Assert.InRange(line.Length, 0, 110));

        JsonElement json = CliRun.Of([.. slow, "-o", folder.File("json"), "--json"]).Json.GetProperty("diagnosis");
        JsonElement finding = json.GetProperty("findings").EnumerateArray().First(one => one.GetProperty("kind").GetString() == "rate-too-low");
        Assert.Equal("severe", finding.GetProperty("severity").GetString());
        Assert.Equal(1e-7, finding.GetProperty("figures").GetProperty("learningRate").GetDouble());
        Assert.Equal(Math.Log(3), json.GetProperty("expectedFirstLoss").GetDouble(), 1e-6);
        Assert.Equal(["dense1", "dense2"], json.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("name").GetString()));
        JsonElement record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.File("json"), "run.json"))).RootElement;
        Assert.True(JsonElement.DeepEquals(json, record.GetProperty("results").GetProperty("diagnosis")));
    }

    [Fact]
    public void The_doctor_can_be_left_out()
    {
        using var folder = new TemporaryFolder();
        JsonElement json = CliRun.Of([.. Small, "--epochs", "2", "-o", folder.File("json"), "--json", "--no-doctor"]).Json;
        Assert.False(json.TryGetProperty("diagnosis", out _));
        Assert.DoesNotContain("doctor", CliRun.Of([.. Small, "--epochs", "2", "-o", folder.File("text"), "--no-doctor"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_text_that_tells_the_target_is_named_as_one()
    {
        using var folder = new TemporaryFolder();
        string[] code = ["red", "green", "blue", "grey"];
        string csv = "a,b,code,y\n" + string.Concat(Enumerable.Range(0, 240).Select(row => $"{row % 7},{row % 11},{code[(row % 2) + (row % 4 / 2 * 2)]},{(row % 2 == 0 ? "no" : "yes")}\n"));
        string text = CliRun.With(csv, "train", "-", "--target", "y", "--hidden", "8", "--epochs", "5", "--quiet", "-o", folder.File("run")).Output;
        Assert.Contains("  leakage (column 'code'), severe\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_diverges_at_every_rate_ends_with_what_the_doctor_sees()
    {
        using var folder = new TemporaryFolder();
        string csv = "large,small,y\n" + string.Concat(Enumerable.Range(0, 120).Select(row => $"{1e6 + (row % 7)},{row % 11},{row % 3}.5\n"));
        string[] line = ["train", "-", "--target", "y", "--task", "regression", "--scale", "none", "--optimizer", "sgd", "--learning-rate", "1", "--retries", "2", "--quiet", "--epochs", "9"];

        CliRun told = CliRun.With(csv, [.. line, "--set", "parametrization=standard", "-o", folder.File("told")]);
        CliRun bare = CliRun.With(csv, [.. line, "--set", "parametrization=standard", "--no-doctor", "-o", folder.File("bare")]);

        Assert.Equal((6, 6), (told.ExitCode, bare.ExitCode));
        string[] lines = told.Error.Split('\n');
        Assert.StartsWith("cajal: Training diverged in epoch ", lines[0], StringComparison.Ordinal);
        Assert.Contains("The learning rate is 0.01; so did 1, 0.1; try 0.001", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("doctor: unscaled-inputs (1 of 2 inputs): root mean squares as the first layer sees them: 'large' 1E+06 ", lines[1], StringComparison.Ordinal);
        Assert.Contains("Scale them: --scale standard", lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[0] + "\n", bare.Error);
    }

    [Fact]
    public void A_resumed_training_is_looked_at_like_one_that_never_stopped()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");
        string[] constant = [.. Small, "--set", "schedule=constant", "--learning-rate", "0.001"];
        CliRun.Of([.. constant, "--epochs", "3", "-o", run]);
        JsonElement resumed = CliRun.Of("resume", run, "--epochs", "+2", "--json", "--quiet").Json.GetProperty("diagnosis");
        JsonElement whole = CliRun.Of([.. constant, "--epochs", "5", "-o", folder.File("whole"), "--json"]).Json.GetProperty("diagnosis");
        Assert.Equal(whole.ToString(), resumed.ToString());
    }
}
