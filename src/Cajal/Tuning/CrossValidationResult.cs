namespace Cajal;

/// <summary>The figures of all folds.</summary>
/// <param name="Folds">Each fold's figures on the rows it was judged by.</param>
public sealed record CrossValidationResult(IReadOnlyList<Evaluation> Folds)
{
    /// <summary>Mean and spread of each metric over the folds in which it is defined.</summary>
    public IReadOnlyList<FoldFigure> Figures => [.. Folds[0].Report.Metrics.Select(metric => FoldFigure.Of(
        metric.Name, [.. Folds.Select(fold => fold.Report[metric.Name].Value)]))];
}

/// <summary>A metric over the folds of a cross-validation.</summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="Mean">Mean over the folds; null where it is defined in none.</param>
/// <param name="Deviation">Deviation from fold to fold (n − 1 below): how much the figure depends on the rows. Null for fewer than two folds.</param>
/// <param name="Interval">
/// An interval of 95 % for the mean that allows for the training rows that folds share (C. Nadeau, Y. Bengio, "Inference for the generalization error",
/// Machine Learning 52, 2003). Null for fewer than two folds, and where all have the same figure.
/// </param>
/// <param name="Folds">The figure of each fold; null where it is undefined.</param>
public sealed record FoldFigure(string Name, double? Mean, double? Deviation, ConfidenceInterval? Interval, IReadOnlyList<double?> Folds)
{
    /// <summary>Takes the figures of all folds together.</summary>
    internal static FoldFigure Of(string name, double?[] folds)
    {
        double[] defined = [.. folds.OfType<double>()];
        (double mean, double deviation) = ConfidenceInterval.SampleMoments(defined);
        return new FoldFigure(
            name, defined.Length > 0 ? mean : null, defined.Length > 1 ? deviation : null, ConfidenceInterval.OfFolds(defined, Metric.Named(name).Range), folds);
    }
}
