using System.Text.Json;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Rendering;

/// <summary>Why a row gets its prediction: a number for each column, or a picture of numbers for an image.</summary>
internal sealed class RowView : IExplanationView
{
    private readonly ExplainedRow row;
    private readonly string heading;
    private readonly string footing;
    private readonly string numberName;
    private readonly IReadOnlyList<double> inputs;
    private readonly IReadOnlyList<(string Column, double Number)> columns;
    private readonly Action<Utf8JsonWriter> properties;
    private readonly Func<string> draw;
    private readonly int top;

    private RowView(
        ExplainedRow row, int top, string heading, string footing, string numberName, IReadOnlyList<double> inputs, Func<FeatureGroup, double> ofGroup,
        Action<Utf8JsonWriter> properties, Func<string> draw)
    {
        this.row = row;
        this.top = top;
        this.heading = heading;
        this.footing = footing;
        this.numberName = numberName;
        this.inputs = inputs;
        this.properties = properties;
        this.draw = draw;
        columns = [.. row.Model.Groups.Select(group => (group.Name, ofGroup(group))).OrderByDescending(one => Math.Abs(one.Item2))];
    }

    /// <summary>What each column adds to an output.</summary>
    public static RowView Of(ExplainedRow row, IntegratedGradients parts, string baseline, int top)
    {
        string compared = baseline == "mean" ? "the average row" : row.Model.TakesImages ? "a black image" : "a row of zeros (scaled)";
        string completeness = $"the parts sum to {Figures.Short(parts.Sum)}, the difference is {Figures.Short(parts.Value - parts.BaselineValue)} ({Figures.Count(parts.Points)} gradients)"
            + (parts.IsComplete ? "" : "; NOT complete: the output jumps or bends too often for so many gradients");
        return new RowView(
            row, top, $"row {row.Number}: {PrintableText.Escape(parts.OutputName)} is {Figures.Short(parts.Value)}, for {compared} {Figures.Short(parts.BaselineValue)}; what makes the difference:",
            completeness, "adds", parts.Parts, parts.PartOf,
            writer =>
            {
                writer.WriteString("output", parts.OutputName);
                writer.Number("value", parts.Value);
                writer.WriteString("baseline", baseline);
                writer.Number("baselineValue", parts.BaselineValue);
                writer.Number("sum", parts.Sum);
                writer.Number("completenessError", parts.CompletenessError);
                writer.WriteBoolean("complete", parts.IsComplete);
                writer.WriteNumber("gradients", parts.Points);
            },
            () => row.Model.TakesImages ? parts.ToSvg(row.Inputs, row.Model.Network.InputShape) : parts.ToSvg(row.Model.Groups));
    }

    /// <summary>How strongly an output reacts to each column.</summary>
    public static RowView Of(ExplainedRow row, Saliency saliency, int top) => new(
        row, top, $"row {row.Number}: how strongly the score of {PrintableText.Escape(saliency.OutputName)} reacts to a small change of each input, scaled as the net sees it:",
        "", "reacts", [.. saliency.Gradients.Select(Math.Abs)], saliency.PartOf,
        writer =>
        {
            writer.WriteString("output", saliency.OutputName);
            writer.Number("value", saliency.Value);
        },
        () => row.Model.TakesImages ? saliency.ToSvg(row.Inputs, row.Model.Network.InputShape) : saliency.ToSvg(row.Model.Groups));

    /// <inheritdoc/>
    public void WriteText(Terminal terminal)
    {
        terminal.Output.WriteLine(heading);
        terminal.Output.WriteLine();
        if (row.Model.TakesImages)
        {
            WriteImage(terminal);
        }
        else
        {
            WriteColumns(terminal);
        }

        if (footing.Length > 0)
        {
            terminal.Output.WriteLine();
            terminal.Output.WriteLine($"  {footing}");
        }
    }

    /// <inheritdoc/>
    public void WriteProperties(Utf8JsonWriter writer)
    {
        writer.WriteNumber("row", row.Number);
        properties(writer);
        if (row.Model.TakesImages)
        {
            writer.WriteStartArray("inputs");
            foreach (double number in inputs)
            {
                writer.WriteNumberValue(number);
            }

            writer.WriteEndArray();
            return;
        }

        writer.Objects("columns", columns, column =>
        {
            writer.WriteString("name", column.Column);
            writer.WriteString("cell", row.Cell(column.Column));
            writer.Number(numberName, column.Number);
        });
    }

    /// <inheritdoc/>
    public string ToSvg() => draw();

    private void WriteColumns(Terminal terminal)
    {
        var bars = new TextBars(terminal.HasUnicode, [.. columns.Select(column => column.Number)]);
        var table = new TextTable("column", ">cell", $">{numberName}", "");
        foreach ((string column, double number) in columns.Take(top))
        {
            table.Add(column, row.Cell(column), Figures.Short(number), bars.Of(number));
        }

        table.WriteTo(terminal.Output, "  ");
        if (columns.Count > top)
        {
            terminal.Output.WriteLine($"  and {Figures.Count(columns.Count - top)} more, together {Figures.Short(columns.Skip(top).Sum(column => column.Number))}; --top shows them");
        }
    }

    private void WriteImage(Terminal terminal)
    {
        Shape shape = row.Model.Network.InputShape;
        double[] pixels = [.. inputs.Chunk(shape.Rank == 3 ? shape[2] : 1).Select(pixel => pixel.Sum())];
        foreach (string line in SignedPicture.Lines(pixels, shape[1]))
        {
            terminal.Output.WriteLine($"  {line}");
        }

        terminal.Output.WriteLine();
        terminal.Output.WriteLine($"  {SignedPicture.Legend}");
    }
}
