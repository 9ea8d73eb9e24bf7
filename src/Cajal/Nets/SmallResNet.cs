using System.Globalization;

namespace Cajal.Nets;

/// <summary>Residual nets of 6n + 2 layers for pictures of 32 x 32 and their plain twins (He et al. 2015, section 4.2).</summary>
internal static class SmallResNet
{
    private const string Paper = "He, Zhang, Ren, Sun 2015, section 4.2: ";

    private static readonly int[] Depths = [20, 32, 44, 56, 110];

    /// <summary>Residual nets, with option A as in the paper and with projections, then plain ones.</summary>
    public static IReadOnlyList<KnownNet> All { get; } =
    [
        .. Depths.Select(depth => Net("resnet", depth, "", "shortcuts of option A, zeros for new channels", Shortcut.Zeros)),
        .. Depths.Select(depth => Net("resnet", depth, "-projection", "shortcuts of option B, convolutions of 1 x 1", Shortcut.Projection)),
        .. Depths.Select(depth => Net("plain", depth, "", "without shortcuts", Shortcut.None)),
    ];

    private static KnownNet Net(string family, int depth, string variant, string what, Shortcut shortcut) => new(
        string.Create(CultureInfo.InvariantCulture, $"{family}{depth}{variant}"), Paper + what, [32, 32, 3], 10,
        (pictures, classes) => Body(pictures, new ResidualBlock(shortcut), (depth - 2) / 6, classes));

    private static ModelValue Body(ModelValue pictures, ResidualBlock block, int blocks, int classes)
    {
        ModelValue value = ResidualBlock.Convolve(pictures, "conv1", "bn1", 16, 3, 1).Then(new Relu());
        for (int stage = 0; stage < 3; stage++)
        {
            value = block.Stage(value, $"layer{stage + 1}", blocks, 16 << stage, stage == 0 ? 1 : 2);
        }

        return value.Then(new GlobalAveragePool(), new Dense(classes) { Name = "fc" });
    }
}
