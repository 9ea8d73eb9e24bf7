using System.Text.Json;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Rendering;

/// <summary>Classical methods side by side, for people and as JSON.</summary>
internal static class ComparisonView
{
    /// <summary>Writes the properties of the JSON object.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, TrainingSetup setup, IReadOnlyList<ComparedMethod> methods)
    {
        writer.WriteString("task", TaskNames.Of(setup.Targets.Kind));
        writer.WriteString("target", string.Join(",", setup.Targets.Names));
        writer.WriteNumber("trainRows", setup.Data.Training.Count);
        writer.WriteNumber("testRows", setup.Data.Test!.Count);
        writer.WriteNumber("seed", setup.Configuration.Seed);
        writer.Texts("notes", setup.Data.Notes);
        writer.Objects("methods", methods, method =>
        {
            writer.WriteString("name", method.Name);
            writer.WriteNumber("models", method.Models);
            writer.Number("seconds", method.Seconds);
            writer.WriteString("remark", method.Remark);
            foreach ((string part, EvaluationReport report) in new[] { ("test", method.Test), ("train", method.Training) })
            {
                writer.WriteStartObject(part);
                report.WriteProperties(writer);
                writer.WriteEndObject();
            }
        });
    }

    /// <summary>Writes a line for each method, then their remarks.</summary>
    public static void WriteText(TextWriter output, TrainingSetup setup, IReadOnlyList<ComparedMethod> methods)
    {
        string target = string.Join(", ", setup.Targets.Names.Select(PrintableText.Escape));
        output.WriteLine($"{setup.Name}: {TaskNames.Of(setup.Targets.Kind)} of {target}");
        output.WriteLine($"  rows       {Figures.Count(setup.Data.Training.Count)} training, {Figures.Count(setup.Data.Test!.Count)} test");
        output.WriteLine($"  features   {Figures.Count(setup.Data.Training.Features)}, scaled: {setup.Configuration.Scale}");
        foreach (string note in SetupView.Notes(setup))
        {
            output.WriteLine($"             {note}");
        }

        output.WriteLine();
        string[] names = [.. methods[0].Test.Metrics.Select(metric => metric.Name)];
        var table = new TextTable(
            ["method", ">models", $">{names[0]} (95 % interval)", .. names[1..].Select(name => ">" + name), $">{names[0]} on training", ">time"]);
        foreach (ComparedMethod method in methods)
        {
            table.Add(
            [
                method.Name, method.Models == 0 ? "" : Figures.Count(method.Models), EvaluationView.Describe(method.Test.Metrics[0]),
                .. method.Test.Metrics.Skip(1).Select(Value), Value(method.Training.Metrics[0]), method.Models == 0 ? "" : Figures.Time(method.Seconds),
            ]);
        }

        table.WriteTo(output, "  ");
        foreach (ComparedMethod method in methods.Where(method => method.Remark is not null))
        {
            output.WriteLine();
            output.WriteLine($"  {method.Name}: {PrintableText.Escape(method.Remark!)}");
        }
    }

    private static string Value(MetricEstimate metric) => metric.Value is { } value ? Figures.Short(value) : "undefined";
}
