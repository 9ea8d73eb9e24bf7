using System.Text.Json;
using Cajal.Cli.Sources;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Rendering;

/// <summary>What hidden units respond to.</summary>
/// <param name="responses">The responses.</param>
/// <param name="loaded">The model.</param>
/// <param name="top">How many units of a layer are shown.</param>
internal sealed class ResponsesView(UnitResponses responses, LoadedModel loaded, int top) : IExplanationView
{
    private const int MostInputs = 3;

    /// <inheritdoc/>
    public void WriteText(Terminal terminal)
    {
        TextWriter output = terminal.Output;
        if (responses.Layers.Count == 0)
        {
            output.WriteLine("the model has no hidden units");
            return;
        }

        foreach ((int index, LayerResponses layer) in responses.Layers.Index())
        {
            if (index > 0)
            {
                output.WriteLine();
            }

            int constant = layer.Units.Count(unit => unit.Deviation == 0);
            string idle = constant == 0 ? "" : $"; {Figures.Count(constant)} say the same about every row";
            output.WriteLine($"{PrintableText.Escape(layer.Name)}: {Figures.Count(layer.Units.Count, "unit")} over {Figures.Count(responses.Rows, "row")}{idle}");
            WriteUnits(output, layer);
        }
    }

    /// <inheritdoc/>
    public void WriteProperties(Utf8JsonWriter writer)
    {
        writer.WriteNumber("rows", responses.Rows);
        writer.Objects("layers", responses.Layers, layer =>
        {
            writer.WriteString("name", layer.Name);
            writer.Objects("units", layer.Units, unit => WriteUnit(writer, unit));
        });
    }

    /// <inheritdoc/>
    public string ToSvg() => loaded.TakesImages
        ? FirstLayerWeights.Of(loaded.Network).ToSvg()
        : throw new ConfigurationException("--svg with --method units draws the weights of the first layer, which are pictures for images only. Leave it out.");

    private void WriteUnits(TextWriter output, LayerResponses layer)
    {
        bool hasInputs = layer.Units.Any(unit => unit.Inputs.Count > 0);
        var table = new TextTable([">unit", "goes with", ">above 0", .. hasInputs ? ["inputs"] : Array.Empty<string>(), "rows that excite it most"]);
        foreach (UnitResponse unit in layer.Units.Where(unit => unit.Deviation > 0).OrderByDescending(unit => Math.Abs(unit.Target?.Correlation ?? 0)).Take(top))
        {
            string inputs = string.Join(", ", unit.Inputs.Take(MostInputs).Select(Describe));
            table.Add(
            [
                Figures.Count(unit.Unit), unit.Target is { } target ? Describe(target) : "", $"{Math.Round(100 * unit.ActiveShare)} %",
                .. hasInputs ? [inputs] : Array.Empty<string>(), string.Join(", ", unit.Rows.Select(row => $"{row.Row}")),
            ]);
        }

        table.WriteTo(output, "  ");
    }

    private static string Describe(UnitCorrelation one) =>
        $"{one.Name} {one.Correlation.ToString("+0.00;-0.00", System.Globalization.CultureInfo.InvariantCulture)}";

    private static void WriteUnit(Utf8JsonWriter writer, UnitResponse unit)
    {
        writer.WriteNumber("unit", unit.Unit);
        writer.Number("mean", unit.Mean);
        writer.Number("deviation", unit.Deviation);
        writer.Number("activeShare", unit.ActiveShare);
        writer.WriteStartObject("target");
        if (unit.Target is { } target)
        {
            writer.Number(target.Name, target.Correlation);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("inputs");
        foreach (UnitCorrelation input in unit.Inputs)
        {
            writer.Number(input.Name, input.Correlation);
        }

        writer.WriteEndObject();
        writer.Objects("rows", unit.Rows, row =>
        {
            writer.WriteNumber("row", row.Row);
            writer.Number("activation", row.Activation);
        });
    }
}
