namespace Cajal.Doctor.Checks;

/// <summary>Looks for a rare class that the net hardly recognises because nothing makes it matter.</summary>
internal static class ImbalanceCheck
{
    // Rare is less than a tenth of the commonest class (one order of magnitude).
    private const double Rare = 10;
    private const double HardlyRecognised = 0.5;

    /// <summary>Compares class counts, and of rare classes looks at the recall.</summary>
    public static IEnumerable<Finding> Examine(Examination examination)
    {
        Targets targets = examination.Training.Targets;
        if (targets.Kind != TargetKind.Classes || examination.Options.ClassWeights is not null || !examination.Training.Weights.IsEmpty)
        {
            yield break;
        }

        int[] counts = targets.ClassCounts();
        int most = counts.Max();
        for (int index = 0; index < counts.Length; index++)
        {
            double? recall = examination.History is null ? 0 : examination.TrainingFit.Recalls[index];
            if (counts[index] > 0 && most >= Rare * counts[index] && recall < HardlyRecognised)
            {
                string seen = examination.History is null ? "" : FormattableString.Invariant($", and {recall:P0} of the former are recognised");
                yield return new Finding(
                    FindingKind.ClassImbalance, FindingSeverity.Warning, $"class {PrintableText.Quote(targets.ClassNames[index])}",
                    FormattableString.Invariant($"{counts[index]} training rows against {most} of the commonest class (bound: a tenth){seen}"),
                    "Weigh the classes alike: --class-weight balanced, or FitOptions.ClassWeights; judge by F1 or ROC AUC, not by accuracy",
                    new Dictionary<string, double> { ["rows"] = counts[index], ["commonest"] = most, ["recall"] = recall!.Value });
            }
        }
    }
}
