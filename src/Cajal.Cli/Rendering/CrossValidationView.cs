using System.Text.Json;
using Cajal.Cli.Rendering.Reports;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Rendering;

/// <summary>Mean and spread of each figure over the folds of a cross-validation.</summary>
/// <param name="result">The figures of all folds.</param>
internal sealed class CrossValidationView(CrossValidationResult result) : IReportedView
{
    private const int ShownFolds = 10;
    private const string Caution = "The interval allows for the training rows that folds share.";

    /// <summary>A finished fold in a line, for those who wait.</summary>
    public static string Describe(int fold, int folds, Evaluation evaluation) =>
        $"fold {fold + 1}/{folds}, {Figures.Count(evaluation.Rows, "row")}: loss {Figures.Short(evaluation.Loss)}"
        + string.Concat(evaluation.Report.Metrics.Select(metric => $", {metric.Name} {Number(metric.Value)}"));

    private string Summary =>
        $"{Figures.Count(result.Folds.Count, "fold")} of {Figures.Count(result.Folds.Sum(fold => fold.Rows), "row")}, each judged by a net that has not seen its rows";

    /// <inheritdoc/>
    public void WriteText(Terminal terminal)
    {
        TextWriter output = terminal.Output;
        output.WriteLine($"cross-validation: {Summary}");
        Table().WriteTo(output, "  ");
        output.WriteLine($"  {Caution} The net below is trained on all of them.");
        output.WriteLine();
    }

    /// <inheritdoc/>
    public void WriteReport(HtmlPage page)
    {
        page.Section("Cross-validation");
        page.Say($"{Summary}.");
        page.Table(Table());
        page.Say("faint", Caution);
    }

    /// <inheritdoc/>
    public void WriteProperties(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("crossValidation");
        writer.WriteNumber("folds", result.Folds.Count);
        writer.WriteNumber("rows", result.Folds.Sum(fold => fold.Rows));
        writer.WriteStartObject("metrics");
        foreach (FoldFigure figure in result.Figures)
        {
            writer.WriteStartObject(figure.Name);
            writer.Number("mean", figure.Mean);
            writer.Number("deviation", figure.Deviation);
            writer.Numbers("interval", figure.Interval is { } interval ? [interval.Low, interval.High] : [null, null]);
            writer.Numbers("folds", figure.Folds);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private TextTable Table()
    {
        var table = new TextTable("metric", ">mean", ">deviation", ">95 % interval", result.Folds.Count > ShownFolds ? $"the first {ShownFolds} folds" : "folds") { MaximumCell = 200 };
        foreach (FoldFigure figure in result.Figures)
        {
            table.Add(
                figure.Name, Number(figure.Mean), Number(figure.Deviation),
                figure.Interval is { } interval ? $"{Figures.Short(interval.Low)} to {Figures.Short(interval.High)}" : figure.Mean is null ? "undefined" : "no spread",
                string.Join(" ", figure.Folds.Take(ShownFolds).Select(Number)));
        }

        return table;
    }

    private static string Number(double? value) => value is { } number ? Figures.Short(number) : "undefined";
}
