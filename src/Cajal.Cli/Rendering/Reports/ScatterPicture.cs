using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Rendering.Reports;

/// <summary>Predicted against actual values, a dot a row, as SVG; a perfect net has all of them on the diagonal.</summary>
internal static class ScatterPicture
{
    private const int MostDots = 500;
    private const double Side = 300;
    private const double LabelWidth = 72;
    private const double Radius = 2.5;

    /// <summary>Draws the rows, or of very many some that are spread evenly.</summary>
    /// <param name="name">What is predicted.</param>
    /// <param name="actual">Actual values.</param>
    /// <param name="predicted">Predicted values of the same rows.</param>
    public static string Draw(string name, ReadOnlySpan<float> actual, ReadOnlySpan<float> predicted)
    {
        int count = Math.Min(actual.Length, MostDots);
        var points = new (double Actual, double Predicted)[count];
        for (int dot = 0; dot < count; dot++)
        {
            int row = (int)((long)dot * actual.Length / count);
            points[dot] = (actual[row], predicted[row]);
        }

        double low = points.Min(point => Math.Min(point.Actual, point.Predicted));
        double high = points.Max(point => Math.Max(point.Actual, point.Predicted));
        double span = high > low ? high - low : 1;
        double left = SvgPage.Gap + LabelWidth, top = SvgPage.Gap + SvgPage.LineHeight, bottom = top + Side;
        var page = new SvgPage($"predicted against actual {name}", left + Side + SvgPage.Gap, bottom + (2 * SvgPage.LineHeight) + SvgPage.Gap);
        page.Text("predicted", left, top - 6);
        page.Border(left, top, Side, Side);
        page.Line([(left, bottom), (left + Side, top)], SvgPage.Color(1), isDashed: true);
        foreach ((double x, double y) in points)
        {
            page.Dot(left + (Side * (x - low) / span), bottom - (Side * (y - low) / span), Radius, SvgPage.Color(0));
        }

        page.Text(Figures.Short(low), left, bottom + SvgPage.LineHeight);
        page.Text("actual", left + (Side / 2), bottom + SvgPage.LineHeight, "middle");
        page.Text(Figures.Short(high), left + Side, bottom + SvgPage.LineHeight, "end");
        page.Text(Figures.Short(low), left - 6, bottom, "end");
        page.Text(Figures.Short(high), left - 6, top + SvgPage.LineHeight - 4, "end");
        return page.ToString();
    }
}
