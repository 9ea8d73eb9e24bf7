namespace Cajal;

/// <summary>What a schedule that watches training has seen so far; part of a checkpoint.</summary>
internal sealed class PlateauWatch
{
    /// <summary>Best figure so far; infinite before the first.</summary>
    public double Best { get; set; } = double.PositiveInfinity;

    /// <summary>Epochs since then, or since the last cut.</summary>
    public int Waited { get; set; }
}
