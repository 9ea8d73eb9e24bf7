using System.Text.Json;

namespace Cajal.Cli.Rendering;

/// <summary>The figures of a model over a set of rows, for people and as JSON.</summary>
internal static class EvaluationView
{
    private const int LargestMatrix = 12;

    /// <summary>Writes loss and metrics into an object that has been begun.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, Evaluation evaluation)
    {
        writer.Number("loss", evaluation.Loss);
        evaluation.Report.WriteProperties(writer);
    }

    /// <summary>A figure with its interval: <c>0.9667 (0.8333 to 0.9941)</c>.</summary>
    public static string Describe(MetricEstimate metric) => (metric.Value, metric.Interval) switch
    {
        (null, _) => metric.Remark ?? "undefined",
        ({ } value, null) => Figures.Short(value),
        ({ } value, { } interval) => $"{Figures.Short(value)} ({Figures.Short(interval.Low)} to {Figures.Short(interval.High)})",
    };

    /// <summary>Whether there is a confusion matrix or there are figures of each label.</summary>
    public static bool HasDetails(EvaluationReport report) => report.Confusion is not null || !report.Labels.IsEmpty;

    /// <summary>Writes <see cref="Details"/>.</summary>
    public static void WriteDetails(EvaluationReport report, TextWriter output)
    {
        if (report.Confusion is { Labels.Length: > LargestMatrix })
        {
            output.WriteLine("  most frequent mistakes:");
        }

        Details(report).WriteTo(output, "  ");
    }

    /// <summary>The confusion matrix of few classes, the most frequent mistakes among many, or the figures of each label.</summary>
    public static TextTable Details(EvaluationReport report) => report.Confusion is not { } confusion ? Labels(report)
        : confusion.Labels.Length <= LargestMatrix ? Matrix(confusion)
        : Mistakes(confusion);

    private static TextTable Matrix(ConfusionMatrix confusion)
    {
        var table = new TextTable(["actual \\ predicted", .. confusion.Labels.Select(label => ">" + Label(label))]) { MaximumCell = 24 };
        for (int actual = 0; actual < confusion.Labels.Length; actual++)
        {
            table.Add([Label(confusion.Labels[actual]), .. Enumerable.Range(0, confusion.Labels.Length).Select(predicted => Figures.Count(confusion[actual, predicted]))]);
        }

        return table;
    }

    private static TextTable Mistakes(ConfusionMatrix confusion)
    {
        var mistakes = new TextTable("actual", "predicted", ">rows") { MaximumCell = 24 };
        int count = confusion.Labels.Length;
        foreach ((int actual, int predicted) in Enumerable.Range(0, count * count).Select(at => (Actual: at / count, Predicted: at % count))
            .Where(pair => pair.Actual != pair.Predicted && confusion[pair.Actual, pair.Predicted] > 0)
            .OrderByDescending(pair => confusion[pair.Actual, pair.Predicted]).Take(LargestMatrix))
        {
            mistakes.Add(confusion.Labels[actual], confusion.Labels[predicted], Figures.Count(confusion[actual, predicted]));
        }

        return mistakes;
    }

    private static TextTable Labels(EvaluationReport report)
    {
        var table = new TextTable("label", ">actual", ">predicted", ">precision", ">recall", ">f1") { MaximumCell = 24 };
        foreach (LabelFigures label in report.Labels)
        {
            table.Add(
                label.Name, Figures.Count(label.Actual), Figures.Count(label.Predicted), Figures.Short(label.Precision), Figures.Short(label.Recall), Figures.Short(label.F1));
        }

        return table;
    }

    private static string Label(string label) => PrintableText.Escape(label.Length <= 20 ? label : label[..20]);
}
