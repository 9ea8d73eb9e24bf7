namespace Cajal;

/// <summary>How much worse a model gets when one group of features is permuted.</summary>
/// <param name="Group">The group, such as a column of a table.</param>
/// <param name="Importance">Mean worsening of the metric; 0 for what the model does not use, below 0 by chance.</param>
/// <param name="Interval">Interval of 95 % of that mean over permutations; null for a single one.</param>
/// <param name="Repetitions">The worsening of each permutation.</param>
/// <param name="Companion">The group that goes with it most closely, where the correlation is at least <see cref="GroupCompanion.Threshold"/>.</param>
public sealed record GroupImportance(
    FeatureGroup Group, double Importance, ConfidenceInterval? Interval, IReadOnlyList<double> Repetitions, GroupCompanion? Companion)
{
    /// <summary>Name of the group.</summary>
    public string Name => Group.Name;
}

/// <summary>
/// Another group of features that says much of the same: when one of the two is permuted, the model still has the other, so that both seem
/// less important than they are together.
/// </summary>
/// <param name="Name">The other group.</param>
/// <param name="Correlation">Largest correlation (Pearson) of a feature of one with a feature of the other, with its sign.</param>
public sealed record GroupCompanion(string Name, double Correlation)
{
    /// <summary>Correlations below this in size are not told.</summary>
    public const double Threshold = 0.7;
}
