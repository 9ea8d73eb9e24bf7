using System.Globalization;

namespace Cajal.Cli.Lessons.Pictures;

/// <summary>When the units of a net fire: a line for each, a filled cell for each time at which it does.</summary>
internal static class TimingPicture
{
    private const double Cell = 44;
    private const double LineHeight = 30;
    private const double LabelWidth = 72;

    /// <summary>Draws a trace.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="units">Names of inputs and units, from top to bottom.</param>
    /// <param name="times">How many times are shown, from 0.</param>
    /// <param name="fires">Whether one fires at a time.</param>
    public static string Draw(string title, IReadOnlyList<string> units, int times, Func<string, int, bool> fires)
    {
        double left = SvgPage.Gap + LabelWidth, top = SvgPage.Gap + (2 * SvgPage.LineHeight);
        var page = new SvgPage(title, left + (times * Cell) + SvgPage.Gap, top + (units.Count * LineHeight) + SvgPage.Gap);
        page.Text(title, SvgPage.Gap, SvgPage.Gap + (SvgPage.LineHeight / 2));
        for (int time = 0; time < times; time++)
        {
            page.Text($"t = {time.ToString(CultureInfo.InvariantCulture)}", left + ((time + 0.5) * Cell), top - 6, "middle");
        }

        foreach ((int index, string unit) in units.Index())
        {
            double y = top + (index * LineHeight);
            page.Text(unit, left - 10, y + (LineHeight / 2) + 4, "end");
            for (int time = 0; time < times; time++)
            {
                page.Border(left + (time * Cell), y + 3, Cell, LineHeight - 6);
                if (fires(unit, time))
                {
                    page.Rectangle(left + (time * Cell) + 1, y + 4, Cell - 2, LineHeight - 8, SvgPage.Color(index), 0.8);
                }
            }
        }

        return page.ToString();
    }
}
