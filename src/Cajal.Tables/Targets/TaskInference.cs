namespace Cajal.Tables;

/// <summary>What a table's targets are to be learnt as, and why.</summary>
internal readonly record struct TaskDecision(TargetKind Kind, string Reason);

/// <summary>Tells classification from regression by the target columns.</summary>
internal static class TaskInference
{
    /// <summary>More different whole numbers than this are values, not classes.</summary>
    private const int MostNumberedClasses = 10;

    /// <summary>
    /// One target: text is classes; whole numbers are classes if there are two of them, or if they are all of 0 … K − 1 or 1 … K with K ≤ 10;
    /// in both cases each must occur twice on average. All else is values, such as ratings from 3 to 8.
    /// Several targets: labels if each has two different values, values if all are numbers.
    /// </summary>
    /// <exception cref="ConfigurationException">Several targets that cannot be learnt together.</exception>
    public static TaskDecision Infer(IReadOnlyList<TableColumn> targets)
    {
        if (targets.Count == 1)
        {
            return OfOne(targets[0]);
        }

        if (targets.All(target => target.DistinctCount == 2))
        {
            return new(TargetKind.Labels, "several targets of two different values each");
        }

        TableColumn? text = targets.FirstOrDefault(target => target.Type == ColumnType.Category);
        return text is null
            ? new(TargetKind.Values, "several targets of numbers")
            : throw new ConfigurationException($"{text.Table.Name}: several targets are labels (two different values each) or numbers, but "
                + $"{PrintableText.Quote(text.Name)} is text with {text.DistinctCount} different values. Name one target, or several of one kind.");
    }

    private static TaskDecision OfOne(TableColumn target)
    {
        ColumnProfile profile = target.Profile;
        if (target.Type == ColumnType.Category)
        {
            return new(TargetKind.Classes, profile.HoldsNumbers ? "you call it a category" : "the target is text");
        }

        if (target.Type != ColumnType.Number || !profile.HoldsIntegers || 2 * profile.Distinct > profile.Present)
        {
            return new(TargetKind.Values, target.Type == ColumnType.Date ? "the target is dates" : "the target is numbers");
        }

        if (profile.Distinct == 2)
        {
            return new(TargetKind.Classes, "the target has two different whole numbers");
        }

        bool isDense = profile.Minimum is 0 or 1 && profile.Maximum - profile.Minimum == profile.Distinct - 1;
        return isDense && profile.Distinct <= MostNumberedClasses
            ? new(TargetKind.Classes, FormattableString.Invariant($"the target is the whole numbers {profile.Minimum} to {profile.Maximum}"))
            : new(TargetKind.Values, FormattableString.Invariant(
                $"the target is {profile.Distinct} different whole numbers from {profile.Minimum} to {profile.Maximum}, taken for values and not for classes"));
    }
}
