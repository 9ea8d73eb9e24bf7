namespace Cajal.Cli.Lessons.Pictures;

/// <summary>A model's decisions over a piece of the plane, with a line of text above.</summary>
/// <param name="Title">The line.</param>
/// <param name="Model">A model of two inputs.</param>
/// <param name="Points">Rows that are shown as dots in the colours of their classes.</param>
internal sealed record RegionPanel(string Title, Model Model, Dataset? Points = null);

/// <summary>Decision regions side by side, as SVG: a colour for each class.</summary>
internal static class RegionPicture
{
    private const int Cells = 72;
    private const double Cell = 3;
    private const double Side = Cells * Cell;
    private const int FewPoints = 50;

    /// <summary>Draws panels in lines.</summary>
    /// <param name="title">What all of it shows.</param>
    /// <param name="panels">The panels, line by line.</param>
    /// <param name="columns">Panels in a line.</param>
    /// <param name="low">Lower left corner of the plane's piece.</param>
    /// <param name="high">Upper right corner.</param>
    public static string Draw(string title, IReadOnlyList<RegionPanel> panels, int columns, PlanePoint low, PlanePoint high)
    {
        int lines = (panels.Count + columns - 1) / columns;
        double width = SvgPage.Gap + (columns * (Side + SvgPage.Gap));
        var page = new SvgPage(title, width, SvgPage.Gap + (lines * (Side + SvgPage.LineHeight + SvgPage.Gap)));
        foreach ((int index, RegionPanel panel) in panels.Index())
        {
            double left = SvgPage.Gap + (index % columns * (Side + SvgPage.Gap));
            double top = SvgPage.Gap + SvgPage.LineHeight + (index / columns * (Side + SvgPage.LineHeight + SvgPage.Gap));
            page.Text(panel.Title, left, top - 5);
            Regions(page, panel.Model, left, top, low, high);
            Dots(page, panel.Points, left, top, low, high);
            page.Border(left, top, Side, Side);
        }

        return page.ToString();
    }

    /// <summary>One rectangle for each run of cells of a class.</summary>
    private static void Regions(SvgPage page, Model model, double left, double top, PlanePoint low, PlanePoint high)
    {
        string marks = ".#o+x*%@&=";
        string[] lines = DecisionPicture.Draw(model, low, high, Cells, Cells).Split('\n');
        foreach ((int row, string line) in lines.Index())
        {
            for (int start = 0; start < Cells;)
            {
                int end = start + line.AsSpan(start).IndexOfAnyExcept(line[start]);
                end = end < start ? Cells : end;
                page.Rectangle(left + (start * Cell), top + (row * Cell), (end - start) * Cell, Cell, SvgPage.Color(marks.IndexOf(line[start], StringComparison.Ordinal)), 0.45);
                start = end;
            }
        }
    }

    private static void Dots(SvgPage page, Dataset? points, double left, double top, PlanePoint low, PlanePoint high)
    {
        for (int row = 0; row < (points?.Count ?? 0); row++)
        {
            double x = (points!.Row(row)[0] - low.X) / (high.X - low.X);
            double y = (high.Y - points.Row(row)[1]) / (high.Y - low.Y);
            if (x is > 0 and < 1 && y is > 0 and < 1)
            {
                page.Dot(left + (x * Side), top + (y * Side), points.Count < FewPoints ? 5 : 2.2, SvgPage.Color(points.Targets.ClassOf(row)));
            }
        }
    }
}
