namespace Cajal.Doctor.Checks;

/// <summary>
/// Looks for a learning rate that is too high. A large ratio of update to weight (CS231n: 1e-3 is usual) is only half of the evidence, since
/// adaptive optimisers begin with large steps; the other half is a loss that ends no lower than it began, or jumps from epoch to epoch.
/// </summary>
internal static class HighRateCheck
{
    // One step moved a layer by half its size.
    private const double Leap = 0.5;

    // The usual change of the loss from one epoch to the next in the second half of the training, as a share of the first loss.
    private const double Jump = 0.05;

    // How far the loss of a batch rises in the first steps.
    private const double EarlyRise = 3;

    private const int FewestEpochs = 6;

    /// <summary>Compares the steps and the curve.</summary>
    public static IEnumerable<Finding> Examine(Examination examination)
    {
        if (examination.History?.FailedAttempts is { Count: > 0 } failed)
        {
            string rate = FailedAttempt.RateText(examination.LearningRate);
            yield return new Finding(
                FindingKind.RateTooHigh, FindingSeverity.Warning, "training",
                $"with the learning rate {FailedAttempt.RateText(failed[^1].LearningRate)} it diverged in epoch {failed[^1].Epoch}: {failed[^1].Reason}; the result comes from {rate}",
                $"Begin with {rate} or less: --learning-rate {rate}",
                new Dictionary<string, double> { ["learningRate"] = failed[0].LearningRate, ["failedAttempts"] = failed.Count });
        }

        Rehearsal rehearsal = examination.Rehearsal;
        double ratio = rehearsal.Ratios.Values.Max(one => one.Median) ?? 0;
        double leap = rehearsal.Ratios.Values.Select(one => one.Largest).DefaultIfEmpty(0).Max();
        bool large = rehearsal.HasDiverged || ratio > LayerHealth.HighestUpdateRatio || leap > Leap;
        if (large && Trouble(examination, leap) is { } trouble)
        {
            string steps = rehearsal.HasDiverged
                ? $"the first {rehearsal.Losses.Count} steps lead to numbers that are not finite"
                : FormattableString.Invariant($"a step moves weights by up to {ratio:G2} of their size as a median, {leap:G2} at most (bounds {LayerHealth.HighestUpdateRatio:G1} and {Leap})");
            yield return new Finding(
                FindingKind.RateTooHigh, FindingSeverity.Severe, "training", $"{steps}, and {trouble}",
                FormattableString.Invariant($"Try a tenth: --learning-rate {examination.LearningRate / 10:G3}"),
                new Dictionary<string, double>
                {
                    ["learningRate"] = examination.LearningRate,
                    ["updateRatio"] = ratio,
                    ["largestUpdateRatio"] = leap,
                });
        }
    }

    private static string? Trouble(Examination examination, double leap)
    {
        double first = examination.FirstLoss;
        IReadOnlyList<double> steps = examination.Rehearsal.Losses;
        if (examination.History is null)
        {
            double late = steps.Skip(steps.Count / 2).Average();
            return examination.Rehearsal.HasDiverged || late > first ? FormattableString.Invariant($"the loss goes from {first:G3} to {late:G3}") : null;
        }

        double[] losses = examination.Losses;
        if (losses[^1] > first || (leap > Leap && examination.MadeNoProgress))
        {
            return FormattableString.Invariant($"the loss went from {first:G3} to {losses[^1]:G3}");
        }

        double highest = steps.Max();
        if (leap > Leap && highest > EarlyRise * first)
        {
            return FormattableString.Invariant($"the loss rose from {first:G3} to {highest:G3} within the first {steps.Count} steps (bound: {EarlyRise} times)");
        }

        double jump = UsualChange(losses) / first;
        return losses.Length >= FewestEpochs && jump > Jump
            ? FormattableString.Invariant($"late in the training the loss still changed by {jump:P0} of the first loss from epoch to epoch (bound: {Jump:P0})")
            : null;
    }

    private static double UsualChange(double[] losses)
    {
        double[] late = losses[(losses.Length / 2)..];
        return late.Length < 2 ? 0 : late.Zip(late.Skip(1), (before, after) => Math.Abs(after - before)).Order().ElementAt((late.Length - 1) / 2);
    }
}
