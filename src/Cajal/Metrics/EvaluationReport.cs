using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cajal;

/// <summary>
/// The figures of a model over a set of rows, each with its interval of 95 %: what <c>cajal train</c> and <c>cajal evaluate</c> report.
/// Immutable.
/// </summary>
public sealed class EvaluationReport
{
    private EvaluationReport(
        int rows, ImmutableArray<MetricEstimate> metrics, ConfusionMatrix? confusion = null, ImmutableArray<LabelFigures> labels = default)
    {
        Rows = rows;
        Metrics = metrics;
        Confusion = confusion;
        Labels = labels.IsDefault ? [] : labels;
    }

    /// <summary>How many rows were evaluated.</summary>
    public int Rows { get; }

    /// <summary>The figures, in the order of the metrics.</summary>
    public ImmutableArray<MetricEstimate> Metrics { get; }

    /// <summary>Counts of actual against predicted classes; null unless made by <see cref="Classification"/>.</summary>
    public ConfusionMatrix? Confusion { get; }

    /// <summary>The figures of each label; empty unless made by <see cref="MultiLabel"/>.</summary>
    public ImmutableArray<LabelFigures> Labels { get; }

    /// <summary>The figure of one metric by its name, such as <c>accuracy</c>.</summary>
    /// <exception cref="ArgumentException">The report has no such metric.</exception>
    public MetricEstimate this[string name]
    {
        get
        {
            foreach (MetricEstimate metric in Metrics)
            {
                if (metric.Name == name)
                {
                    return metric;
                }
            }
            string[] known = [.. Metrics.Select(metric => metric.Name)];
            throw new ArgumentException($"No metric '{name}' in this report.{NearestName.Advice(name, known)}", nameof(name));
        }
    }

    /// <summary>The figures of the given metrics.</summary>
    /// <inheritdoc cref="Metric.Compute" path="/exception"/>
    public static EvaluationReport Of(PredictedRows rows, params ReadOnlySpan<Metric> metrics) =>
        new(rows.Count, Estimate(rows, metrics));

    /// <summary><see cref="Accuracy"/>, <see cref="F1"/>, <see cref="RocAuc"/> and the confusion matrix.</summary>
    /// <param name="rows">Class probabilities and true classes.</param>
    /// <param name="labels">Names of the classes; "0", "1" … when none are given.</param>
    /// <inheritdoc cref="ConfusionMatrix.Count" path="/exception"/>
    public static EvaluationReport Classification(PredictedRows rows, IEnumerable<string>? labels = null) =>
        new(rows.Count, Estimate(rows, [new Accuracy(), new F1(), new RocAuc()]), ConfusionMatrix.Count(rows, labels));

    /// <summary><see cref="Rmse"/>, <see cref="Mae"/> and <see cref="R2"/>.</summary>
    /// <inheritdoc cref="Metric.Compute" path="/exception"/>
    public static EvaluationReport Regression(PredictedRows rows) => Of(rows, new Rmse(), new Mae(), new R2());

    /// <summary>
    /// <see cref="LabelF1"/> micro and macro, <see cref="SubsetAccuracy"/>, <see cref="HammingLoss"/>, and the figures of each label.
    /// </summary>
    /// <param name="rows">Probabilities of labels <c>[rows, labels]</c>, and zeros and ones of the same shape.</param>
    /// <param name="labels">Names of the labels.</param>
    /// <inheritdoc cref="Metric.Compute" path="/exception"/>
    public static EvaluationReport MultiLabel(PredictedRows rows, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Metric[] metrics = [new LabelF1(LabelAverage.Micro), new LabelF1(LabelAverage.Macro), new SubsetAccuracy(), new HammingLoss()];
        return new(rows.Count, Estimate(rows, metrics), labels: LabelFigures.Of(rows, labels));
    }

    /// <summary>The report of a task: of classes, labels or values.</summary>
    internal static EvaluationReport OfTask(TargetKind kind, PredictedRows rows, IReadOnlyList<string> names) => kind switch
    {
        TargetKind.Classes => Classification(rows, names),
        TargetKind.Labels => MultiLabel(rows, names),
        _ => Regression(rows),
    };

    /// <summary>
    /// Writes properties into the object that the caller has begun: each metric by its name (a number, or null where undefined), then
    /// <c>intervals</c> (by name <c>[low, high]</c> of 95 %), and <c>remarks</c> (by name why it is undefined) when there is one,
    /// and <c>labels</c> (by name the figures of each label) of a multi-label model.
    /// </summary>
    public void WriteProperties(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (MetricEstimate metric in Metrics)
        {
            WriteNumber(writer, metric.Name, metric.Value);
        }
        writer.WriteStartObject("intervals"u8);
        foreach (MetricEstimate metric in Metrics)
        {
            if (metric.Interval is ConfidenceInterval interval)
            {
                writer.WriteStartArray(metric.Name);
                writer.WriteNumberValue(interval.Low);
                writer.WriteNumberValue(interval.High);
                writer.WriteEndArray();
            }
        }
        writer.WriteEndObject();
        if (Metrics.Any(metric => metric.Remark is not null))
        {
            writer.WriteStartObject("remarks"u8);
            foreach (MetricEstimate metric in Metrics.Where(metric => metric.Remark is not null))
            {
                writer.WriteString(metric.Name, metric.Remark);
            }
            writer.WriteEndObject();
        }
        if (!Labels.IsEmpty)
        {
            writer.WriteStartObject("labels"u8);
            foreach (LabelFigures label in Labels)
            {
                label.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
    }

    /// <summary>One line per metric for people, in the invariant culture: <c>accuracy  0.9667  (95 %: 0.8333 to 0.9941)</c>.</summary>
    public override string ToString()
    {
        int width = Metrics.IsEmpty ? 0 : Metrics.Max(metric => metric.Name.Length);
        var text = new StringBuilder();
        foreach (MetricEstimate metric in Metrics)
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(metric.Name.PadRight(width)).Append("  ").Append(Describe(metric));
        }
        return text.ToString();
    }

    private static string Describe(MetricEstimate metric) => (metric.Value, metric.Interval) switch
    {
        (null, _) => metric.Remark ?? "undefined",
        (double value, null) => Round(value),
        (double value, ConfidenceInterval interval) => $"{Round(value)}  (95 %: {Round(interval.Low)} to {Round(interval.High)})",
    };

    /// <summary>Four decimals for shares and small errors, four digits for large ones.</summary>
    private static string Round(double value) => Math.Abs(value) < 1000
        ? value.ToString("0.0000", CultureInfo.InvariantCulture)
        : value.ToString("0", CultureInfo.InvariantCulture);

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is double number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static ImmutableArray<MetricEstimate> Estimate(PredictedRows rows, ReadOnlySpan<Metric> metrics)
    {
        ImmutableArray<MetricEstimate>.Builder estimates = ImmutableArray.CreateBuilder<MetricEstimate>(metrics.Length);
        foreach (Metric metric in metrics)
        {
            estimates.Add(metric.Estimate(rows));
        }
        return estimates.DrainToImmutable();
    }
}
