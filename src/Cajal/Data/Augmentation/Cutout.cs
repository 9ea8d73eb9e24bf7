using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Sets a square of each picture, scaled as the model sees it, to 0; its center lies anywhere in the picture (T. DeVries, G. Taylor, "Improved
/// regularization of convolutional neural networks with cutout", 2017).
/// </summary>
public sealed record Cutout : PictureAugmentation
{
    /// <summary>Makes the augmentation.</summary>
    /// <param name="size">Side of the square, at least 1; default 8.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 1.</exception>
    public Cutout(int size = 8) => Size = NumberChecks.CountUpTo(nameof(Cutout), nameof(size), size, 10_000);

    /// <summary>Side of the square.</summary>
    public int Size { get; }

    /// <inheritdoc/>
    public override string Kind => "cutout";

    internal override int Draws(ImageShape picture) => 2;

    internal override void Change(PictureDrawing drawing, ReadOnlySpan<float> random) => drawing.CutOut(
        (int)(random[0] * drawing.Shape.Height) - (Size / 2), (int)(random[1] * drawing.Shape.Width) - (Size / 2), Size, Size);

    internal override Augmentation WithAmount(double amount) => new Cutout(Whole(amount));

    private protected override void WriteConfiguration(JsonObject json) => json["size"] = Size;
}
