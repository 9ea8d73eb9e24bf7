using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Makes each picture larger or smaller around its center, by a factor from 1 − share to 1 + share.</summary>
public sealed record RandomScale : PictureAugmentation
{
    /// <summary>Makes the augmentation.</summary>
    /// <param name="share">Largest distance of the factor from 1, in (0, 1); default 0.1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not in (0, 1).</exception>
    public RandomScale(double share = 0.1) => Share = NumberChecks.BelowOne(nameof(RandomScale), nameof(share), NumberChecks.Positive(nameof(RandomScale), nameof(share), share));

    /// <summary>Largest distance of the factor from 1.</summary>
    public double Share { get; }

    /// <inheritdoc/>
    public override string Kind => "scale";

    internal override int Draws(ImageShape picture) => 1;

    internal override void Change(PictureDrawing drawing, ReadOnlySpan<float> random)
    {
        double back = 1 / (1 + Around(Share, random[0]));
        drawing.Turn(back, 0, 0, back);
    }

    internal override Augmentation WithAmount(double amount) => new RandomScale(amount);

    private protected override void WriteConfiguration(JsonObject json) => json["share"] = Share;
}
