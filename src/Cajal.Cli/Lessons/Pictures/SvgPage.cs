using Cajal.Drawing;
using static Cajal.Drawing.SvgDocument;

namespace Cajal.Cli.Lessons.Pictures;

/// <summary>A picture that is drawn on with rectangles, lines, dots and text.</summary>
/// <param name="title">For people who do not see it, and for tool tips.</param>
/// <param name="width">Its width.</param>
/// <param name="height">Its height.</param>
internal sealed class SvgPage(string title, double width, double height)
{
    /// <summary>Room around and between the parts of a picture.</summary>
    public const double Gap = 16;

    /// <summary>From one line of text to the next.</summary>
    public const double LineHeight = TextMeasure.LineHeight;

    // Told apart by people of any colour vision (Okabe and Ito 2008), on a light and on a dark ground.
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    private readonly SvgDocument document = new(width, height, new DrawingOptions { Title = title });

    /// <summary>How many lines or classes have a colour of their own.</summary>
    public static int DistinctColors => Colors.Length;

    /// <summary>The colour of a class or line.</summary>
    public static string Color(int index) => Colors[index % Colors.Length];

    /// <summary>A rectangle without a border.</summary>
    public void Rectangle(double x, double y, double rectangleWidth, double rectangleHeight, string fill, double opacity) => document.Append(
        $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(rectangleWidth)}\" height=\"{N(rectangleHeight)}\" style=\"stroke:none;fill:{fill};fill-opacity:{N(opacity)};shape-rendering:crispEdges\"/>");

    /// <summary>A border without a ground.</summary>
    public void Border(double x, double y, double rectangleWidth, double rectangleHeight) =>
        document.Append($"<rect class=\"frame\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(rectangleWidth)}\" height=\"{N(rectangleHeight)}\"/>");

    /// <summary>A line through points.</summary>
    public void Line(IEnumerable<(double X, double Y)> points, string color, bool isDashed = false) => document.Append(
        $"<path d=\"M{string.Join("L", points.Select(point => $"{N(point.X)} {N(point.Y)}"))}\" style=\"stroke:{color};stroke-width:1.8{(isDashed ? ";stroke-dasharray:5 3" : "")}\"/>");

    /// <summary>A dot.</summary>
    public void Dot(double x, double y, double radius, string color) =>
        document.Append($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" style=\"fill:{color};stroke:var(--ground);stroke-width:{N(radius / 4)}\"/>");

    /// <summary>A line of text; <paramref name="anchor"/> says which part of it is at x: <c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    public void Text(string text, double x, double y, string anchor = "start") => document.Text(text, x, y, anchor);

    /// <summary>The document.</summary>
    public override string ToString() => document.ToString();
}
