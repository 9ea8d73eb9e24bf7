namespace Cajal;

/// <summary>How a dense layer or a convolution fares, seen on a sample of training rows.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Units">Its units; of a convolution its output channels.</param>
/// <param name="Activation">Kind of the function that follows, unit by unit; <c>null</c> for none.</param>
/// <param name="DeadUnits">Units whose slope is 0 on every row, from 0; none for sigmoid and tanh, which saturate.</param>
/// <param name="SaturatedShare">Share of activations at the flat ends of a sigmoid or tanh (slope below 5 % of the greatest); <c>null</c> for other functions.</param>
/// <param name="GradientNorm">Root of the mean square over rows of ‖∂loss/∂sums‖, each row's loss by itself.</param>
/// <param name="WeightNorm">‖W‖₂.</param>
/// <param name="UpdateRatio">
/// ‖ΔW‖/‖W‖ of a step, the median over the first steps of the training, taken to the schedule's highest rate; <c>null</c> where W began at 0.
/// About 1e-3 is usual, 1e-4 to 1e-2 unsuspicious (CS231n, "Ratio of weights:updates").
/// </param>
public sealed record LayerHealth(
    string Name, int Units, string? Activation, IReadOnlyList<int> DeadUnits, double? SaturatedShare, double GradientNorm, double WeightNorm, double? UpdateRatio)
{
    /// <summary>Below this an update ratio is flagged.</summary>
    public const double LowestUpdateRatio = 1e-4;

    /// <summary>Above this an update ratio is flagged.</summary>
    public const double HighestUpdateRatio = 1e-2;

    /// <summary>Whether the update ratio lies outside 1e-4 … 1e-2. Alone it proves nothing: adaptive optimisers often begin above.</summary>
    public bool IsRatioFlagged => IsUnusual(UpdateRatio);

    /// <summary>Whether a ratio lies outside 1e-4 … 1e-2.</summary>
    internal static bool IsUnusual(double? ratio) => ratio is < LowestUpdateRatio or > HighestUpdateRatio;
}
