using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Moves each picture by whole pixels, up to a number in each direction; what comes in repeats the edge.</summary>
public sealed record RandomShift : PictureAugmentation
{
    /// <summary>Makes the augmentation.</summary>
    /// <param name="pixels">Largest shift in each direction, at least 1; default 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pixels"/> is below 1.</exception>
    public RandomShift(int pixels = 2) => Pixels = NumberChecks.CountUpTo(nameof(RandomShift), nameof(pixels), pixels, 10_000);

    /// <summary>Largest shift in each direction.</summary>
    public int Pixels { get; }

    /// <inheritdoc/>
    public override string Kind => "shift";

    internal override int Draws(ImageShape picture) => 2;

    internal override void Change(PictureDrawing drawing, ReadOnlySpan<float> random) => drawing.Move(Drawn(random[0]), Drawn(random[1]));

    internal override Augmentation WithAmount(double amount) => new RandomShift(Whole(amount));

    private protected override void WriteConfiguration(JsonObject json) => json["pixels"] = Pixels;

    private int Drawn(float random) => (int)(random * ((2 * Pixels) + 1)) - Pixels;
}
