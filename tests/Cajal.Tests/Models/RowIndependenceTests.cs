using Cajal.Tests.Training;

namespace Cajal.Tests.Models;

/// <summary>A row's prediction has the same bits alone, in any batch and at any place in it.</summary>
public sealed class RowIndependenceTests
{
    private const int Rows = 1000;
    private const int Features = 4;

    private static readonly Dictionary<string, Layer[]> Nets = new()
    {
        ["linear"] = [new Dense(3)],
        ["wide"] = [new Dense(300), new Relu(), new Dense(3), new Softmax()],
        ["smooth"] = [new Dense(33), new Gelu(), new Dense(17), new Mish(), new Dense(5)],
        ["dropout"] = [new Dense(20), new Selu(), new Dropout(0.5), new Dense(1), new Sigmoid()],
        ["table"] = [new FeatureScale(), new Dense(24, scale: WeightScale.NeuralTangent), new Silu(), new Dense(2), new Softmax()],
        ["exponentials"] = [new Dense(9), new Softplus(), new Dense(9), new Elu(), new Dense(9), new Tanh(), new Dense(2)],
    };

    /// <summary>Nets of pictures [6, 6, 2]; from some rows on, few channels are computed with the samples innermost.</summary>
    private static readonly Dictionary<string, Layer[]> PictureNets = new()
    {
        ["few channels"] = [new Conv2D(4, 3, padding: 1), new Relu(), new MaxPool2D(), new Conv2D(20, 2), new Tanh(), new AveragePool2D(), new Flatten(), new Dense(3), new Softmax()],
        ["groups"] = [new Conv2D(4, 3, groups: 2), new Relu(), new Conv2D(8, 3, padding: ConvolutionPadding.Same, groups: 4)],
        ["dilation"] = [new Conv2D(3, 2, dilation: 2), new Conv2D(3, 2, dilation: new Size2D(2, 1)), new Gelu()],
        ["strides"] = [new Conv2D(3, 3, 2, padding: 1), new ConvTranspose2D(2, 3, 2, padding: 1, outputPadding: 1), new MaxPool2D(3, 2, 1)],
        ["another shape"] = [new Conv2D(4, 3, padding: 1), new Reshape(12, 12, 1), new Conv2D(3, 3), new Permute(2, 0, 1), new Reshape(30, 10), new Conv1D(2, 3)],
        ["normalised"] = [new Conv2D(4, 3), new BatchNorm(), new GroupNorm(2), new LayerNorm(), new ZeroPadding2D(1), new UpSample2D(), new SpatialDropout2D(), new GlobalMaxPool()],
        ["many channels"] = [new Conv2D(48, 1), new Conv2D(48, 3, padding: 1), new GlobalAveragePool()],
    };

    public static TheoryData<string> Names => [.. Nets.Keys];

    public static TheoryData<string> PictureNames => [.. PictureNets.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_has_the_same_bits_in_any_batch(string name) => Check(
        name, Nets[name], [Features], Rows, Scaler.Fit("robust", FitTests.Blobs()), count => Rows / count, 1, 2, 7, 8, 9, 64, 65);

    [Theory]
    [MemberData(nameof(PictureNames))]
    public void A_picture_has_the_same_bits_in_any_batch(string name) => Check(name, PictureNets[name], [6, 6, 2], 130, null, _ => 2, 1, 2, 13, 14, 15, 64, 65, 130);

    private static void Check(string name, Layer[] layers, Shape shape, int rows, Scaler? scaler, Func<int, int> trials, params int[] counts)
    {
        var random = new Random(123);
        float[] numbers = [.. GradientCheck.Numbers(random, rows * shape.Count, -3, 3).Select(value => (float)value)];
        var model = new Sequential();
        foreach (Layer layer in layers)
        {
            model.Add(layer);
        }

        model.Build(shape, 11, scaler);
        int width = model.OutputShape.Count;
        float[] all = model.Predict(numbers);
        foreach (int count in counts)
        {
            for (int trial = 0; trial < trials(count); trial++)
            {
                int start = random.Next(rows - count + 1);
                float[] some = model.Predict(numbers.AsSpan(start * shape.Count, count * shape.Count));
                Assert.True(all.AsSpan(start * width, count * width).SequenceEqual(some), $"{name}: {count} rows from {start}");
            }
        }
    }
}
