namespace Cajal;

/// <summary>A candidate trained for some epochs and judged by cross-validation. It is a function of data, configuration, seed and number.</summary>
/// <param name="Number">Its number in the search, from 0.</param>
/// <param name="Bracket">The round of halving.</param>
/// <param name="Rung">The rung in it.</param>
/// <param name="Candidate">The candidate; 0 is the configuration that the search began with.</param>
/// <param name="Epochs">For how many epochs it was trained.</param>
/// <param name="Settings">What it changes in that configuration.</param>
/// <param name="Folds">The metric on each fold; empty for one that failed.</param>
/// <param name="TieBreak">The mean of a finer metric, which decides between equals (log loss for classes); null for one that failed.</param>
/// <param name="Failure">Why it has no figures: it diverged, or the metric is undefined.</param>
public sealed record Trial(
    int Number, int Bracket, int Rung, int Candidate, int Epochs, IReadOnlyList<KeyValuePair<string, string>> Settings, IReadOnlyList<double> Folds, double? TieBreak,
    string? Failure)
{
    /// <summary>Mean of the metric over the folds; null for one that failed.</summary>
    public double? Score => Folds.Count == 0 ? null : Folds.Average();

    /// <summary>Deviation from fold to fold; null for one that failed.</summary>
    public double? Deviation => Folds.Count == 0 ? null : ConfidenceInterval.SampleMoments([.. Folds]).Deviation;
}
