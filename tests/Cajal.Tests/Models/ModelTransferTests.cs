using Cajal.Tests.Training;

namespace Cajal.Tests.Models;

public sealed class ModelTransferTests
{
    [Fact]
    public void The_part_up_to_a_layer_computes_what_that_layer_gives()
    {
        Dataset data = FitTests.Blobs(30);
        var x = new Input(4);
        ModelValue hidden = x.Then(new Dense(5), new Tanh());
        ModelValue left = hidden.Then(new Dense(5) { Name = "left" });
        ModelValue sum = new Add { Name = "sum" }.After(left, hidden);
        Model model = new Model([x], [sum.Then(new Dense(3), new Softmax())]).Build(2, StandardScaler.Fit(data.Inputs, 4));
        Assert.Equal(["dense1", "tanh1", "left"], model.UpTo("left").Built.Network.Layers.Select(layer => layer.Name));
        float[] sums = model.UpTo("sum").Predict(data.Inputs);
        var head = new Sequential { new Dense(3) { Name = model.Layers[^2].Name! }, new Softmax() };
        head.Build([5]).CopyWeights(model);
        Assert.Equal(model.Predict(data.Inputs), head.Predict(sums));
    }

    [Fact]
    public void Inputs_that_go_straight_into_a_part_are_scaled_as_there()
    {
        Dataset data = FitTests.Blobs(30);
        Scaler scaler = StandardScaler.Fit(data.Inputs, 4);
        Sequential known = new Sequential { new Dense(5), new Tanh(), new Dense(3) }.Build([4], 1, scaler);
        Model body = known.UpTo("tanh1");
        Assert.Same(scaler, body.Preprocessing);
        Assert.Same(scaler, new Sequential { body, new Dense(2) }.Build([4]).Preprocessing);
        Assert.Same(scaler, new Sequential { new Sequential("outer") { body }, new Dense(2) }.Build([4]).Preprocessing);
        var x = new Input(4);
        Assert.Same(scaler, new Model([x], [body.After(x)]).Build().Preprocessing);
        Assert.Equal(body.Predict(data.Inputs), new Model([x], [body.After(x)]).Build().Predict(data.Inputs));
        Assert.Null(new Model([x], [body.After(x.Then(new Identity()))]).Build().Preprocessing);
        Assert.Same(scaler, new Model([x], [body.After(x), x.Then(new Dense(2) { Name = "own" })]).Build().Preprocessing);
        Scaler other = MinMaxScaler.Fit(data.Inputs, 4);
        Assert.Same(other, new Sequential { body, new Dense(2) }.Build([4], 0, other).Preprocessing);
    }

    [Fact]
    public void Parts_that_see_one_input_scaled_differently_are_refused_unless_it_is_said_how()
    {
        Dataset data = FitTests.Blobs(30);
        Model[] parts =
        [
            .. new[] { StandardScaler.Fit(data.Inputs, 4), StandardScaler.Fit(data.Inputs, 4), (Scaler?)MinMaxScaler.Fit(data.Inputs, 4), null }
                .Select((scaler, index) => new Sequential($"part{index}") { new Dense(3) }.Build([4], 1, scaler)),
        ];
        Model Both(int a, int b, Input x) => new Model([x], [new Add().After(parts[a].After(x), parts[b].After(x))]).Build();
        Assert.Same(parts[0].Preprocessing, Both(0, 1, new Input(4)).Preprocessing);
        const string Message = "Model: the input 'inputs' goes into parts that have learned with different preprocessing. Say what is applied to it "
            + "(Preprocessing of the Input), or give each part an input of its own.";
        Refused(Message, () => Both(0, 2, new Input(4)));
        Refused(Message, () => Both(0, 3, new Input(4)));
        Input[] two = [new Input(4) { Preprocessing = parts[0].Preprocessing }, new Input(4) { Preprocessing = parts[2].Preprocessing }];
        Model sum = new Model(two, [new Add().After(two[0], two[1]).Then(new Dense(1))]).Build();
        Refused(Message, () =>
        {
            var x = new Input(4);
            new Model([x], [sum.After(x, x)]).Build();
        });
        Assert.Same(parts[2].Preprocessing, Both(0, 2, new Input(4) { Preprocessing = parts[2].Preprocessing }).Preprocessing);
    }

    [Fact]
    public void Models_that_came_from_one_and_learned_apart_keep_their_own_weights_in_a_third()
    {
        Sequential known = new Sequential { new Dense(3), new Tanh(), new Dense(2) }.Build([4], 1);
        Model left = known.UpTo("tanh1", "left"), right = known.UpTo("tanh1", "right");
        var body = new Sequential("body") { new Dense(3), new Tanh() }.Build([4], 2);
        Sequential first = new Sequential("first") { body, new Dense(3) }.Build([4], 3), second = new Sequential("second") { body, new Dense(3) }.Build([4], 4);
        foreach (Model changed in new[] { right, second })
        {
            changed.Parameters[0].Values.Fill(0.5f);
        }

        float[] row = [1, -2, 3, -4];
        foreach ((Model a, Model b) in new[] { (left, right), (first, second), (known.UpTo("tanh1"), right) })
        {
            var x = new Input(4);
            float[] sum = new Model([x], [new Add().After(a.After(x), b.After(x))]).Build().Predict(row);
            Assert.Equal(a.Predict(row).Zip(b.Predict(row), (one, other) => one + other), sum);
        }

        var y = new Input(4);
        Assert.Equal(["left.dense1.weight", "left.dense1.bias"], new Model([y], [new Add().After(left.After(y), left.After(y.Then(new Identity())))]).Build().Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void A_shared_layer_comes_along_from_its_second_place()
    {
        (Input a, Input b) = (new Input(2), new Input(2));
        var shared = new Dense(2);
        (ModelValue first, ModelValue second) = (shared.After(a), shared.After(b));
        Model model = new Model([a, b], [new Add().After(first, second.Then(new Tanh { Name = "end" }))]).Build(1);
        Model part = model.UpTo("end");
        Assert.Equal(["dense1@2.weight", "dense1@2.bias"], part.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(model.Parameters[0].Values.ToArray(), part.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void Weights_are_copied_by_name()
    {
        Sequential source = new Sequential { new Dense(4), new Tanh(), new Dense(3) }.Build([2], 1);
        Sequential model = new Sequential { new Dense(4), new Tanh(), new Dense(5) }.Build([2], 2);
        Assert.Equal(["dense1"], model.CopyWeights(source, "dense1"));
        Assert.Equal(source.Parameters[0].Values.ToArray(), model.Parameters[0].Values.ToArray());
        float[] before = model.Unroll().ToArray();
        Refused("CopyWeights: 'dense2.weight' is [4, 3] in the source, expected [4, 5]. Name the layers that both models have alike.", () => model.CopyWeights(source));
        Assert.Equal(before, model.Unroll().ToArray());
        Sequential other = new Sequential { new Dense(4) { Name = "other" } }.Build([2]);
        Refused("CopyWeights: the models have no layer that learns in common.", () => other.CopyWeights(source));
        Refused("CopyWeights: 'other.weight' is missing in the source, expected [2, 4].", () => other.CopyWeights(source, "other"));
        Refused("CopyWeights: Sequential has no layer or part 'dense1'. Known: other.", () => other.CopyWeights(source, "dense1"));
        Refused("UpTo: the model has no layer 'relu1'. Known: dense1, tanh1, dense2.", () => source.UpTo("relu1"));
    }

    /// <summary>F8: what a net has learned from the digits 0 to 4 helps it with 10 samples each of 5 to 9.</summary>
    [Theory]
    [InlineData(false, "relu2")]
    [InlineData(true, "relu3")]
    public void Features_of_some_digits_help_with_others_of_which_there_are_few(bool convolutions, string last)
    {
        Dataset digits = PlacedDigits.All(seed: 1);
        Model known = PlacedDigits.Net(convolutions, seed: 1);
        known.Fit(PlacedDigits.Of(digits, first: 0), new FitOptions { Epochs = 10, BatchSize = 64, Schedule = new CosineSchedule(), L2 = 1e-4 });
        Dataset others = PlacedDigits.Of(digits, first: 5);
        double gain = 0;
        for (int seed = 0; seed < 10; seed++)
        {
            int[] few = PlacedDigits.FewOfEach(others, 10, seed);
            Dataset training = others.Select(few), test = others.Select([.. Enumerable.Range(0, others.Count).Except(few)]);
            var body = known.UpTo(last, name: "body");
            Model transferred = new Sequential { body, new Dense(5), new Softmax() }.Build(known.InputShape, (ulong)seed).Compile(new Adam(0.01), new CrossEntropy());
            transferred.Freeze("body");
            Train(transferred, training, seed);
            transferred.Unfreeze();
            transferred.Fit(training, new FitOptions { Epochs = 20, Seed = (ulong)seed, RateFactors = new Dictionary<string, double> { ["body"] = 0.05 } });
            Model scratch = PlacedDigits.Net(convolutions, (ulong)seed + 2);
            Train(scratch, training, seed);
            gain += (Accuracy(transferred, test) - Accuracy(scratch, test)) / 10;
        }

        Assert.True(gain >= 0.05, $"gain {gain:0.000}");
    }

    private static void Train(Model model, Dataset training, int seed) =>
        model.Fit(training, new FitOptions { Epochs = 100, Schedule = new CosineSchedule(), L2 = 1e-4, Seed = (ulong)seed });

    private static double Accuracy(Model model, Dataset test) => model.Evaluate(test).Report["accuracy"].Value!.Value;

    private static void Refused(string message, Action action) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
