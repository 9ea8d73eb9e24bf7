using System.Globalization;
using System.Text.Json;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Rendering;

/// <summary>What the training doctor found, for people and as JSON.</summary>
internal static class DiagnosisView
{
    private const string Indent = "    ";

    /// <summary>Writes the property <c>diagnosis</c>.</summary>
    public static void WriteProperty(Utf8JsonWriter writer, Diagnosis diagnosis)
    {
        writer.WriteStartObject("diagnosis");
        writer.Number("firstLoss", diagnosis.FirstLoss);
        writer.Number("expectedFirstLoss", diagnosis.ExpectedFirstLoss);
        writer.Objects("layers", diagnosis.Layers, layer =>
        {
            writer.WriteString("name", layer.Name);
            writer.WriteNumber("units", layer.Units);
            writer.WriteNumber("deadUnits", layer.DeadUnits.Count);
            writer.Number("saturatedShare", layer.SaturatedShare);
            writer.Number("gradientNorm", layer.GradientNorm);
            writer.Number("weightNorm", layer.WeightNorm);
            writer.Number("updateRatio", layer.UpdateRatio);
            writer.WriteBoolean("isRatioFlagged", layer.IsRatioFlagged);
        });
        writer.Objects("findings", diagnosis.Findings, finding =>
        {
            writer.WriteString("kind", finding.Name);
            writer.WriteString("severity", SeverityOf(finding));
            writer.WriteString("where", finding.Where);
            writer.WriteString("evidence", finding.Evidence);
            writer.WriteString("remedy", finding.Remedy);
            writer.WriteStartObject("figures");
            foreach ((string name, double value) in finding.Figures)
            {
                writer.Number(name, value);
            }

            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    /// <summary>Writes the findings: kind and place, evidence, remedy.</summary>
    public static void WriteText(Diagnosis diagnosis, Terminal terminal)
    {
        TextWriter output = terminal.Output;
        if (diagnosis.IsHealthy)
        {
            output.WriteLine($"doctor: no fault found ({Ratios(diagnosis)})");
            return;
        }

        output.WriteLine($"doctor: {Figures.Count(diagnosis.Findings.Count, "finding")} ({Ratios(diagnosis)})");
        foreach (Finding finding in diagnosis.Findings)
        {
            output.WriteLine(Printable($"  {finding.Name} ({finding.Where}), {SeverityOf(finding)}", terminal));
            foreach (string line in Wrapped($"{finding.Evidence}.", terminal.Width).Concat(Wrapped($"{finding.Remedy}.", terminal.Width)))
            {
                output.WriteLine(Printable(Indent + line, terminal));
            }
        }
    }

    private static string SeverityOf(Finding finding) => finding.Severity == FindingSeverity.Severe ? "severe" : "warning";

    /// <summary>The first loss beside the one expected, and how far a step moves the weights of each layer.</summary>
    private static string Ratios(Diagnosis diagnosis)
    {
        string first = $"first loss {Figures.Short(diagnosis.FirstLoss)}, of a net that says 0: {Figures.Short(diagnosis.ExpectedFirstLoss)}";
        string[] ratios = [.. diagnosis.Layers.Where(layer => layer.UpdateRatio is not null).Select(layer => layer.UpdateRatio!.Value.ToString("0.0e-0", CultureInfo.InvariantCulture))];
        return ratios.Length == 0 ? first : $"{first}; update/weight {string.Join(", ", ratios)}";
    }

    // The evidence speaks of R²; a terminal without Unicode gets plain letters.
    private static string Printable(string line, Terminal terminal) => terminal.HasUnicode ? line : line.Replace("²", "2", StringComparison.Ordinal);

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && Indent.Length + line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        yield return line;
    }
}
