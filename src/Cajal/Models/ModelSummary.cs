using System.Globalization;
using System.Text;

namespace Cajal.Models;

/// <summary>A table of a network's layers.</summary>
internal static class ModelSummary
{
    /// <summary>Writes it.</summary>
    public static string Of(Network network)
    {
        bool isChain = network.Architecture.IsChain;
        string[][] rows =
        [
            Row("layer", "output", "parameters", "takes"),
            .. network.Layers.Select(layer => Row(PrintableText.Escape(layer.Name), layer.Output.ToString(), Parameters(layer), Takes(layer))),
            Row("in all", "", Number(network.ParameterCount), ""),
        ];
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            string line = $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}";
            text.AppendLine(isChain ? line : $"{line}  {row[3]}".TrimEnd());
        }

        return text.ToString();

        string[] Row(params string[] cells) => cells;
        string Parameters(PlacedLayer layer) => layer.Owner == layer.Name
            ? Number(layer.Parameters.Where(parameter => !parameter.IsStatistic).Sum(parameter => (long)parameter.Shape.Count)) + (network.Frozen.Contains(layer.Name) ? " frozen" : "")
            : $"of {PrintableText.Escape(layer.Owner)}";
    }

    /// <summary>What a layer takes, as one text.</summary>
    public static string Takes(PlacedLayer layer) => string.Join(" + ", layer.Takes.Select(PrintableText.Escape));

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
