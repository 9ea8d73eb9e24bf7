namespace Cajal.Doctor.Checks;

/// <summary>
/// Looks for a large gap between the rows that a net was trained on and others, with the weights that were kept: in the error, or, where the
/// labels are as good, in how sure the net is of what is wrong. Small samples differ by chance, so the gap must be beyond three standard errors.
/// And a gap alone is no fault: a net may know its training rows by heart and get better on others all the while. The loss on these must have risen again.
/// </summary>
internal static class OverfittingCheck
{
    private const double LargeGap = 0.1;
    private const double LargeGapOfSquares = 0.25;
    private const double Learned = 0.5;
    private const double StandardErrors = 3;
    private const double Risen = 1.1;

    /// <summary>Compares both sets.</summary>
    public static IEnumerable<Finding> Examine(Examination examination)
    {
        if (examination.History is null || examination.ValidationFit is not { } validation)
        {
            yield break;
        }

        FitQuality training = examination.TrainingFit;
        double gap = validation.Errors.Mean - training.Errors.Mean;
        double bound = examination.Training.Targets.Kind == TargetKind.Values ? LargeGapOfSquares : LargeGap;
        double errors = validation.Errors.ErrorsAbove(training.Errors);
        string? evidence = null;
        if (gap > bound && errors > StandardErrors && Rise(examination.History) is { } rise)
        {
            evidence = FormattableString.Invariant($"its error is {training.Errors.Mean:0.###} on training rows and {validation.Errors.Mean:0.###} on validation rows, a gap of {gap:0.###} (bound: {bound}), {errors:0.#} standard errors; {rise}");
        }
        else if (training.Skill > Learned && validation.Skill < 0 && validation.Surprises.ErrorsAbove(training.Surprises) > StandardErrors)
        {
            evidence = FormattableString.Invariant($"its log likelihood on validation rows is worse than that of always guessing the same ({validation.Surprises.Mean:G3} against {training.Surprises.Mean:G3} on training rows): it is sure of what is wrong");
        }

        if (evidence is not null)
        {
            yield return new Finding(
                FindingKind.Overfitting, FindingSeverity.Warning, "training", evidence,
                "Keep the weights of the best epoch (--set keep=last-best, KeepWeights.LastBest), stop earlier (--patience 10), add --dropout 0.2 or --l2 1e-4, take a smaller net (--hidden) or more rows",
                new Dictionary<string, double> { ["training"] = training.Errors.Mean, ["validation"] = validation.Errors.Mean, ["gap"] = gap, ["standardErrors"] = errors });
        }
    }

    /// <summary>How far the validation loss of the weights that were kept lies above the least one; <c>null</c> where it does not.</summary>
    private static string? Rise(History history)
    {
        double? kept = history.Epochs.FirstOrDefault(epoch => epoch.Epoch == history.BestEpoch)?.ValidationLoss;
        EpochResult? best = history.Epochs.MinBy(epoch => epoch.ValidationLoss);
        return best is not null && kept > Risen * best.ValidationLoss
            ? FormattableString.Invariant($"the validation loss was {best.ValidationLoss:G3} after epoch {best.Epoch} and is {kept:G3} with the weights that were kept (bound: a tenth more)")
            : null;
    }
}
