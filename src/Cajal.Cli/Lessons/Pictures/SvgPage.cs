using System.Globalization;
using System.Security;
using System.Text;
using Cajal.Drawing;

namespace Cajal.Cli.Lessons.Pictures;

/// <summary>An SVG document that is drawn on with rectangles, lines, dots and text; colours of ground and text follow the reader's theme.</summary>
/// <param name="title">For people who do not see it, and for tool tips.</param>
/// <param name="width">Its width.</param>
/// <param name="height">Its height.</param>
internal sealed class SvgPage(string title, double width, double height)
{
    /// <summary>Room around and between the parts of a picture.</summary>
    public const double Gap = 16;

    /// <summary>From one line of text to the next.</summary>
    public const double LineHeight = 17;

    // Told apart by people of any colour vision (Okabe and Ito 2008), on a light and on a dark ground.
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    private readonly StringBuilder body = new();

    /// <summary>The colour of a class or line.</summary>
    public static string Color(int index) => Colors[index % Colors.Length];

    /// <summary>A rectangle without a border.</summary>
    public void Rectangle(double x, double y, double rectangleWidth, double rectangleHeight, string fill, double opacity = 1) => Append(
        $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(rectangleWidth)}\" height=\"{N(rectangleHeight)}\" style=\"stroke:none;fill:{fill};fill-opacity:{N(opacity)}\"/>");

    /// <summary>A border without a ground.</summary>
    public void Border(double x, double y, double rectangleWidth, double rectangleHeight) => Append(
        $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(rectangleWidth)}\" height=\"{N(rectangleHeight)}\" style=\"fill:none\"/>");

    /// <summary>A line through points.</summary>
    public void Line(IEnumerable<(double X, double Y)> points, string color, bool isDashed = false) => Append(
        $"<path d=\"M{string.Join("L", points.Select(point => $"{N(point.X)} {N(point.Y)}"))}\" style=\"stroke:{color};stroke-width:1.8{(isDashed ? ";stroke-dasharray:5 3" : "")}\"/>");

    /// <summary>A dot.</summary>
    public void Dot(double x, double y, string color) => Append($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"2.2\" style=\"fill:{color};stroke:var(--ground);stroke-width:0.6\"/>");

    /// <summary>A line of text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Where it is held.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    public void Text(string text, double x, double y, string anchor = "start") =>
        Append($"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{SecurityElement.Escape(text)}</text>");

    /// <summary>The document.</summary>
    public override string ToString() => $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{N(width)}" height="{N(height)}" viewBox="0 0 {N(width)} {N(height)}" role="img">
        <title>{SecurityElement.Escape(title)}</title>
        <style>
        {SvgStyle.Sheet(DrawingTheme.Automatic)}
        </style>
        <rect class="ground" width="{N(width)}" height="{N(height)}"/>
        {body}</svg>
        """;

    private static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private void Append(string element) => body.Append(element).Append('\n');
}
