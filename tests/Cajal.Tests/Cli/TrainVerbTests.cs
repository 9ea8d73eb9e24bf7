using System.Text.Json;
using Cajal.Cli.Sources;

namespace Cajal.Tests.Cli;

/// <summary>Small trainings from the command line: what they print, what they leave, what they refuse.</summary>
public sealed class TrainVerbTests
{
    private static readonly string[] Small = ["--hidden", "8", "--epochs", "3", "--threads", "1"];

    [Fact]
    public void Training_prints_the_fields_of_the_contract_and_leaves_a_complete_run()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");
        JsonElement json = CliRun.Of(["train", "iris", "-o", run, "--json", "--seed", "7", .. Small]).Json;
        Assert.Equal("classification", json.GetProperty("task").GetString());
        Assert.Equal("species", json.GetProperty("target").GetString());
        Assert.Equal((96, 24, 30), (Rows("train"), Rows("validation"), Rows("test")));
        Assert.Equal(4, json.GetProperty("features").GetInt32());
        Assert.Equal(["setosa", "versicolor", "virginica"], json.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(4 + (4 * 8) + 8 + (8 * 3) + 3, json.GetProperty("parameters").GetInt32());
        Assert.Equal(3, json.GetProperty("epochs").GetInt32());
        Assert.InRange(json.GetProperty("bestEpoch").GetInt32(), 1, 3);
        Assert.Equal("all 3 epochs done", json.GetProperty("stopped").GetString());
        Assert.True(json.GetProperty("seconds").GetDouble() > 0);
        Assert.True(json.GetProperty("secondsPerEpoch").GetDouble() > 0);
        Assert.Equal(run, json.GetProperty("output").GetString());
        Assert.Equal((7, 1), (json.GetProperty("seed").GetInt32(), json.GetProperty("threads").GetInt32()));
        foreach (JsonElement figures in new[] { "train", "validation", "test" }.Select(json.GetProperty))
        {
            Assert.InRange(figures.GetProperty("loss").GetDouble(), 0, 10);
            Assert.InRange(figures.GetProperty("accuracy").GetDouble(), 0.3, 1);
            Assert.InRange(figures.GetProperty("f1").GetDouble(), 0, 1);
            Assert.InRange(figures.GetProperty("rocAuc").GetDouble(), 0, 1);
        }

        Assert.InRange(json.GetProperty("baseline").GetProperty("linear").GetProperty("accuracy").GetDouble(), 0.8, 1);
        Assert.Equal(10.0 / 30, json.GetProperty("baseline").GetProperty("constant").GetProperty("accuracy").GetDouble());
        Assert.Equal(
            ["config.json", "last.safetensors", "metrics.ndjson", "model.safetensors", "report.html", "run.json"],
            Directory.EnumerateFiles(run).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(3, File.ReadAllLines(Path.Combine(run, "metrics.ndjson")).Length);
        JsonElement record = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json"))).RootElement;
        Assert.Equal("finished", record.GetProperty("state").GetString());
        Assert.Equal("cajal", record.GetProperty("commandLine")[0].GetString());
        Assert.Equal(3, record.GetProperty("results").GetProperty("epochs").GetInt32());
        JsonElement epochs = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "config.json"))).RootElement.GetProperty("epochs");
        Assert.Equal(("3", "--epochs"), (epochs.GetProperty("value").GetString(), epochs.GetProperty("source").GetString()));

        int Rows(string part) => json.GetProperty("rows").GetProperty(part).GetInt32();
    }

    [Fact]
    public void The_summary_has_data_net_curve_figures_and_the_next_commands()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");
        CliRun done = CliRun.Of(["train", "iris", "-o", run, .. Small]);
        Assert.True(done.ExitCode == 0, done.Error);
        string[] expected =
        [
            "iris: classification of species, 3 classes\n", "  rows       96 training, 24 validation, 30 test\n", "  net        4 - 8 - 3, selu, 71 parameters",
            "loss   ── training   ━━ validation", "test, 30 rows", "linear model", "majority", "actual \\ predicted", $"model: {run}/model.safetensors", $"cajal predict {run} DATA",
        ];
        Assert.All(expected, text => Assert.Contains(text, done.Output, StringComparison.Ordinal));
        Assert.Equal(3, done.Error.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        CliRun ascii = CliRun.Ascii(["train", "iris", "-o", folder.File("ascii"), "--quiet", .. Small]);
        Assert.Equal("", ascii.Error);
        Assert.All(ascii.Output, character => Assert.True(character is '\n' or >= ' ' and <= '~', $"{(int)character}"));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        using var folder = new TemporaryFolder();
        byte[] first = Model("1", "0", "1");
        Assert.Equal(first, Model("2", "0", "2"));
        Assert.NotEqual(first, Model("3", "1", "1"));

        byte[] Model(string name, string seed, string threads)
        {
            string run = folder.File(name);
            Assert.Equal(0, CliRun.Of("train", "iris", "-o", run, "--quiet", "--hidden", "8", "--epochs", "3", "--seed", seed, "--threads", threads).ExitCode);
            return File.ReadAllBytes(Path.Combine(run, "model.safetensors"));
        }
    }

    [Fact]
    public void A_table_of_ones_own_is_trained_judged_and_predicted_whatever_the_order_of_its_columns()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("cats.csv");
        File.WriteAllText(file, CliRun.Of("data", "make", "cats-dogs").Output);
        string run = folder.File("run");
        JsonElement trained = CliRun.Of(["train", file, "--target", "-1", "-o", run, "--json", .. Small]).Json;
        JsonElement judged = CliRun.Of("evaluate", run, file, "--json").Json;
        Assert.Equal(200, judged.GetProperty("rows").GetInt32());
        Assert.Equal(2, judged.GetProperty("confusion").GetProperty("matrix").GetArrayLength());
        Assert.Contains("scaled: robust", CliRun.Of("inspect", run).Output, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(file);
        string[] header = lines[0].Split(',');
        string[] cells = lines[1].Split(',');
        string shuffled = $"{header[1]},extra,{header[0]}\n{cells[1]},?,{cells[0]}\n";
        string direct = CliRun.With($"{header[0]},{header[1]}\n{cells[0]},{cells[1]}\n", "predict", run, "-").Output;
        CliRun again = CliRun.With(shuffled, "predict", run, "-");
        Assert.Equal(direct, again.Output);
        Assert.Contains("'extra'", again.Error, StringComparison.Ordinal);
        JsonElement row = CliRun.With(shuffled, "predict", run, "-", "--format", "json").Json.GetProperty("predictions")[0];
        Assert.Contains(row.GetProperty("label").GetString(), trained.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(1, row.GetProperty("probabilities").EnumerateObject().Sum(one => one.Value.GetDouble()), 1e-6);
        Assert.Equal($"{{\"label\":\"{row.GetProperty("label").GetString()}\"}}\n", CliRun.With(shuffled, "predict", run, "-", "--format", "ndjson", "--no-probabilities").Output);
        CliRun missing = CliRun.With($"{header[1]}\n{cells[1]}\n", "predict", run, "-");
        Assert.Equal(3, missing.ExitCode);
        Assert.Contains($"'{header[0]}'", missing.Error, StringComparison.Ordinal);
        string output = folder.File("out.csv");
        Assert.Equal(0, CliRun.Of("predict", run, file, "--keep", header[0], "-o", output).ExitCode);
        Assert.Equal(lines.Select(line => line.Split(',')[0]), File.ReadAllLines(output).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void A_regression_has_its_own_figures_and_values_in_their_own_units()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");
        string csv = "a,b,y\n" + string.Concat(Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"{i % 17},{i % 5 * 0.25},{1000 + (i % 17 * 10)}.5\n")));
        JsonElement json = CliRun.With(csv, ["train", "-", "--target", "y", "-o", run, "--json", .. Small]).Json;
        Assert.Equal("regression", json.GetProperty("task").GetString());
        Assert.Empty(json.GetProperty("classes").EnumerateArray());
        Assert.All(new[] { "rmse", "mae", "r2" }, metric => Assert.Equal(JsonValueKind.Number, json.GetProperty("test").GetProperty(metric).ValueKind));
        double value = CliRun.With("a,b\n3,0.5\n", "predict", run, "-", "--format", "json").Json.GetProperty("predictions")[0].GetProperty("value").GetDouble();
        Assert.InRange(value, 900, 1300);
        CliRun gate = CliRun.With(csv, "evaluate", run, "-", "--fail-over", "rmse=0.001");
        Assert.Equal(5, gate.ExitCode);
        Assert.StartsWith("cajal: rmse is ", gate.Error, StringComparison.Ordinal);
        Assert.Contains("rmse", gate.Output, StringComparison.Ordinal);
        CliRun.With(csv, "resume", run).Refuses(2, $"{run}: this training has ended (all 3 epochs done). To train longer, say how much: --epochs +10.");
    }

    [Fact]
    public void Names_with_control_characters_reach_a_file_as_they_are_and_a_terminal_escaped()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");
        string csv = "a\u001b[31m,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{(i % 2 == 0 ? "no" : "yes\u001b[2J")}\n"));
        CliRun trained = CliRun.With(csv, ["train", "-", "--target", "y", "-o", run, .. Small]);
        Assert.Equal(0, trained.ExitCode);
        Assert.DoesNotContain('\u001b', trained.Output + trained.Error + File.ReadAllText(Path.Combine(run, "run.json")));
        Assert.Contains("yes\\u001b[2J", trained.Output, StringComparison.Ordinal);
        Assert.Contains("y=yes\u001b[2J\n", CliRun.With(csv, "predict", run, "-").Output, StringComparison.Ordinal);
        string shown = CliRun.Shown(csv, "predict", run, "-").Output;
        Assert.DoesNotContain('\u001b', shown);
        Assert.Contains("y=yes\\u001b[2J\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_names_the_source_of_every_setting_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");
        string config = folder.File("my.json");
        File.WriteAllText(config, """{ "data": "iris", "epochs": 9, "hidden": [5, 4], "optimizer": { "name": "sgd", "learningRate": 0.5, }, /* of mine */ "seed": 3 }""");
        JsonElement json = CliRun.Of("train", "--config", config, "--seed", "4", "--set", "optimizer.momentum=0.8", "--dry-run", "--json", "-o", run).Json;
        var settings = json.GetProperty("settings").EnumerateArray().ToDictionary(
            one => one.GetProperty("key").GetString()!, one => (one.GetProperty("value").GetString(), one.GetProperty("source").GetString()));
        Assert.Equal(("iris", config), settings["data"]);
        Assert.Equal(("9", config), settings["epochs"]);
        Assert.Equal(("5,4", config), settings["hidden"]);
        Assert.Equal(("sgd", config), settings["optimizer"]);
        Assert.Equal(("0.5", config), settings["optimizer.learningRate"]);
        Assert.Equal(("0.8", "--set"), settings["optimizer.momentum"]);
        Assert.Equal(("4", "--seed"), settings["seed"]);
        Assert.All(settings.Values, setting => Assert.False(string.IsNullOrEmpty(setting.Item2)));
        Assert.False(Directory.Exists(run));
        Assert.Contains("where it comes from", CliRun.Of("train", "iris", "--dry-run").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Resuming_a_stopped_training_gives_the_bytes_of_one_that_was_not_stopped()
    {
        using var folder = new TemporaryFolder();
        string whole = folder.File("whole");
        string[] line = ["iris", "--hidden", "8", "--batch-size", "16", "--schedule", "constant", "--quiet", "--json"];
        Assert.Equal(0, CliRun.Of(["train", .. line, "--epochs", "6", "-o", whole]).ExitCode);
        string stopped = folder.File("stopped");
        Assert.Equal(0, CliRun.Of(["train", .. line, "--epochs", "4", "-o", stopped]).ExitCode);
        File.AppendAllText(Path.Combine(stopped, "metrics.ndjson"), "{\"epoch\":5}\n");
        JsonElement json = CliRun.Of("resume", stopped, "--epochs", "+2", "--quiet", "--json").Json;
        Assert.Equal(6, json.GetProperty("epochs").GetInt32());
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "model.safetensors")), File.ReadAllBytes(Path.Combine(stopped, "model.safetensors")));
        Assert.Equal(6, File.ReadAllLines(Path.Combine(stopped, "metrics.ndjson")).Length);
    }

    [Fact]
    public void Data_that_have_changed_since_are_not_trained_on()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("xor.csv");
        string run = folder.File("run");
        File.WriteAllText(file, CliRun.Of("data", "make", "xor").Output);
        Assert.Equal(0, CliRun.Of(["train", file, "--target", "-1", "-o", run, "--schedule", "constant", .. Small]).ExitCode);
        File.AppendAllText(file, "0,0,0\n");
        CliRun.Of("resume", run, "--epochs", "+1").Refuses(3, $"{file}: it has changed since {run} was begun, so the training cannot go on exactly. Put the old data back, or train anew.");
    }

    [Fact]
    public void Rates_are_tried_without_training()
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of("train", "iris", "--optimizer", "sgd", "--find-rate", "-o", folder.File("run"));
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"the loss falls fastest at [0-9.E-]+; a tenth of the rate at which it is least is [0-9.E-]+\nnext: cajal train iris", run.Output);
        Assert.False(Directory.Exists(folder.File("run")));
        Assert.True(CliRun.Of("train", "iris", "--find-rate", "--json").Json.GetProperty("steps").GetArrayLength() > 10);
    }

    [Fact]
    public void A_training_that_diverges_ends_with_code_6()
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of(["train", "iris", "--optimizer", "sgd", "--learning-rate", "1e30", "-o", folder.File("run"), .. Small]);
        Assert.Equal(6, run.ExitCode);
        Assert.Contains("diverged in epoch 3 at the rate 1E+30: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("beginning again with the first weights and the rate 1E+29", run.Error, StringComparison.Ordinal);
        Assert.Contains("Training diverged in epoch", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"diverged\"", File.ReadAllText(folder.File("run/run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_that_is_too_large_is_divided_by_ten_until_training_goes_well()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");
        string[] line = ["train", "iris", "--optimizer", "sgd", "--learning-rate", "1e5", "--retries", "6", "-o", run];
        CliRun trained = CliRun.Of([.. line, "--set", "parametrization=standard", "--epochs", "3", "--hidden", "6", "--schedule", "constant"]);
        Assert.Equal(0, trained.ExitCode);
        Assert.Matches("diverged at the rate 100000(, [0-9.]+)*; begun again and trained at [0-9.]+", trained.Output);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(run, "metrics.ndjson")).Length);
        Assert.Contains("\"failedAttempts\"", File.ReadAllText(Path.Combine(run, "run.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("a,b\n", 3)]
    [InlineData("a,b\n1,2\n3\n", 3)]
    [InlineData("a,b\n1,x\n2,x\n3,x\n", 3)]
    [InlineData("a,b\n1,x\nNaN,y\n1,y\n2,x\n", 3)]
    [InlineData("a,b\n1,x\n1e400,y\n1,y\n2,x\n", 3)]
    public void Bad_tables_are_refused_in_one_line_and_leave_nothing(string csv, int code)
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.With(csv, "train", "-", "--target", "b", "-o", folder.File("run"));
        Assert.True(code == run.ExitCode, run.Error);
        Assert.StartsWith("cajal: standard input", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal("", run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static string KnownSettings => string.Join(", ", DataSettings.Keys.Concat(TrainingConfiguration.Keys));

    public static TheoryData<string, int, string> Refusals => new()
    {
        { "train", 2, "There are no data to learn from. Name a CSV file, a folder of images, or built-in data such as iris." },
        { "train - --epochs 3", 2, "standard input: which column is to be predicted? Say it with --target NAME; the columns are a, b." },
        { "train - --set taget=b", 2, $"Setting 'taget' (--set) is unknown. Did you mean 'target'? Known: {KnownSettings}." },
        { "train iris --loss huber --dry-run", 2, "Setting 'loss': huber does not fit targets that are classes. Possible: cross-entropy." },
        { "predict runs/none iris --json --format csv", 2, "--json and --format csv contradict each other. Leave one of them out." },
        { "inspect iris --plan", 2, "--plan is for models, but iris is none. Leave it out, or name the folder of a run." },
        { "train iris --threads 100000", 2, "Setting 'threads' (--threads): '100000' is not possible. Expected a whole number from 0 to 1024." },
        { "train iris --set epochs", 2, "--set is 'epochs', expected KEY=VALUE such as epochs=100." },
        { "train iris --epochs 0", 2, "Setting 'epochs' (--epochs): '0' is not possible. Expected a whole number from 1." },
        { "train iris --task clasification", 2, "--task: 'clasification' is no task. Did you mean 'classification'? Known: auto, classification, multilabel, regression." },
        { "train iris --test iris --set test=0.5", 2, "--set: test rows come from iris, so there is no share to set aside. Leave one of them out." },
        { "train iris --config /none.json", 2, "/none.json: the configuration cannot be read: Could not find file '/none.json'." },
        { "resume runs/none", 4, "runs/none: there is no such folder. Give the folder of a run, such as runs/iris-1." },
        { "resume runs/none --epochs 5", 2, "--epochs is '5', expected a plus and a number, such as +10." },
        { "evaluate runs/none iris", 4, "runs/none: there is no such model. Expected the folder of a run, such as runs/iris-1, or a .safetensors file." },
        { "evaluate runs/none iris --fail-under accuracy", 2, "--fail-under is 'accuracy', expected METRIC=X such as accuracy=0.95." },
        { "predict runs/none iris --format xml", 2, "--format: 'xml' is no format. Known: csv, json, ndjson." },
        { "predict runs/none iris --format json --keep x", 2, "--keep is for --format csv. Leave one of them out." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Wrong_use_is_refused(string line, int code, string message) =>
        CliRun.With("a,b\n1,2\n3,4\n", line.Split(' ')).Refuses(code, message);

    [Fact]
    public void A_gate_on_an_unknown_figure_or_of_the_wrong_direction_is_refused()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run");
        Assert.Equal(0, CliRun.Of(["train", "iris", "-o", run, .. Small]).ExitCode);
        CliRun.Of("evaluate", run, "iris", "--fail-under", "acuracy=1").Refuses(2, "--fail-under: there is no figure 'acuracy'. Did you mean 'accuracy'? Known: accuracy, f1, rocAuc, loss.");
        CliRun.Of("evaluate", run, "iris", "--fail-under", "loss=1").Refuses(2, "--fail-under loss: lower is better; use --fail-over.");
        CliRun.Of("evaluate", run, "iris", "--fail-over", "f1=1").Refuses(2, "--fail-over f1: higher is better; use --fail-under.");
        Assert.Equal(0, CliRun.Of("evaluate", run, "iris", "--fail-under", "accuracy=0.1", "--fail-over", "loss=100").ExitCode);
    }

    [Theory]
    [InlineData("[1]", ": expected a JSON object such as {\"epochs\": 100}.")]
    [InlineData("{\n  \"epochs\" 3\n}", ", line 2, column 12: this is no valid JSON. Mend it there.")]
    [InlineData("{ \"hidden\": [{}] }", ": 'hidden' holds an object in an array, expected texts or numbers.")]
    public void A_wrong_configuration_file_is_refused_with_its_place(string text, string message)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("c.json");
        File.WriteAllText(file, text);
        CliRun.Of("train", "--config", file).Refuses(2, file + message);
    }
}
