using Cajal.Models;
using Cajal.Planning;
using Cajal.Training;

namespace Cajal.Tests.Training;

/// <summary>Layers that training leaves as they are, and rates of parts.</summary>
public sealed class FreezingTests : IDisposable
{
    private static readonly Dataset Data = FitTests.Blobs(90);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Frozen_layers_keep_their_bits_and_the_others_learn()
    {
        Sequential model = Net();
        model.Freeze("dense1", "dense2");
        Dictionary<string, float[]> before = Weights(model);
        History history = model.Fit(Data, new FitOptions { Epochs = 10, L2 = 0.01, MaxNorm = 1, ClipNorm = 1 });
        Assert.True(history.Epochs[^1].Loss < history.Epochs[0].Loss);
        foreach ((string name, float[] values) in Weights(model))
        {
            Assert.Equal(name.StartsWith("dense3", StringComparison.Ordinal), !values.SequenceEqual(before[name]));
        }

        model.Unfreeze("dense2");
        model.Fit(Data, new FitOptions { Epochs = 1 });
        Assert.Equal(before["dense1.weight"], Weights(model)["dense1.weight"]);
        Assert.NotEqual(before["dense2.weight"], Weights(model)["dense2.weight"]);
        model.Unfreeze();
        Assert.Empty(model.Frozen);
    }

    [Fact]
    public void Layers_may_be_frozen_before_there_are_weights()
    {
        var model = new Sequential { new Dense(6), new Tanh(), new Dense(3), new Softmax() };
        model.Freeze("dense1");
        model.Build([4], 1).Compile(new Sgd(), new CrossEntropy());
        float[] before = Weights(model)["dense1.weight"];
        model.Fit(Data, new FitOptions { Epochs = 1 });
        Assert.Equal(before, Weights(model)["dense1.weight"]);
    }

    [Fact]
    public void A_name_stands_for_the_layer_and_for_all_within_the_part_but_not_for_what_only_begins_alike()
    {
        var model = new Sequential
        {
            new Dense(2) { Name = "a.2" }, new Dense(2) { Name = "ab" }, new Dense(2) { Name = "a" }, new Dense(2) { Name = "a.10" }, new Dense(2) { Name = "a-b" }, new Dense(2) { Name = "a.2.1" },
        };
        model.Freeze("a");
        Assert.Equal(["a.2", "a", "a.10", "a.2.1"], model.Frozen);
        model.Unfreeze("a.2");
        Assert.Equal(["a", "a.10"], model.Frozen);
    }

    [Fact]
    public void What_parts_have_frozen_is_frozen_until_it_is_said_otherwise()
    {
        Sequential known = Net();
        known.Freeze("dense1", "dense2");
        Model body = known.UpTo("tanh2", "body");
        Assert.Equal(["dense1", "dense2"], body.Frozen);
        body.Unfreeze("dense2");
        var nested = new Sequential("outer") { body };
        Assert.Equal(["outer.body.dense1"], new Sequential { nested, new Dense(3) }.Build([4]).Frozen);

        var model = new Sequential { body, new Dense(3) };
        Assert.Equal(["body.dense1"], model.Frozen);
        model.Unfreeze("body");
        Assert.Empty(model.Frozen);
        Assert.Empty(model.Build([4]).Frozen);
        Assert.Empty(new Sequential { model }.Build([4]).Frozen);
        body.Unfreeze();
        Assert.Empty(new Sequential { nested, new Dense(3) }.Build([4]).Frozen);
        nested.Freeze("body.dense2");
        Assert.Equal(["outer.body.dense2"], new Sequential { nested, new Dense(3) }.Build([4]).Frozen);
        nested.Unfreeze();
        Assert.Empty(new Sequential { nested, new Dense(3) }.Build([4]).Frozen);
    }

    [Fact]
    public void The_head_on_frozen_layers_learns_the_bits_that_it_learns_on_their_outputs()
    {
        Sequential model = Net();
        model.Freeze("dense1", "dense2", "dropout1");
        Model body = model.UpTo("tanh2");
        Dataset features = Data.WithInputs(body.Predict(Data.Inputs), [7]);
        Sequential head = new Sequential { new Dense(3) { Name = "dense3" }, new Softmax() }.Build([7]).Compile(new Adam(0.02), new CrossEntropy());
        head.CopyWeights(model);
        foreach (Model trained in new Model[] { model, head })
        {
            trained.Fit(trained == model ? Data : features, new FitOptions { Epochs = 5, Seed = 3 });
        }

        Assert.Equal(head.Predict(features.Inputs), model.Predict(Data.Inputs));
    }

    [Fact]
    public void A_plan_has_no_gradient_and_no_state_for_frozen_layers()
    {
        Sequential model = Net();
        Assert.Equal((3, 5), Products(model));
        model.Freeze("dense1");

        // Weights of the second and the third, and the error of the second; nothing for the first.
        Assert.Equal((3, 3), Products(model));
        model.Freeze("dense2");
        Assert.Equal((3, 1), Products(model));
        Assert.Equal(["mean/dense3.weight", "mean_square/dense3.weight", "mean/dense3.bias", "mean_square/dense3.bias"],
            Step(model).State.Select(entry => entry.Name));
    }

    [Fact]
    public void What_is_frozen_is_kept_in_files_and_by_parts_of_other_models()
    {
        Sequential model = Net();
        model.Freeze("dense1");
        model.Save(folder.File("model.safetensors"));
        Assert.Equal(["dense1"], Model.Load(folder.File("model.safetensors")).Frozen);
        Model part = model.UpTo("tanh2", "body");
        Assert.Equal(["dense1"], part.Frozen);
        Sequential whole = new Sequential { part, new Dense(2) }.Build([4]);
        Assert.Equal(["body.dense1"], whole.Frozen);

        // Training that goes on from a checkpoint knows it too, and the rates of parts.
        FitOptions options = new() { Epochs = 4, CheckpointPath = folder.File("last.safetensors"), RateFactors = new Dictionary<string, double> { ["dense2"] = 0.1 } };
        model.Fit(Data, options);
        Sequential stopped = Net();
        stopped.Freeze("dense1");
        stopped.Fit(Data, options with { Epochs = 2 });
        (Model resumed, _) = Model.Resume(folder.File("last.safetensors"), Data, new ResumeOptions { AdditionalEpochs = 2 });
        Assert.Equal(Weights(model).Values, Weights(resumed).Values);
    }

    [Fact]
    public void A_rate_factor_changes_the_steps_of_its_part_alone()
    {
        Dictionary<string, float[]> Step(Dictionary<string, double>? factors)
        {
            var body = new Sequential("body") { new Dense(5) { Name = "first" }, new Dense(5) { Name = "second" } };
            Sequential model = new Sequential { body, new Dense(3) { Name = "head" }, new Softmax() }.Build([4], 2).Compile(new Sgd(1), new CrossEntropy());
            Dictionary<string, float[]> before = Weights(model);
            model.Fit(Data, new FitOptions { Epochs = 1, BatchSize = 90, RateFactors = factors });
            return Weights(model).ToDictionary(pair => pair.Key, pair => pair.Value.Zip(before[pair.Key], (after, old) => after - old).ToArray());
        }

        Dictionary<string, float[]> plain = Step(null);
        foreach ((string name, float[] step) in Step(new() { ["body"] = 0.25, ["body.second"] = 0.5 }))
        {
            float factor = name.StartsWith("head", StringComparison.Ordinal) ? 1 : name.Contains("first", StringComparison.Ordinal) ? 0.25f : 0.5f;
            Near.Equal([.. plain[name].Select(value => (double)(value * factor))], [.. step.Select(value => (double)value)], 1e-6, name);
        }
    }

    [Fact]
    public void Wrong_names_factors_and_nothing_to_learn_are_refused()
    {
        Sequential model = Net();
        Refused("Freeze: Sequential has no layer or part 'dens1'. Did you mean 'dense1'? Known: dense1, tanh1, dropout1, dense2, tanh2, dense3, softmax1.",
            () => model.Freeze("dens1"));
        Refused("Unfreeze: Sequential has no layer or part 'x'. Known: dense1, tanh1, dropout1, dense2, tanh2, dense3, softmax1.", () => model.Unfreeze("x"));
        Refused("Fit: the rate factor of 'dense1' is 0, expected a number above 0. To keep it as it is, freeze it.",
            () => model.Fit(Data, new FitOptions { RateFactors = new Dictionary<string, double> { ["dense1"] = 0 } }));
        Refused("Fit, RateFactors: Sequential has no layer or part 'y'. Known: dense1, tanh1, dropout1, dense2, tanh2, dense3, softmax1.",
            () => model.Fit(Data, new FitOptions { RateFactors = new Dictionary<string, double> { ["y"] = 1 } }));
        model.Freeze("dense1", "dense2", "dense3");
        Refused("Fit: all layers that learn are frozen. Unfreeze at least one.", () => model.Fit(Data));
    }

    private static Sequential Net() => new Sequential
    {
        new Dense(6), new Tanh(), new Dropout(0.2), new Dense(7), new Tanh(), new Dense(3), new Softmax(),
    }.Build([4], 5).Compile(new Adam(0.02), new CrossEntropy());

    private static Dictionary<string, float[]> Weights(Model model) => model.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values.ToArray());

    /// <summary>Products of a prediction and those that a training step has beyond them.</summary>
    private static (int Forward, int Back) Products(Sequential model)
    {
        Network network = model.Built.Network;
        int forward = Count(new GraphFunction(network.Expand(new Graph(), 32).Outputs));
        TrainingStep step = Step(model);
        var store = new ParameterStore<float>(step.State, model.Built.Store);
        int products = PlanCompiler<float>.Compile(step.Function, store).ToString().Split('\n').Count(line => line.Contains("matmul", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(Count(step.Function), products);
        return (forward, products - forward);
    }

    private static TrainingStep Step(Sequential model) =>
        TrainingStep.Build(model.Built.Network, new CrossEntropy(), new Adam(), new StepSettings(), TargetKind.Classes, 1, 32);

    private static int Count(GraphFunction function) => function.Nodes.Count(node => node.Operator is Ops.MatMul);

    private static void Refused(string message, Action action) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
