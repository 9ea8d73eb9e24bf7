namespace Cajal;

/// <summary>Mirrors every second picture, at random: left and right change places.</summary>
public sealed record RandomFlip : PictureAugmentation
{
    /// <inheritdoc/>
    public override string Kind => "flip";

    internal override int Draws(ImageShape picture) => 1;

    internal override void Change(PictureDrawing drawing, ReadOnlySpan<float> random)
    {
        if (random[0] < 0.5f)
        {
            drawing.Turn(1, 0, 0, -1);
        }
    }

    internal override Augmentation WithAmount(double amount) => throw new ArgumentException("It has no amount. Write its name alone.");
}
