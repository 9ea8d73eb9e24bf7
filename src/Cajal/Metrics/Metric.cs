namespace Cajal;

/// <summary>
/// A figure of merit over a whole evaluated set, such as <see cref="Accuracy"/>: given to a model when it is compiled, reported beside the
/// loss. It holds no state, so one instance serves any number of models and threads. A metric of one's own derives from this class and
/// needs <see cref="Name"/>, <see cref="HigherIsBetter"/> and <see cref="Compute"/>.
/// </summary>
public abstract class Metric
{
    private static readonly Metric[] _known =
    [
        new Accuracy(), new F1(), new RocAuc(), new LogLoss(), new Rmse(), new Mae(), new R2(),
        new SubsetAccuracy(), new HammingLoss(), new LabelF1(LabelAverage.Micro), new LabelF1(LabelAverage.Macro),
    ];

    /// <summary>Name in reports, histories and options, in camelCase: <c>accuracy</c>, <c>rocAuc</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a larger figure is a better model: true for accuracy, false for errors.</summary>
    public abstract bool HigherIsBetter { get; }

    /// <summary>The least and the greatest figure that there can be.</summary>
    internal virtual (double Least, double Greatest) Range => (0, 1);

    /// <summary>Why <see cref="Compute"/> gave no number, said beside the figure; the default is that there are no rows.</summary>
    public virtual string UndefinedReason => "undefined: there are no rows of positive weight";

    /// <summary>The metric of this library that has the given name, such as <c>accuracy</c>.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static Metric Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Array.Find(_known, metric => metric.Name == name) ?? throw new ConfigurationException(
            $"There is no metric '{name}'.{NearestName.Advice(name, [.. _known.Select(metric => metric.Name)])}");
    }

    /// <summary>The metric that a task is usually judged by.</summary>
    internal static Metric Usual(TargetKind kind) => kind switch
    {
        TargetKind.Classes => new Accuracy(),
        TargetKind.Labels => new LabelF1(LabelAverage.Micro),
        _ => new Rmse(),
    };

    /// <summary>The figure over all rows; null where it is undefined, never a number that stands for "undefined".</summary>
    /// <exception cref="ArgumentException">The rows are not of the kind that the metric judges, or a target is not a class.</exception>
    public abstract double? Compute(PredictedRows rows);

    /// <summary>
    /// An interval of 95 % for what the figure would be over unlimited rows of the same origin; null where none is known (the default).
    /// It answers how much of the figure is luck of the rows, not how much is luck of the training.
    /// </summary>
    /// <inheritdoc cref="Compute" path="/exception"/>
    public virtual ConfidenceInterval? Interval(PredictedRows rows) => null;

    /// <summary>The figure with its interval, or with the reason why there is none.</summary>
    /// <inheritdoc cref="Compute" path="/exception"/>
    public MetricEstimate Estimate(PredictedRows rows)
    {
        double? value = Compute(rows);
        return value is null
            ? new MetricEstimate(Name, null, null, HigherIsBetter, UndefinedReason)
            : new MetricEstimate(Name, value, Interval(rows), HigherIsBetter, null);
    }
}
