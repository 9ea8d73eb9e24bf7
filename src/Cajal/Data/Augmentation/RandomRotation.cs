using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Turns each picture around its center by an angle up to a largest one, to either side.</summary>
public sealed record RandomRotation : PictureAugmentation
{
    /// <summary>Makes the augmentation.</summary>
    /// <param name="degrees">Largest angle; default 10.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degrees"/> is not above 0.</exception>
    public RandomRotation(double degrees = 10) => Degrees = NumberChecks.Positive(nameof(RandomRotation), nameof(degrees), degrees);

    /// <summary>Largest angle.</summary>
    public double Degrees { get; }

    /// <inheritdoc/>
    public override string Kind => "rotation";

    internal override int Draws(ImageShape picture) => 1;

    internal override void Change(PictureDrawing drawing, ReadOnlySpan<float> random)
    {
        (double sine, double cosine) = Math.SinCos(Around(Degrees, random[0]) * Math.PI / 180);
        drawing.Turn(cosine, -sine, sine, cosine);
    }

    internal override Augmentation WithAmount(double amount) => new RandomRotation(amount);

    private protected override void WriteConfiguration(JsonObject json) => json["degrees"] = Degrees;
}
