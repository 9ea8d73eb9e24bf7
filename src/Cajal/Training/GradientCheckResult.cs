using System.Globalization;

namespace Cajal;

/// <summary>Result of a gradient check.</summary>
/// <param name="Parameters">How many weights the model has.</param>
/// <param name="Checked">How many were compared.</param>
/// <param name="Skipped">How many could not be compared, because a kink lies too near.</param>
/// <param name="MaxRelativeError">Largest |a − n| / max(|a|, |n|, 1e-3 × the gradient's root mean square).</param>
/// <param name="WorstParameter">The parameter with that error, e.g. <c>dense1.weight</c>.</param>
/// <param name="WorstIndex">The element with that error, row by row.</param>
public sealed record GradientCheckResult(
    long Parameters, int Checked, int Skipped, double MaxRelativeError, string WorstParameter, int WorstIndex)
{
    /// <summary>Largest error that passes.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>Largest share of skipped weights that passes.</summary>
    public const double SkippedShare = 0.05;

    /// <summary>What is probably wrong, one sentence each, e.g. <c>dense1.bias: its gradient is lost: it is 0</c>; none where all is right.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Whether the gradients are right: error at most 1e-6, at most 5 % skipped, at least one weight compared.</summary>
    public bool Ok => Checked > 0 && MaxRelativeError <= Tolerance && Skipped <= SkippedShare * (Checked + Skipped);

    /// <summary>The result as a sentence, and a line for each fault.</summary>
    public override string ToString()
    {
        string line = string.Create(CultureInfo.InvariantCulture,
            $"{(Ok ? "ok" : "WRONG")}: {Checked} of {Parameters} weights compared, {Skipped} skipped; largest relative error {MaxRelativeError:G3} in {WorstParameter}[{WorstIndex}]");
        return string.Join("\n  ", [line, .. Faults]);
    }
}
