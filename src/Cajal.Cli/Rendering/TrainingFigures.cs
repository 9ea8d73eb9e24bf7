namespace Cajal.Cli.Rendering;

/// <summary>The figures of a trained net beside those of a linear model and of always guessing the same.</summary>
/// <param name="report">The trained model and its figures.</param>
internal sealed class TrainingFigures(TrainingReport report)
{
    /// <summary>The rows that the net is judged by: those of the test, else of the validation, else those that it was trained on.</summary>
    public Evaluation Judged => report.Test ?? report.Validation ?? report.Training;

    /// <summary>What part of the data these are.</summary>
    public string Part => report.Test is not null ? "test" : report.Validation is not null ? "validation" : "training";

    /// <summary>A line a metric.</summary>
    /// <param name="constant">What always guessing the same is called.</param>
    public TextTable Table(string constant)
    {
        var table = new TextTable(
            $"{Part}, {Figures.Count(Judged.Rows, "row")}", ">this net (95 % interval)", ">linear model", $">{constant}", ">this net on training");
        foreach (MetricEstimate metric in Judged.Report.Metrics)
        {
            table.Add(
                metric.Name, EvaluationView.Describe(metric), Value(report.LinearBaseline, metric.Name), Value(report.ConstantBaseline, metric.Name),
                Value(report.Training.Report, metric.Name));
        }

        table.Add("loss", Figures.Short(Judged.Loss), "", "", Figures.Short(report.Training.Loss));
        return table;
    }

    /// <summary>A figure as text; empty where there is none.</summary>
    public static string Value(EvaluationReport? figures, string name) =>
        figures?.Metrics.FirstOrDefault(metric => metric.Name == name)?.Value is { } value ? Figures.Short(value) : "";
}
