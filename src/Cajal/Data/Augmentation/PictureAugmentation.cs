namespace Cajal;

/// <summary>An augmentation of single pictures.</summary>
public abstract record PictureAugmentation : Augmentation
{
    private protected PictureAugmentation()
    {
    }

    /// <summary>Random numbers that one picture of a size takes.</summary>
    internal abstract int Draws(ImageShape picture);

    /// <summary>Changes a picture that is about to be drawn.</summary>
    /// <param name="drawing">The picture; where its pixels come from, and what happens to it then.</param>
    /// <param name="random">As many numbers as <see cref="Draws"/> says, uniform in [0, 1).</param>
    internal abstract void Change(PictureDrawing drawing, ReadOnlySpan<float> random);

    /// <summary>A number in [−most, most) from one in [0, 1).</summary>
    private protected static double Around(double most, float random) => most * ((2 * random) - 1);
}
