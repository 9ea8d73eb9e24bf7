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

    public static TheoryData<string> Names => [.. Nets.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_has_the_same_bits_in_any_batch(string name)
    {
        var random = new Random(123);
        float[] rows = [.. GradientCheck.Numbers(random, Rows * Features, -3, 3).Select(value => (float)value)];
        var model = new Sequential();
        foreach (Layer layer in Nets[name])
        {
            model.Add(layer);
        }

        model.Build([Features], 11, Scaler.Fit("robust", FitTests.Blobs()));
        int width = model.OutputShape.Count;
        float[] all = model.Predict(rows);
        foreach (int count in new[] { 1, 2, 7, 8, 9, 64, 65 })
        {
            for (int trial = 0; trial < Rows / count; trial++)
            {
                int start = random.Next(Rows - count + 1);
                float[] some = model.Predict(rows.AsSpan(start * Features, count * Features));
                Assert.True(all.AsSpan(start * width, count * width).SequenceEqual(some), $"{name}: {count} rows from {start}");
            }
        }
    }
}
