using System.Text;
using static Cajal.Drawing.SvgDocument;

namespace Cajal.Drawing;

/// <summary>A diagram as an SVG document.</summary>
internal sealed class SvgDrawing
{
    private const double Margin = 16;

    private readonly Diagram diagram;
    private readonly DrawingOptions options;

    /// <summary>Lays the diagram out.</summary>
    public SvgDrawing(Diagram diagram, DrawingOptions options)
    {
        this.diagram = diagram;
        this.options = options;
        Layout = new LayeredLayout(
            [.. diagram.Boxes.Select(box => TextMeasure.Box(box.Lines))],
            [.. diagram.Edges.Select(edge => new LayoutEdge(edge.From, edge.To, edge.Label is { } label ? TextMeasure.Label(label) : null))],
            options.Direction);
    }

    /// <summary>Where everything stands, margins not counted.</summary>
    public LayeredLayout Layout { get; }

    /// <summary>The document.</summary>
    public override string ToString()
    {
        double legend = diagram.Legend.Count * TextMeasure.LineHeight;
        double width = Math.Max(Layout.Size.Width, diagram.Legend.Select(line => TextMeasure.Label(line).Width).DefaultIfEmpty(0).Max()) + (2 * Margin);
        double height = Layout.Size.Height + (2 * Margin) + legend + (legend > 0 ? Margin : 0);
        var svg = new SvgDocument(width, height, options);
        svg.Append("<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>");
        svg.Append($"<g transform=\"translate({N(Margin)} {N(Margin)})\">");
        for (int index = 0; index < diagram.Edges.Count; index++)
        {
            AppendEdge(svg, index);
        }

        for (int index = 0; index < diagram.Boxes.Count; index++)
        {
            AppendBox(svg, diagram.Boxes[index], Layout.Boxes[index]);
        }

        for (int index = 0; index < diagram.Legend.Count; index++)
        {
            svg.Text(diagram.Legend[index].Text, 0, Layout.Size.Height + Margin + ((index + 1) * TextMeasure.LineHeight), "start", diagram.Legend[index].Ink);
        }

        svg.Append("</g>");
        return svg.ToString();
    }

    private void AppendEdge(SvgDocument svg, int index)
    {
        IReadOnlyList<Spot> path = Layout.Paths[index];
        var data = new StringBuilder($"M{P(path[0])}");
        for (int point = 1; point < path.Count; point++)
        {
            // A line without length would turn the arrow's head.
            data.Append(path[point] == path[point - 1] ? "" : point % 2 == 1 ? $"L{P(path[point])}" : Curve(path[point - 1], path[point]));
        }

        string strength = diagram.Edges[index].Strength is { } value
            ? $" style=\"stroke-width:{N(1 + (5 * value))};stroke:var(--{NameOf(diagram.Edges[index].Ink)});stroke-opacity:{N(0.3 + (0.5 * value))}\""
            : " marker-end=\"url(#arrow)\"";
        svg.Append($"<path d=\"{data}\"{strength}/>");
        if (Layout.Labels[index] is { } area && diagram.Edges[index].Label is { } label)
        {
            svg.Append($"<rect class=\"ground\" {Place(area)}/>");
            svg.Text(label.Text, area.X + (area.Width / 2), Baseline(area.Y), "middle", label.Ink);
        }
    }

    private static void AppendBox(SvgDocument svg, DiagramBox box, Area area)
    {
        string kind = box.Kind == BoxKind.Operation ? "" : $" class=\"{box.Kind.ToString().ToLowerInvariant()}\"";
        double radius = box.Kind == BoxKind.Input ? Math.Min(area.Height / 2, 12) : 4;
        svg.Append($"<rect{kind} {Place(area)} rx=\"{N(radius)}\"/>");
        for (int line = 0; line < box.Lines.Count; line++)
        {
            double y = Baseline(area.Y + (TextMeasure.Padding / 2) + (line * TextMeasure.LineHeight));
            svg.Text(box.Lines[line].Text, area.X + (area.Width / 2), y, "middle", box.Lines[line].Ink);
        }
    }

    /// <summary>From one layer to the next: leaves and arrives along the direction of the drawing, so it stays between the layers.</summary>
    private string Curve(Spot start, Spot end)
    {
        bool rightward = options.Direction == DrawingDirection.Rightward;
        Spot first = rightward ? start with { X = (start.X + end.X) / 2 } : start with { Y = (start.Y + end.Y) / 2 };
        Spot second = rightward ? end with { X = first.X } : end with { Y = first.Y };
        return $"C{P(first)} {P(second)} {P(end)}";
    }

    private static double Baseline(double top) => top + (TextMeasure.LineHeight / 2) + (TextMeasure.FontSize * 0.35);

    private static string Place(Area area) => $"x=\"{N(area.X)}\" y=\"{N(area.Y)}\" width=\"{N(area.Width)}\" height=\"{N(area.Height)}\"";

    private static string P(Spot point) => $"{N(point.X)} {N(point.Y)}";
}
