using System.Text.Json;
using Cajal.Cli.Sources;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Rendering;

/// <summary>What a model relies on.</summary>
/// <param name="importance">The figures.</param>
/// <param name="loaded">The model.</param>
/// <param name="top">How many columns are shown.</param>
internal sealed class ImportanceView(PermutationImportance importance, LoadedModel loaded, int top) : IExplanationView
{
    private const int MostCompanions = 5;

    /// <inheritdoc/>
    public void WriteText(Terminal terminal)
    {
        string what = loaded.TakesImages ? "tile" : "column";
        string change = importance.Metric.HigherIsBetter ? "falls" : "rises";
        TextWriter output = terminal.Output;
        output.WriteLine($"{importance.Metric.Name} {Figures.Short(importance.Baseline)} over {Figures.Count(importance.Rows, "row")}; it {change} where the values of a {what} are exchanged between rows:");
        output.WriteLine();
        var bars = new TextBars(terminal.HasUnicode, [.. importance.Groups.Select(group => group.Importance)]);
        var table = new TextTable(what, $">{change} by", importance.Repetitions > 1 ? $">95 % over {importance.Repetitions} permutations" : ">", "");
        foreach (GroupImportance group in importance.Groups.Take(top))
        {
            string interval = group.Interval is { } range ? $"{Figures.Short(range.Low)} to {Figures.Short(range.High)}" : "";
            table.Add(group.Name, Figures.Short(group.Importance), interval, bars.Of(group.Importance));
        }

        table.WriteTo(output, "  ");
        if (importance.Groups.Count > top)
        {
            output.WriteLine($"  and {Figures.Count(importance.Groups.Count - top)} more; --top shows them");
        }

        WriteCompanions(output);
    }

    /// <inheritdoc/>
    public void WriteProperties(Utf8JsonWriter writer)
    {
        writer.WriteNumber("rows", importance.Rows);
        writer.WriteString("metric", importance.Metric.Name);
        writer.Number("baseline", importance.Baseline);
        writer.WriteNumber("repeats", importance.Repetitions);
        writer.WriteNumber("seed", importance.Seed);
        writer.Objects(loaded.TakesImages ? "tiles" : "columns", importance.Groups, group =>
        {
            writer.WriteString("name", group.Name);
            writer.Number("importance", group.Importance);
            writer.Number("low", group.Interval?.Low);
            writer.Number("high", group.Interval?.High);
            if (group.Companion is { } companion)
            {
                writer.WriteStartObject("correlated");
                writer.WriteString("name", companion.Name);
                writer.Number("correlation", companion.Correlation);
                writer.WriteEndObject();
            }
        });
    }

    /// <inheritdoc/>
    public string ToSvg() => loaded.TakesImages ? importance.ToSvg(loaded.Network.InputShape) : importance.ToSvg();

    private void WriteCompanions(TextWriter output)
    {
        GroupImportance[] paired = [.. importance.Groups.Where(group => group.Companion is { } companion && !loaded.TakesImages
            && importance.Groups.First(other => other.Name == companion.Name) is { } other
            && (other.Companion?.Name != group.Name || string.CompareOrdinal(group.Name, other.Name) < 0))];
        if (paired.Length == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("  Columns that say much of the same each seem less important than they are together, since the model still has the other:");
        foreach (GroupImportance group in paired.Take(MostCompanions))
        {
            output.WriteLine($"  {PrintableText.Escape(group.Name)} and {PrintableText.Escape(group.Companion!.Name)} (correlation {Figures.Short(group.Companion.Correlation)})");
        }

        if (paired.Length > MostCompanions)
        {
            output.WriteLine($"  and {paired.Length - MostCompanions} more, see --json");
        }
    }
}
