using System.Globalization;

namespace Cajal.Cli.Lessons.Pictures;

/// <summary>A line of a picture.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Values">Its heights, from left to right at equal distances; what is not finite is left out.</param>
internal sealed record Curve(string Name, IReadOnlyList<double> Values);

/// <summary>Curves over the steps of a training, as SVG; the axis is logarithmic where heights span more than a factor of twenty.</summary>
internal static class CurvePicture
{
    private const double Width = 520;
    private const double Height = 240;
    private const double LabelWidth = 64;
    private const double LogarithmicFrom = 20;
    private const double LargestSpan = 1e12;

    /// <summary>Draws curves in one frame with a legend below.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="first">What stands below the left end.</param>
    /// <param name="last">What stands below the right end.</param>
    /// <param name="curves">The curves.</param>
    public static string Draw(string title, string first, string last, IReadOnlyList<Curve> curves)
    {
        double[] finite = [.. curves.SelectMany(curve => curve.Values).Where(double.IsFinite)];
        (double low, double high) = (finite.Min(), finite.Max());
        low = high > 0 && low <= 0 && finite.All(value => value >= 0) ? Math.Max(finite.Where(value => value > 0).Min(), high / LargestSpan) : low;
        bool isLogarithmic = low > 0 && high / low > LogarithmicFrom;
        double Scaled(double value) => isLogarithmic ? Math.Log(Math.Max(value, low)) : value;
        double span = Math.Max(Scaled(high) - Scaled(low), double.Epsilon);
        double left = SvgPage.Gap + LabelWidth;
        double top = SvgPage.Gap + SvgPage.LineHeight;
        var page = new SvgPage(title, left + Width + SvgPage.Gap, top + Height + SvgPage.LineHeight + SvgPage.Gap + (curves.Count * SvgPage.LineHeight) + SvgPage.Gap);
        page.Text(title + (isLogarithmic ? " (logarithmic)" : ""), left, top - 6);
        page.Border(left, top, Width, Height);
        foreach (double share in new[] { 0, 0.5, 1 })
        {
            double value = Scaled(low) + (span * share);
            page.Text((isLogarithmic ? Math.Exp(value) : value).ToString("G3", CultureInfo.InvariantCulture), left - 6, top + (Height * (1 - share)) + 4, "end");
        }

        int longest = curves.Max(curve => curve.Values.Count);
        page.Text(first, left, top + Height + SvgPage.LineHeight);
        page.Text(last, left + Width, top + Height + SvgPage.LineHeight, "end");
        foreach ((int index, Curve curve) in curves.Index())
        {
            page.Line(
                curve.Values.Index().Where(point => double.IsFinite(point.Item)).Select(point =>
                    (left + (Width * point.Index / Math.Max(longest - 1, 1)), top + (Height * (Scaled(high) - Scaled(point.Item)) / span))),
                SvgPage.Color(index), index >= SvgPage.DistinctColors);
            double y = top + Height + (2 * SvgPage.LineHeight) + ((index + 0.5) * SvgPage.LineHeight);
            page.Line([(left, y - 4), (left + 24, y - 4)], SvgPage.Color(index), index >= SvgPage.DistinctColors);
            page.Text(curve.Name, left + 32, y);
        }

        return page.ToString();
    }
}
