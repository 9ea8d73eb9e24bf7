using System.Globalization;

namespace Cajal.Nets;

/// <summary>
/// Residual nets for large pictures and the plain nets of the same depths (K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image
/// recognition", 2015, table 1). As in torchvision a bottleneck block makes pictures smaller in its 3 x 3 convolution, not in its first.
/// </summary>
internal static class ResNet
{
    private static readonly (int Depth, bool IsBottleneck, int[] Blocks)[] Depths =
    [
        (18, false, [2, 2, 2, 2]), (34, false, [3, 4, 6, 3]), (50, true, [3, 4, 6, 3]), (101, true, [3, 4, 23, 3]), (152, true, [3, 8, 36, 3]),
    ];

    /// <summary>Residual nets, then plain ones.</summary>
    public static IReadOnlyList<KnownNet> All { get; } =
    [
        .. Depths.Select(one => Net($"resnet{Text(one.Depth)}", "residual, as in torchvision", new ResidualBlock(Shortcut.Projection, one.IsBottleneck), one.Blocks)),
        .. Depths.Select(one => Net($"plain{Text(one.Depth)}", "the residual net without its shortcuts", new ResidualBlock(Shortcut.None, one.IsBottleneck), one.Blocks)),
    ];

    private static KnownNet Net(string name, string what, ResidualBlock block, int[] blocks) =>
        new(name, $"He, Zhang, Ren, Sun 2015: {what}", [224, 224, 3], 1000, (pictures, classes) => Body(pictures, block, blocks, classes));

    private static ModelValue Body(ModelValue pictures, ResidualBlock block, int[] blocks, int classes)
    {
        ModelValue value = ResidualBlock.Convolve(pictures, "conv1", "bn1", 64, 7, 2).Then(new Relu(), new MaxPool2D(3, stride: 2, padding: 1));
        foreach ((int stage, int count) in blocks.Index())
        {
            value = block.Stage(value, $"layer{stage + 1}", count, 64 << stage, stage == 0 ? 1 : 2);
        }

        return value.Then(new GlobalAveragePool(), new Dense(classes) { Name = "fc" });
    }

    private static string Text(int depth) => depth.ToString(CultureInfo.InvariantCulture);
}
