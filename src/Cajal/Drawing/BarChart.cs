using static Cajal.Drawing.SvgDocument;

namespace Cajal.Drawing;

/// <summary>A bar of a chart.</summary>
/// <param name="Label">What stands before it.</param>
/// <param name="Value">Its length, with its sign.</param>
/// <param name="Figure">What stands behind it.</param>
/// <param name="Low">Lower end of its interval, if there is one.</param>
/// <param name="High">Upper end of its interval.</param>
internal sealed record Bar(string Label, double Value, string Figure, double? Low = null, double? High = null);

/// <summary>Bars below each other, to the right of a common zero or to its left, with their intervals.</summary>
/// <param name="heading">What the bars show.</param>
/// <param name="bars">The bars, from top to bottom.</param>
/// <param name="legend">Lines below.</param>
internal sealed class BarChart(string heading, IReadOnlyList<Bar> bars, IReadOnlyList<string> legend)
{
    private const double Margin = 16;
    private const double Plot = 360;
    private const double RowHeight = 22;
    private const double BarHeight = 14;
    private const double Gap = 10;

    /// <summary>The chart as an SVG document.</summary>
    public string ToSvg(DrawingOptions options)
    {
        double labels = Width(bars.Select(bar => bar.Label));
        double figures = Width(bars.Select(bar => bar.Figure));
        double left = Margin + labels + Gap;
        double width = Math.Max(left + Plot + Gap + figures, Margin + Width([heading, .. legend])) + Margin;
        double top = Margin + (2 * TextMeasure.LineHeight);
        double height = top + (bars.Count * RowHeight) + Gap + (legend.Count * TextMeasure.LineHeight) + Margin;
        var svg = new SvgDocument(width, height, options);
        svg.Text(heading, Margin, Margin + TextMeasure.FontSize, "start");
        (double low, double high) = Range();
        double X(double value) => left + ((value - low) / (high - low) * Plot);
        svg.Append($"<path d=\"M{N(X(0))} {N(top - 4)}V{N(top + (bars.Count * RowHeight))}\"/>");
        for (int index = 0; index < bars.Count; index++)
        {
            Append(svg, bars[index], top + (index * RowHeight), left, X);
        }

        for (int line = 0; line < legend.Count; line++)
        {
            svg.Text(legend[line], Margin, top + (bars.Count * RowHeight) + Gap + ((line + 1) * TextMeasure.LineHeight), "start", Ink.Faint);
        }

        return svg.ToString();
    }

    private static void Append(SvgDocument svg, Bar bar, double y, double left, Func<double, double> x)
    {
        double middle = y + (RowHeight / 2);
        double baseline = middle + (TextMeasure.FontSize * 0.35);
        (double from, double to) = bar.Value < 0 ? (x(bar.Value), x(0)) : (x(0), x(bar.Value));
        svg.Text(bar.Label, left - Gap, baseline, "end");
        svg.Append($"<rect class=\"{(bar.Value < 0 ? "against" : "for")}\" x=\"{N(from)}\" y=\"{N(middle - (BarHeight / 2))}\" width=\"{N(to - from)}\" height=\"{N(BarHeight)}\"/>");
        if (bar is { Low: { } low, High: { } high })
        {
            svg.Append($"<path class=\"interval\" d=\"M{N(x(low))} {N(middle)}H{N(x(high))}M{N(x(low))} {N(middle - 4)}v8M{N(x(high))} {N(middle - 4)}v8\"/>");
        }

        svg.Text(bar.Figure, left + Plot + Gap, baseline, "start");
    }

    private static double Width(IEnumerable<string> texts) => texts.Select(text => TextMeasure.Label(new DiagramLine(text)).Width).DefaultIfEmpty(0).Max();

    private (double Low, double High) Range()
    {
        double low = Math.Min(0, bars.Min(bar => Math.Min(bar.Value, bar.Low ?? bar.Value)));
        double high = Math.Max(0, bars.Max(bar => Math.Max(bar.Value, bar.High ?? bar.Value)));
        return high > low ? (low, high) : (0, 1);
    }
}
