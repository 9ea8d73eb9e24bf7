using Cajal.Kernels;

namespace Cajal.Tests;

/// <summary>Rows of the layers' table for layers of pictures and of rows with several axes.</summary>
internal static class PictureLayerCases
{
    public static IEnumerable<LayerCase> All =>
    [
        Pooling("MaxPool2D", () => new MaxPool2D(), [4, 6, 3], new(2, 2), (twin, x) => twin.Maximum(x)),
        Pooling("MaxPool2D with padding", () => new MaxPool2D(3, 2, 1) { Name = "pool" }, [5, 4, 2], new(3, 2, 1, 1), (twin, x) => twin.Maximum(x)),
        Pooling("MaxPool2D of gray pictures", () => new MaxPool2D(2, 1), [3, 4], new(2, 1), (twin, x) => twin.Maximum(x)),
        Pooling("AveragePool2D", () => new AveragePool2D(), [4, 6, 3], new(2, 2), (twin, x) => twin.Average(x, true)),
        Pooling("AveragePool2D with padding", () => new AveragePool2D(3, 2, 1), [5, 4, 2], new(3, 2, 1, 1), (twin, x) => twin.Average(x, true)),
        Pooling("AveragePool2D without padding", () => new AveragePool2D(3, 2, 1, countsPadding: false), [5, 4, 2], new(3, 2, 1, 1), (twin, x) => twin.Average(x, false)),
        new("MaxPool2D of a wide window", () => new MaxPool2D(new Size2D(1, 2), new Size2D(1, 2)), [2, 4], [2, 2, 1], (x, _) => [.. x.Chunk(2).Select(pair => pair.Max())]),
        new("GlobalMaxPool", () => new GlobalMaxPool(), [2, 3, 4], [4], (x, _) => [.. Channels(x, 4).Select(channel => channel.Max())]),
        new("GlobalAveragePool", () => new GlobalAveragePool(), [2, 3, 4], [4], (x, _) => [.. Channels(x, 4).Select(channel => channel.Average())]),
        new("GlobalAveragePool of gray pictures", () => new GlobalAveragePool(), [2, 3], [1], (x, _) => [x.Average()]),
        new("ZeroPadding2D", () => new ZeroPadding2D(1), [1, 2, 2], [3, 4, 2],
            (x, _) => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, x[0], x[1], x[2], x[3], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        new("ZeroPadding2D cutting", () => new ZeroPadding2D(-1, 0, -1, 2), [2, 3], [1, 4, 1], (x, _) => [x[4], x[5], 0, 0]),
        new("UpSample2D", () => new UpSample2D(), [2, 1, 2], [4, 2, 2],
            (x, _) => [x[0], x[1], x[0], x[1], x[0], x[1], x[0], x[1], x[2], x[3], x[2], x[3], x[2], x[3], x[2], x[3]]),
        new("UpSample2D of gray pictures", () => new UpSample2D(3), [1, 2], [3, 6, 1],
            (x, _) => [.. Enumerable.Range(0, 18).Select(i => x[i % 6 / 3])]),
        new("Reshape", () => new Reshape(2, 3, 1), [6], [2, 3, 1], (x, _) => x),
        new("Permute", () => new Permute(1, 0), [2, 3], [3, 2], (x, _) => [x[0], x[3], x[1], x[4], x[2], x[5]]),
        new("Embedding", () => new Embedding(5, 3, new UniformInitializer(0.1)), [4], [4, 3],
            (x, p) => [.. x.SelectMany(number => p[0].Skip((int)number * 3).Take(3))], NumbersBelow: 5),
        new("LayerNorm", () => new LayerNorm(), [5], [5], (x, p) => Normal(x, 1e-5, p[0], p[1])),
        new("LayerNorm of tokens", () => new LayerNorm(0.1) { Name = "norm" }, [3, 4], [3, 4], (x, p) => [.. x.Chunk(4).SelectMany(token => Normal(token, 0.1, p[0], p[1]))]),
        new("GroupNorm", () => new GroupNorm(2), [2, 3, 4], [2, 3, 4],
            (x, p) => [.. Normal(x, 1e-5, i => i % 4 / 2).Select((y, i) => (y * p[0][i % 4]) + p[1][i % 4])]),
        new("GroupNorm of features", () => new GroupNorm(1, 0.2), [6], [6], (x, p) => Normal(x, 0.2, p[0], p[1])),
        new("BatchNorm", () => new BatchNorm(), [2, 3, 4], [2, 3, 4], (x, p) => Followed(x, 1e-5, p)),
        new("BatchNorm of features", () => new BatchNorm(0.3, 0.1), [5], [5], (x, p) => Followed(x, 0.1, p)),
        new("SpatialDropout2D", () => new SpatialDropout2D(0.3), [2, 3, 4], [2, 3, 4], (x, _) => x),
        new("SpatialDropout2D of gray pictures", () => new SpatialDropout2D(0.4), [2, 3], [2, 3], (x, _) => x),
    ];

    private static double[] Normal(double[] x, double epsilon, double[] weight, double[] bias) =>
        [.. Normal(x, epsilon, _ => 0).Select((y, i) => (y * weight[i]) + bias[i])];

    /// <summary>Each group of numbers with mean 0 and variance 1.</summary>
    private static IEnumerable<double> Normal(double[] x, double epsilon, Func<int, int> groupOf)
    {
        Dictionary<int, (double Mean, double Deviation)> figures = x.Select((value, i) => (value, group: groupOf(i))).GroupBy(pair => pair.group, pair => pair.value)
            .ToDictionary(group => group.Key, group => (group.Average(), Math.Sqrt(group.Average(value => Math.Pow(value - group.Average(), 2)) + epsilon)));
        return x.Select((value, i) => (value - figures[groupOf(i)].Mean) / figures[groupOf(i)].Deviation);
    }

    /// <summary>Batch normalisation at prediction: with the running mean and variance.</summary>
    private static double[] Followed(double[] x, double epsilon, double[][] p) => [.. x.Select((value, i) => (value, channel: i % p[0].Length))
        .Select(pair => ((pair.value - p[2][pair.channel]) / Math.Sqrt(p[3][pair.channel] + epsilon) * p[0][pair.channel]) + p[1][pair.channel])];

    /// <summary>The numbers of each channel.</summary>
    private static IEnumerable<double[]> Channels(double[] x, int channels) =>
        Enumerable.Range(0, channels).Select(channel => x.Where((_, index) => index % channels == channel).ToArray());

    private static LayerCase Pooling(string name, Func<Layer> make, Shape row, PoolSpan span, Func<PoolReference, double[], double[]> reference)
    {
        var twin = new PoolReference(new(1, row[0], row[1], row.Rank == 3 ? row[2] : 1), span, span);
        return new(name, make, row, new(twin.Windows.Sizes[1..]), (x, _) => reference(twin, x));
    }
}
