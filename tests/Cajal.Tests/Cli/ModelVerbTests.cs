using System.Text.Json;

namespace Cajal.Tests.Cli;

public sealed class ModelVerbTests
{
    [Fact]
    public void Inspecting_a_model_shows_layers_shapes_parameters_graph_and_plan()
    {
        using var folder = new TemporaryFolder();
        string file = Save(folder);
        CliRun run = CliRun.Of("inspect", file, "--graph", "--plan", "--rows", "4");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("67 parameters, seed 0", run.Output, StringComparison.Ordinal);
        Assert.Contains("task: classification; inputs [4], outputs [3] (setosa, versicolor, virginica)", run.Output, StringComparison.Ordinal);
        Assert.Contains("dense1", run.Output, StringComparison.Ordinal);
        Assert.Contains("graph, 4 rows:", run.Output, StringComparison.Ordinal);
        Assert.Contains("inputs", run.Output, StringComparison.Ordinal);
        Assert.Contains("plan, 4 rows:", run.Output, StringComparison.Ordinal);
        Assert.Contains(" steps, ", run.Output, StringComparison.Ordinal);
        CliRun.Of("inspect", file, "--plan", "--json").Refuses(2, "--plan is for people, --json is for programs. Leave one of them out.");
        JsonElement json = CliRun.Of("inspect", folder.Path, "--json").Json;
        Assert.Equal(67, json.GetProperty("parameters").GetInt32());
        Assert.Equal(["dense1", "tanh1", "dense2", "softmax1"], json.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("name").GetString()));
    }

    [Fact]
    public void The_graph_of_a_model_is_drawn_into_a_file()
    {
        using var folder = new TemporaryFolder();
        string file = Save(folder);
        string picture = Path.Combine(folder.Path, "net.svg");
        CliRun run = CliRun.Of("inspect", file, "--graph", picture);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.EndsWith($"graph, 1 row: drawn in {picture}\n", run.Output, StringComparison.Ordinal);
        string svg = File.ReadAllText(picture);
        Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.Contains(">v1 = inputs @ dense1.weight<", svg, StringComparison.Ordinal);
        CliRun.Of("inspect", "--graph", "net.png", file).Refuses(
            2, "--graph is 'net.png', expected a file whose name ends in .svg. To print the nodes, put --graph last.");
    }

    [Fact]
    public void Settings_of_a_layer_that_fill_no_line_go_on_in_the_next()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("net.safetensors");
        new Sequential { new Conv2D(2, 3, padding: 1), new Flatten(), new Dense(2) }.Build([5, 4, 1], seed: 1).Save(file);
        string[] lines = CliRun.Of("inspect", file).Output.Split('\n');
        int first = Array.FindIndex(lines, line => line.StartsWith("conv2d1 ", StringComparison.Ordinal)), next = Array.FindIndex(lines, line => line.StartsWith("flatten1", StringComparison.Ordinal));
        int left = lines[first].IndexOf("outChannels", StringComparison.Ordinal);
        string settings = string.Join(' ', lines[first..next].Select(line => line[left..Math.Min(line.Length, left + 60)].TrimEnd()));
        Assert.StartsWith("outChannels 2, kernel [3, 3], stride [1, 1], isPaddingSame false, padding [1, 1, 1, 1], ", settings, StringComparison.Ordinal);
        Assert.DoesNotContain("…", settings, StringComparison.Ordinal);
        Assert.All(lines[(first + 1)..next], line => Assert.Equal(left, line.TakeWhile(letter => letter == ' ').Count()));
    }

    [Fact]
    public void A_graph_of_layers_is_shown_with_its_branches_frozen_layers_and_no_gradients_for_them()
    {
        using var folder = new TemporaryFolder();
        var x = new Input(4);
        ModelValue hidden = x.Then(new Dense(8) { Name = "first" }, new Tanh());
        Model model = new Model([x], [new Add().After(hidden, hidden.Then(new Dense(8), new Tanh())).Then(new Dense(3), new Softmax())])
            .Compile(new Adam(), new CrossEntropy());
        model.Fit(BuiltInData.Iris(), new FitOptions { Epochs = 1, Threads = 1 });
        string file = folder.File("graph.safetensors");
        model.Save(file);
        string step = CliRun.Of("inspect", file, "--training-plan", "--rows", "8").Output;
        Assert.Contains("plan of a training step, 8 rows:", step, StringComparison.Ordinal);
        model.Freeze("first");
        model.Save(file);
        string picture = folder.File("layers.svg");
        CliRun run = CliRun.Of("inspect", file, "--layers", picture, "--training-plan", "--rows", "8");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("tanh1 + tanh2", run.Output, StringComparison.Ordinal);
        Assert.Contains("40 frozen", run.Output, StringComparison.Ordinal);
        Assert.Equal(Products(step) - 2, Products(run.Output));
        string svg = File.ReadAllText(picture);
        Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.Contains(">add1<", svg, StringComparison.Ordinal);
        Assert.Contains(">40 parameters, frozen<", svg, StringComparison.Ordinal);
        Assert.True(CliRun.Of("check", file, "--json").Json.GetProperty("ok").GetBoolean());
        JsonElement add = CliRun.Of("inspect", file, "--json").Json.GetProperty("layers").EnumerateArray().Single(layer => layer.GetProperty("kind").GetString() == "add");
        Assert.Equal(["tanh1", "tanh2"], add.GetProperty("takes").EnumerateArray().Select(name => name.GetString()));
        CliRun.Of("inspect", file, "--layers", "net.png").Refuses(2, "--layers is 'net.png', expected a file whose name ends in .svg.");
        CliRun.Of("inspect", file, "--units", folder.File("units.svg")).Refuses(2,
            "Drawing of units: the model has branches, expected layers that follow one another. Take such a part out of it with UpTo.");
        string small = folder.File("xor.safetensors");
        LogicFormula.Parse("(a & !b) | (!a & b)").ToSequential(LogicUnits.Sigmoid).Save(small);
        string units = folder.File("xor.svg");
        Assert.Contains($"units: drawn in {units}", CliRun.Of("inspect", small, "--units", units).Output, StringComparison.Ordinal);
        Assert.Contains(">sigmoid<", File.ReadAllText(units), StringComparison.Ordinal);

        static int Products(string plan) => plan.Split('\n').Count(line => line.Contains("MatMul", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_of_several_inputs_and_outputs_can_be_looked_at_and_checked_but_not_given_data()
    {
        using var folder = new TemporaryFolder();
        (Input first, Input second) = (new Input(2) { Name = "main" }, new Input(3) { Name = "side" });
        ModelValue hidden = new Concatenate().After(first, second).Then(new Dense(4), new Tanh());
        var model = new Model([first, second], [hidden.Then(new Dense(2), new Softmax { Name = "same" }), hidden.Then(new Dense(1) { Name = "sum" })]);
        model.Compile(new Adam(), new OutputLoss("same", new CrossEntropy()), new OutputLoss("sum", new MeanSquaredError()));
        Targets classes = Targets.Classes([0, 1], ["no", "yes"]);
        Dataset data = new Dataset([1, 2, 3, 4], [2], classes).WithInput("side", new Dataset([1, 2, 3, 4, 5, 6], [3], classes)).WithTarget("sum", Targets.Values([1, 2]));
        model.Fit(data, new FitOptions { Epochs = 1, Threads = 1 });
        string file = folder.File("two.safetensors");
        model.Save(file);
        CliRun run = CliRun.Of("inspect", file, "--graph", "--plan", "--training-plan");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("further input 'side' [3]; scaled: none\nfurther output 'sum' [1]; task: regression", run.Output, StringComparison.Ordinal);
        Assert.True(CliRun.Of("check", file, "--json").Json.GetProperty("ok").GetBoolean());
        foreach (string verb in new[] { "predict", "evaluate", "explain" })
        {
            CliRun.Of(verb, file, "iris").Refuses(
                4, $"{file}: the numbers of this model's inputs and outputs are 2 and 2; the command line works on models of one of each. Predict with it in code.");
        }
    }

    [Fact]
    public void Gradients_of_a_sound_model_pass()
    {
        using var folder = new TemporaryFolder();
        Save(folder);
        JsonElement json = CliRun.Of("check", folder.Path, "--json").Json;
        Assert.True(json.GetProperty("ok").GetBoolean());
        Assert.Equal(67, json.GetProperty("parameters").GetInt32());
        Assert.Equal(67, json.GetProperty("checked").GetInt32());
        Assert.InRange(json.GetProperty("maxRelativeError").GetDouble(), 0, 1e-6);
        Assert.NotEqual("", json.GetProperty("worst").GetProperty("parameter").GetString());
        Assert.StartsWith("ok: 67 of 67 weights compared", CliRun.Of("check", folder.Path).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TargetKind.Values)]
    [InlineData(TargetKind.Labels)]
    public void A_model_made_in_code_can_be_looked_at_and_checked_but_not_given_a_table(TargetKind kind)
    {
        using var folder = new TemporaryFolder();
        var model = new Sequential { new Dense(5), new Tanh(), new Dense(2) };
        model.Compile(new Adam(0.01), kind == TargetKind.Values ? new MeanSquaredError() : new BinaryCrossEntropy());
        float[] inputs = [.. Enumerable.Range(0, 30).Select(i => i % 7 * 0.5f)];
        float[] numbers = [.. Enumerable.Range(0, 20).Select(i => (float)(i % 2))];
        Targets targets = kind == TargetKind.Values ? Targets.Values(numbers, ["a", "b"]) : Targets.Labels(numbers, ["a", "b"]);
        model.Fit(new Dataset(inputs, [3], targets), new FitOptions { Epochs = 1, Threads = 1 });
        string file = folder.File("code.safetensors");
        model.Save(file);
        Assert.Contains("predicts: a, b", CliRun.Of("inspect", file).Output, StringComparison.Ordinal);
        Assert.True(CliRun.Of("check", file, "--json").Json.GetProperty("ok").GetBoolean());
        string verb = kind == TargetKind.Values ? "predict" : "explain";
        CliRun.Of(verb, file, "iris").Refuses(4,
            $"{file}: this model was made in code and knows no columns of a table. Predict with it in code, or train one with 'cajal train'.");
    }

    [Fact]
    public void A_wrong_gradient_ends_with_code_5_and_its_name()
    {
        var output = new StringWriter();
        Assert.Equal(5, Cajal.Cli.Commands.CheckVerb.Report(new GradientCheckResult(67, 67, 0, 0.25, "dense2.weight", 7), json: false, output));
        Assert.Contains("WRONG", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("dense2.weight[7]", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("predict {0} iris")]
    [InlineData("evaluate {0} iris")]
    [InlineData("explain {0} iris")]
    [InlineData("check {0}")]
    public void Data_in_the_place_of_a_model_are_named_as_such(string line)
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("iris.csv");
        Assert.Equal(0, CliRun.Of("data", "make", "iris", "-o", data).ExitCode);

        CliRun run = CliRun.Of([.. line.Split(' ').Select(word => word.Replace("{0}", data, StringComparison.Ordinal))]);

        run.Refuses(4, $"{data}: this file is no model. Expected the folder of a run, such as runs/iris-1, or a .safetensors file; the model stands first, the data after it.");
    }

    public static TheoryData<string, string> NoModel => new()
    {
        { "none", "{}/none: there is no such model. Expected the folder of a run, such as runs/iris-1, or a .safetensors file." },
        { "", "{}/: there is no model.safetensors in this folder. Give the folder of a run, or the .safetensors file itself." },
    };

    [Theory]
    [MemberData(nameof(NoModel))]
    public void A_model_that_is_not_there_is_refused(string name, string message)
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("check", $"{folder.Path}/{name}").Refuses(4, message.Replace("{}", folder.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_model_is_refused_by_name_without_a_stack_trace()
    {
        using var folder = new TemporaryFolder();
        string file = Save(folder);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        foreach (string verb in new[] { "check", "inspect" })
        {
            CliRun run = CliRun.Of(verb, file);
            Assert.Equal(4, run.ExitCode);
            Assert.Contains("model.safetensors", run.Error, StringComparison.Ordinal);
            Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        }
    }

    [Theory]
    [InlineData("check --sample 0", "--sample is 0, expected a number from 1.")]
    [InlineData("check --seed -2", "--seed is -2, expected a number from 0.")]
    [InlineData("inspect --rows 0", "--rows is 0, expected a number from 1.")]
    public void Impossible_numbers_are_refused(string line, string message)
    {
        using var folder = new TemporaryFolder();
        CliRun.Of([.. line.Split(' '), Save(folder)]).Refuses(2, message);
    }

    private static string Save(TemporaryFolder folder)
    {
        var model = new Sequential { new Dense(8), new Tanh(), new Dense(3), new Softmax() };
        model.Compile(new Adam(0.01), new CrossEntropy());
        model.Fit(BuiltInData.Iris(), new FitOptions { Epochs = 1, Threads = 1 });
        string file = folder.File("model.safetensors");
        model.Save(file);
        return file;
    }
}
