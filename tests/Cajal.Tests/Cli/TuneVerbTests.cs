using System.Text.Json;

namespace Cajal.Tests.Cli;

/// <summary>O10 from the command line: a search in the folder of a run, stopped at any moment and gone on with.</summary>
public sealed class TuneVerbTests
{
    private static readonly string[] Small = ["moons", "--epochs", "8", "--hidden", "4", "--folds", "2", "--quiet", "--seed", "3"];

    [Fact]
    public void A_search_ends_in_a_trained_model_and_a_table_of_trials()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");

        JsonElement json = CliRun.Of(["tune", .. Small, "--trials", "5", "-o", run, "--json"]).Json;

        JsonElement search = json.GetProperty("search");
        JsonElement[] trials = [.. search.GetProperty("trials").EnumerateArray()];
        Assert.Equal(("accuracy", 2, "all 5 trials are done"), (search.GetProperty("metric").GetString(), search.GetProperty("folds").GetInt32(), search.GetProperty("stopped").GetString()));
        Assert.Equal([0, 1, 2, 3, 4], trials.Select(trial => trial.GetProperty("trial").GetInt32()));
        Assert.Equal(trials.Max(trial => trial.GetProperty("score").GetDouble()), trials[search.GetProperty("best").GetInt32()].GetProperty("score").GetDouble());
        Assert.Empty(trials[0].GetProperty("settings").EnumerateObject());
        Assert.All(trials, trial => Assert.DoesNotContain(trial.GetProperty("settings").EnumerateObject(), setting => setting.Name is "hidden" or "epochs"));
        Assert.True(json.GetProperty("test").GetProperty("accuracy").GetDouble() > 0.6);
        Assert.True(json.TryGetProperty("diagnosis", out _));
        Assert.Equal(5, File.ReadAllLines(Path.Combine(run, "trials.ndjson")).Length);
        Assert.Equal(0, CliRun.Of("predict", run, "moons").ExitCode);
        // What was best is in force, and says where it comes from.
        string best = trials[search.GetProperty("best").GetInt32()].GetProperty("settings").EnumerateObject().Select(one => one.Name).FirstOrDefault() ?? "";
        using var configuration = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "config.json")));
        Assert.True(best.Length == 0 || configuration.RootElement.GetProperty(best).GetProperty("source").GetString()!.StartsWith("tune, candidate ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_killed_search_goes_on_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        string whole = folder.File("whole");
        Assert.Equal(0, CliRun.Of(["tune", .. Small, "--trials", "5", "-o", whole]).ExitCode);
        string killed = folder.File("killed");
        Directory.CreateDirectory(killed);
        string record = File.ReadAllText(Path.Combine(whole, "run.json")).Replace("\"finished\"", "\"searching\"", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(killed, "run.json"), record);
        File.Copy(Path.Combine(whole, "search.json"), Path.Combine(killed, "search.json"));
        string[] table = File.ReadAllLines(Path.Combine(whole, "trials.ndjson"));
        File.WriteAllText(Path.Combine(killed, "trials.ndjson"), string.Concat(new[] { table[0], table[1], table[3] }.Select(line => line + "\n")));

        CliRun.Of("resume", killed).Refuses(
            4, $"{killed}: there is no last.safetensors in this folder, so there is nothing to go on from. It holds a search; go on with 'cajal tune --resume {killed}'.");
        CliRun resumed = CliRun.Of("tune", "--resume", killed);

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("5 trials, 3 trials kept", resumed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("trial 3, ", resumed.Error, StringComparison.Ordinal);
        Assert.Contains("trial 2, 8 epochs: accuracy ", resumed.Error, StringComparison.Ordinal);
        Assert.StartsWith("search: 5 trials of 5 candidates, each judged on 2 folds; all 5 trials are done\n", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(table, File.ReadAllLines(Path.Combine(killed, "trials.ndjson")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "model.safetensors")), File.ReadAllBytes(Path.Combine(killed, "model.safetensors")));
    }

    [Fact]
    public void An_ended_search_can_be_made_longer()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");
        Assert.Equal(0, CliRun.Of(["tune", .. Small, "--trials", "2", "-o", run]).ExitCode);

        CliRun.Of("tune", "--resume", run).Refuses(2, $"{run}: this search has ended. To search longer, say how much: --budget 10m, or --trials with more than before.");
        JsonElement longer = CliRun.Of("tune", "--resume", run, "--trials", "4", "--quiet", "--json", "--no-doctor").Json;
        Assert.Equal(4, longer.GetProperty("search").GetProperty("trials").GetArrayLength());
        Assert.False(longer.TryGetProperty("diagnosis", out _));
        JsonElement timed = CliRun.Of("tune", "--resume", run, "--budget", "0.5s", "--quiet", "--json").Json.GetProperty("search");
        Assert.Equal("the time is up", timed.GetProperty("stopped").GetString());
        Assert.InRange(timed.GetProperty("trials").GetArrayLength(), 4, 10_000);
    }

    [Fact]
    public void Data_that_changed_and_damaged_files_are_refused()
    {
        using var folder = new TemporaryFolder();
        (string run, string data) = (folder.File("run"), folder.File("moons.csv"));
        Assert.Equal(0, CliRun.Of("data", "make", "moons", "-o", data).ExitCode);
        string target = File.ReadLines(data).First().Split(',')[^1];
        Assert.Equal(0, CliRun.Of(["tune", data, "--target", target, .. Small[1..], "--trials", "1", "-o", run]).ExitCode);
        CliRun.Of("tune", data, "--target", target, "-o", run).Refuses(
            2, $"--output {run}: the folder already holds a run (model.safetensors), and nothing is overwritten. Name another folder, go on with 'cajal resume {run}', or remove it.");

        string search = File.ReadAllText(Path.Combine(run, "search.json"));
        File.WriteAllText(Path.Combine(run, "search.json"), search.Replace("tune.folds", "tune.fold", StringComparison.Ordinal));
        CliRun.Of("tune", "--resume", run, "--trials", "3").Refuses(4, $"{run}/search.json: tune.folds is missing or damaged, so the search cannot go on. Begin a new one.");
        File.WriteAllText(Path.Combine(run, "search.json"), search);
        File.WriteAllText(Path.Combine(run, "trials.ndjson"), "{}\n");
        CliRun.Of("tune", "--resume", run, "--trials", "3").Refuses(
            4, $"{run}/trials.ndjson, line 1: this is no trial. The table is damaged; remove the line, and the search will run that trial again.");
        File.AppendAllText(data, "1,1,upper\n");
        Assert.Contains("it has changed since", CliRun.Of("tune", "--resume", run, "--trials", "3").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iris --trials 0", 2, "--trials is 0, expected a number from 1.")]
    [InlineData("iris --budget 10", 2, "--budget is '10', expected a time above 0 such as 90s, 10m or 2h.")]
    [InlineData("iris --budget -1m", 2, "--budget is '-1m', expected a time above 0 such as 90s, 10m or 2h.")]
    [InlineData("iris --budget 0h", 2, "--budget is '0h', expected a time above 0 such as 90s, 10m or 2h.")]
    [InlineData("iris --folds 1 --trials 1", 2, "The number of folds is 1, expected 2 to 120, the number of rows that are not set aside for the test.")]
    [InlineData("iris --folds 121 --trials 1", 2, "The number of folds is 121, expected 2 to 120, the number of rows that are not set aside for the test.")]
    [InlineData("--resume runs/none", 4, "runs/none: there is no search.json in this folder, so there is no search to go on with. Give the folder of a 'cajal tune'.")]
    [InlineData("iris --resume runs/none", 2, "--resume takes data and settings from the folder, but the command line gives others. Leave it out, or begin a new search.")]
    [InlineData("--resume runs/none --epochs 5", 2, "--resume takes data and settings from the folder, but the option --epochs gives others. Leave it out, or begin a new search.")]
    [InlineData("--resume runs/none --folds 5", 2, "--resume keeps what the search goes by; --folds cannot be changed. Leave it out, or begin a new search.")]
    public void What_cannot_be_searched_is_refused(string line, int code, string message) => CliRun.Of(["tune", .. line.Split(' ')]).Refuses(code, message);

    [Fact]
    public void A_search_that_comes_to_nothing_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");

        CliRun wrong = CliRun.Of(["tune", .. Small, "--trials", "1", "--metric", "rmse", "-o", run]);

        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("'rmse' compares values", wrong.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run));
        Assert.Contains("There is no metric 'acc'", CliRun.Of(["tune", .. Small, "--metric", "acc"]).Error, StringComparison.Ordinal);
    }
}
