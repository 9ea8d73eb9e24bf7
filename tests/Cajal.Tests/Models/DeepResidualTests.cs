namespace Cajal.Tests.Models;

/// <summary>"100-layer nets are deep, but not very deep" (F10): 101 dense layers learn with connections around them and not without.</summary>
public sealed class DeepResidualTests
{
    private const int Width = 64;
    private const int Blocks = 50;

    [Fact]
    public void A_hundred_layers_learn_with_connections_around_them_and_not_without()
    {
        Dataset digits = BuiltInData.Digits();
        digits = digits.WithInputs([.. digits.Inputs.ToArray().Select(grey => grey / 16)], [64]);
        int[] rows = [.. Enumerable.Range(0, digits.Count)];
        new Random(1).Shuffle(rows);
        Dataset training = digits.Select(rows.AsSpan(0, 1437)), test = digits.Select(rows.AsSpan(1437));
        Assert.InRange(Accuracy(Net(residual: false), training, test, epochs: 5), 0, 0.3);
        Assert.InRange(Accuracy(Net(residual: true), training, test, epochs: 20), 0.95, 1);
    }

    [Fact]
    public void The_memory_of_a_deep_plan_is_that_of_its_activations()
    {
        // What each layer gives is read on the way back; gradients share what two of them need, so that twice the depth takes twice the memory.
        long[] bytes = [.. new[] { 20, 40 }.Select(blocks =>
        {
            Cajal.Models.Network network = Net(residual: true, blocks).Placed;
            var step = Cajal.Training.TrainingStep.Build(network, new CrossEntropy(), new Sgd(), new(), TargetKind.Classes, 1, 32);
            return Cajal.Planning.PlanCompiler<float>.Compile(step.Function, network.CreateStore<float>()).Bytes;
        })];
        long activations = 20 * 3 * 32 * Width * sizeof(float);
        Assert.InRange(bytes[1] - bytes[0], activations / 2, activations * 4 / 3);
    }

    private static double Accuracy(Model model, Dataset training, Dataset test, int epochs)
    {
        model.Fit(training, new FitOptions { Epochs = epochs, Schedule = new CosineSchedule(), L2 = 1e-3 });
        return model.Evaluate(test).Report["accuracy"].Value!.Value;
    }

    /// <summary>Blocks of two dense layers; those of a residual net begin by adding nothing.</summary>
    private static Model Net(bool residual, int blocks = Blocks)
    {
        var x = new Input(64);
        ModelValue value = x.Then(new Dense(Width, new HeInitializer()));
        for (int block = 0; block < blocks; block++)
        {
            Initializer last = residual ? new ZerosInitializer() : new HeInitializer();
            ModelValue inner = value.Then(new Relu(), new Dense(Width, new HeInitializer()), new Relu(), new Dense(Width, last));
            value = residual ? new Add().After(value, inner) : inner;
        }

        return new Model([x], [value.Then(new Relu(), new Dense(10), new Softmax())]).Compile(new Adam(0.001), new CrossEntropy());
    }
}
