namespace Cajal.Tests.Layers;

/// <summary>Whole nets of these layers, trained on the built-in digits: they learn, and no bit depends on the threads.</summary>
public sealed class PictureNetTests
{
    [Fact]
    public void A_residual_net_with_batch_normalisation_learns_digits() => Learns(() =>
    {
        var image = new Input(8, 8, 1);
        ModelValue first = image.Then(new Conv2D(12, 3, padding: 1, hasBias: false), new BatchNorm(), new Relu());
        ModelValue second = first.Then(new Conv2D(12, 3, padding: 1, hasBias: false), new BatchNorm(), new Relu(), new Conv2D(12, 3, padding: 1, hasBias: false), new BatchNorm());
        return new Model([image], [new Add().After(first, second).Then(new Relu(), new MaxPool2D(), new SpatialDropout2D(0.05), new Flatten(), new Dense(10), new Softmax())]);
    });

    [Fact]
    public void A_mixer_learns_digits() => Learns(() =>
    {
        var image = new Input(8, 8, 1);
        ModelValue tokens = image.Then(new Conv2D(24, 2, stride: 2), new Reshape(16, 24));
        ModelValue mixed = new Add().After(
            tokens, tokens.Then(new LayerNorm(), new Permute(1, 0), new Conv1D(32, 1), new Gelu(), new Conv1D(16, 1), new Permute(1, 0)));
        ModelValue channels = new Add().After(mixed, mixed.Then(new LayerNorm(), new Conv1D(48, 1), new Gelu(), new Conv1D(24, 1)));
        return new Model([image], [channels.Then(new LayerNorm(), new Reshape(4, 4, 24), new GlobalAveragePool(), new Dense(10), new Softmax())]);
    }, least: 0.85, rate: 0.003);

    [Fact]
    public void A_net_of_group_normalisation_and_average_pooling_learns_digits() => Learns(() =>
    {
        var image = new Input(8, 8, 1);
        return new Model([image],
        [
            image.Then(new ZeroPadding2D(1), new Conv2D(16, 3), new GroupNorm(4), new Relu(), new AveragePool2D(), new UpSample2D(), new AveragePool2D(), new Flatten(), new Dense(10), new Softmax()),
        ]);
    });

    private static void Learns(Func<Model> make, double least = 0.93, double rate = 0.01)
    {
        (Dataset training, Dataset test) = Digits();
        float[] Trained(int threads, int passes, out double accuracy)
        {
            Model model = make().Compile(new Adam(rate), new CrossEntropy(), new Accuracy()).Build(3);
            model.Fit(training, new FitOptions { Epochs = passes, BatchSize = 32, Threads = threads, Seed = 2 });
            accuracy = model.Evaluate(test).Report["accuracy"].Value!.Value;
            return [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
        }

        Trained(2, 6, out double accuracy);
        Assert.InRange(accuracy, least, 1);
        Assert.Equal(Trained(1, 1, out _), Trained(3, 1, out _));
    }

    private static (Dataset Training, Dataset Test) Digits()
    {
        Dataset all = BuiltInData.Digits();
        float[] pixels = [.. Enumerable.Range(0, all.Count).SelectMany(row => all.Row(row).ToArray()).Select(value => value / 16)];
        Dataset pictures = all.WithInputs(pixels, [8, 8, 1]);
        return (pictures.Select([.. Enumerable.Range(0, 1200)]), pictures.Select([.. Enumerable.Range(1200, all.Count - 1200)]));
    }
}
