namespace Cajal.Tuning;

/// <summary>By what trials are compared: a metric, and a finer one between equals, since on few rows many trials have the same accuracy.</summary>
internal sealed class TuningMetric : IComparer<Trial>
{
    private readonly Metric fine;

    /// <summary>Compares by a metric, or by the usual one of the targets.</summary>
    public TuningMetric(TargetKind kind, Metric? metric)
    {
        Metric = metric ?? Metric.Usual(kind);
        fine = kind switch
        {
            TargetKind.Classes => new LogLoss(),
            TargetKind.Labels => new HammingLoss(),
            _ => new Mae(),
        };
    }

    /// <summary>The metric.</summary>
    public Metric Metric { get; }

    /// <summary>Both figures of some rows.</summary>
    /// <exception cref="DataException">The metric is undefined over these rows.</exception>
    public (double Score, double TieBreak) Of(Evaluation evaluation, Dataset rows)
    {
        double Figure(Metric metric) =>
            metric.Compute(new PredictedRows(evaluation.Outputs.Span, evaluation.Outputs.Length / rows.Count, rows.Targets.Numbers, rows.Targets.Width, rows.Weights))
            ?? throw new DataException($"{metric.Name} is {metric.UndefinedReason}.");
        return (Figure(Metric), Figure(fine));
    }

    /// <summary>The better trial comes first; those without figures come last; of equals the earlier candidate.</summary>
    public int Compare(Trial? x, Trial? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int byFigures = (x.Score is null).CompareTo(y.Score is null);
        if (byFigures == 0 && x.Score is { } first && y.Score is { } second)
        {
            byFigures = Metric.HigherIsBetter ? second.CompareTo(first) : first.CompareTo(second);
            byFigures = byFigures != 0 ? byFigures : x.TieBreak!.Value.CompareTo(y.TieBreak!.Value);
        }

        return byFigures != 0 ? byFigures : x.Candidate.CompareTo(y.Candidate);
    }
}
