namespace Cajal;

/// <summary>What a search has found.</summary>
/// <param name="Metric">By what trials were compared.</param>
/// <param name="Trials">All finished trials by their numbers.</param>
/// <param name="Ranked">Those with most epochs, the best first: only they can be compared with each other.</param>
/// <param name="Configuration">The best configuration, as for <see cref="TrainingRun.Start"/>.</param>
/// <param name="Stopped">Why the search ended.</param>
public sealed record TuningResult(
    Metric Metric, IReadOnlyList<Trial> Trials, IReadOnlyList<Trial> Ranked, TrainingConfiguration Configuration, string Stopped)
{
    /// <summary>The best trial.</summary>
    public Trial Best => Ranked[0];
}
