using System.Text.Json;
using Cajal.Cli.Sources;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Rendering;

/// <summary>What a range test has given, for people and as JSON.</summary>
internal static class RangeView
{
    private const int MostLines = 24;
    private const int BarWidth = 40;

    /// <summary>Writes the properties of the JSON object.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, LearningRateRange range)
    {
        writer.Number("suggested", range.Suggested);
        writer.Number("steepest", range.Steepest);
        writer.Objects("steps", range.Points, point =>
        {
            writer.Number("learningRate", point.LearningRate);
            writer.Number("loss", point.Loss);
            writer.Number("smoothed", point.Smoothed);
        });
    }

    /// <summary>Writes the course as bars, and what follows from it.</summary>
    public static void WriteText(Terminal terminal, LearningRateRange range, TrainingSetup setup)
    {
        double highest = range.Points.Max(point => point.Smoothed), least = range.Points.Min(point => point.Smoothed);
        int stride = (range.Points.Count + MostLines - 1) / MostLines;
        var lines = new TextTable(">learning rate", ">loss, smoothed", "");
        for (int index = stride - 1; index < range.Points.Count; index += stride)
        {
            RangePoint point = range.Points[index];
            int length = highest > least ? (int)Math.Round(BarWidth * (point.Smoothed - least) / (highest - least)) : 0;
            lines.Add(Rate(point.LearningRate), Figures.Short(point.Smoothed), new string(terminal.HasUnicode ? '█' : '#', length));
        }

        lines.WriteTo(terminal.Output);
        terminal.Output.WriteLine();
        terminal.Output.WriteLine($"the loss falls fastest at {Rate(range.Steepest)}; a tenth of the rate at which it is least is {Rate(range.Suggested)}");
        terminal.Output.WriteLine($"next: cajal train {PrintableText.Escape(setup.Said["data"]!)} … --learning-rate {Rate(range.Suggested)}");
    }

    private static string Rate(double rate) => rate.ToString("G2", System.Globalization.CultureInfo.InvariantCulture);
}
