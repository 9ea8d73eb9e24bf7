namespace Cajal.Doctor.Checks;

/// <summary>Looks for a net that, on the rows it was trained on, is hardly better than always saying the same.</summary>
internal static class UnderfittingCheck
{
    private const double Little = 0.1;

    /// <summary>Compares the net with the constant guess.</summary>
    public static IEnumerable<Finding> Examine(Examination examination)
    {
        FitQuality fit = examination.TrainingFit;
        if (examination.History is not null && !(fit.Skill >= Little))
        {
            string what = examination.Training.Targets.Kind == TargetKind.Values ? "R²" : "the share of the guess's log likelihood that it gains";
            yield return new Finding(
                FindingKind.Underfitting, FindingSeverity.Severe, "training",
                FormattableString.Invariant($"on training rows {what} is {Math.Round(fit.Skill, 3) + 0.0:0.###} (bound: {Little}); its error is {fit.Errors.Mean:G3}, that of always guessing the same {fit.GuessError:G3}"),
                "Mend the other findings first; else a larger net (--hidden 256,256), more epochs (--epochs), less --dropout and --l2, or columns that tell more",
                new Dictionary<string, double> { ["skill"] = fit.Skill, ["error"] = fit.Errors.Mean, ["guessError"] = fit.GuessError });
        }
    }
}
