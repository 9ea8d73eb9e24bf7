namespace Cajal;

/// <summary>One figure of a report.</summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="Value">The figure; null where it is undefined.</param>
/// <param name="Interval">Its interval of 95 %; null where none is known.</param>
/// <param name="HigherIsBetter">Whether a larger figure is better.</param>
/// <param name="Remark">Why the figure is undefined; null when it is not.</param>
public sealed record MetricEstimate(string Name, double? Value, ConfidenceInterval? Interval, bool HigherIsBetter, string? Remark);
