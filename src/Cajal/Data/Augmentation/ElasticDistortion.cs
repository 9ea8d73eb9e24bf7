using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Bends each picture: its pixels are moved by a smooth random field, cubic splines over a coarse grid of random displacements (O. Ronneberger
/// et al., "U-Net", 2015; P. Simard, D. Steinkraus, J. Platt, "Best practices for convolutional neural networks applied to visual document
/// analysis", 2003, blur a field of single pixels instead).
/// </summary>
public sealed record ElasticDistortion : PictureAugmentation
{
    // A uniform number in [−1, 1) has the deviation 1/√3; the spline's mean over grid points about halves it.
    private static readonly double Reach = 2 * Math.Sqrt(3);

    /// <summary>Makes the augmentation.</summary>
    /// <param name="pixels">Standard deviation of a pixel's displacement, about; default 1.</param>
    /// <param name="cells">Cells of the grid in each direction; default 4.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pixels"/> is not above 0 or is above 10 000, or <paramref name="cells"/> is not from 1 to 100.</exception>
    public ElasticDistortion(double pixels = 1, int cells = 4)
    {
        Pixels = NumberChecks.PositiveUpTo(nameof(ElasticDistortion), nameof(pixels), pixels, 10_000);
        Cells = NumberChecks.CountUpTo(nameof(ElasticDistortion), nameof(cells), cells, 100);
    }

    /// <summary>Standard deviation of a pixel's displacement, about.</summary>
    public double Pixels { get; }

    /// <summary>Cells of the grid in each direction.</summary>
    public int Cells { get; }

    /// <inheritdoc/>
    public override string Kind => "elastic";

    internal override int Draws(ImageShape picture) => 2 * PictureDrawing.GridCount(Cells);

    internal override void Change(PictureDrawing drawing, ReadOnlySpan<float> random) => drawing.Bend(Cells, Reach * Pixels, random);

    internal override Augmentation WithAmount(double amount) => new ElasticDistortion(amount, Cells);

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["pixels"] = Pixels;
        json["cells"] = Cells;
    }
}
