namespace Cajal.Doctor.Checks;

/// <summary>
/// Looks for a learning rate that is too low: no layer moves by 1e-4 of its size a step (CS231n, "Ratio of weights:updates"), and the loss has
/// hardly fallen, or was still falling steadily when the training ended.
/// </summary>
internal static class LowRateCheck
{
    private const double HardlyFallen = 0.9;

    // A loss that falls evenly has a quarter of its fall in the last quarter; one that has settled next to nothing.
    private const double StillFalling = 0.15;

    /// <summary>Compares the steps and the curve.</summary>
    public static IEnumerable<Finding> Examine(Examination examination)
    {
        double? ratio = examination.Rehearsal.Ratios.Values.Max(one => one.Median);
        if (examination.LearningRate == 0)
        {
            yield return new Finding(
                FindingKind.RateTooLow, FindingSeverity.Severe, "training", "the learning rate is 0, so no step moves anything",
                "Give a rate above 0 (--learning-rate), or none to take the optimiser's own", new Dictionary<string, double> { ["learningRate"] = 0 });
            yield break;
        }

        // Where a higher rate has diverged, a higher rate is no remedy.
        bool hasDiverged = examination.History?.FailedAttempts.Count > 0;
        if (!(ratio < LayerHealth.LowestUpdateRatio) || ratio == 0 || hasDiverged)
        {
            yield break;
        }

        double[] losses = examination.Losses;
        double first = examination.FirstLoss;
        double share = losses.Length < 4 ? 0 : (losses[losses.Length * 3 / 4] - losses[^1]) / Math.Max(first - losses[^1], double.Epsilon);
        string? course = losses.Length == 0 ? "the training is still to come"
            : losses[^1] > HardlyFallen * first ? FormattableString.Invariant($"the loss went from {first:G4} to {losses[^1]:G4}")
            : share > StillFalling ? FormattableString.Invariant($"{share:P0} of the loss's fall lie in the last quarter of the epochs (bound: {StillFalling:P0})")
            : null;
        if (course is not null)
        {
            yield return new Finding(
                FindingKind.RateTooLow, FindingSeverity.Severe, "training",
                FormattableString.Invariant($"a step moves no layer by more than {ratio:G2} of its size (bound: {LayerHealth.LowestUpdateRatio:G1}), and {course}"),
                FormattableString.Invariant($"Try ten times as much: --learning-rate {examination.LearningRate * 10:G3}"),
                new Dictionary<string, double> { ["learningRate"] = examination.LearningRate, ["updateRatio"] = ratio.Value });
        }
    }
}
