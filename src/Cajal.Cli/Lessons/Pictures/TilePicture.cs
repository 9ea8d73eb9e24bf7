namespace Cajal.Cli.Lessons.Pictures;

/// <summary>A small picture of numbers.</summary>
/// <param name="Title">The line above it.</param>
/// <param name="Values">The numbers, row by row.</param>
internal sealed record Tile(string Title, IReadOnlyList<double> Values);

/// <summary>Numbers as small pictures, as SVG: what is below 0 in one colour, what is above in another, stronger with the size.</summary>
internal static class TilePicture
{
    private const double Cell = 9;

    /// <summary>Draws tiles in lines; within a tile the largest size is full strength.</summary>
    /// <param name="title">What all of it shows.</param>
    /// <param name="tiles">The tiles.</param>
    /// <param name="side">Numbers in a row of a tile.</param>
    /// <param name="columns">Tiles in a line.</param>
    public static string Draw(string title, IReadOnlyList<Tile> tiles, int side, int columns)
    {
        double width = side * Cell;
        double height = (tiles.Max(tile => tile.Values.Count) / side * Cell) + SvgPage.LineHeight;
        int lines = (tiles.Count + columns - 1) / columns;
        var page = new SvgPage(title, SvgPage.Gap + (columns * (width + SvgPage.Gap)), SvgPage.Gap + (lines * (height + SvgPage.Gap)));
        foreach ((int index, Tile tile) in tiles.Index())
        {
            double left = SvgPage.Gap + (index % columns * (width + SvgPage.Gap));
            double top = SvgPage.Gap + SvgPage.LineHeight + (index / columns * (height + SvgPage.Gap));
            double largest = Math.Max(tile.Values.Max(Math.Abs), double.Epsilon);
            page.Text(tile.Title, left, top - 5);
            foreach ((int place, double value) in tile.Values.Index())
            {
                page.Rectangle(left + (place % side * Cell), top + (place / side * Cell), Cell, Cell, SvgPage.Color(value < 0 ? 1 : 0), Math.Abs(value) / largest);
            }

            page.Border(left, top, width, height - SvgPage.LineHeight);
        }

        return page.ToString();
    }

    /// <summary>A tile as characters: from the smallest to the largest number of it.</summary>
    public static string Text(IReadOnlyList<double> values, int side)
    {
        const string Shades = " .:-=+*#%@";
        (double low, double high) = (values.Min(), values.Max());
        return string.Join("\n", values.Chunk(side).Select(row => string.Concat(row.Select(value =>
            new string(Shades[(int)Math.Min(Shades.Length - 1, (value - low) / Math.Max(high - low, double.Epsilon) * Shades.Length)], 2)))));
    }
}
