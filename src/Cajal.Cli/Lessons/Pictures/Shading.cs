namespace Cajal.Cli.Lessons.Pictures;

/// <summary>Numbers as a picture of characters.</summary>
internal static class Shading
{
    private const string Shades = " .:-=+*#%@";

    /// <summary>Each number as two characters, darker to brighter from the smallest to the largest.</summary>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="side">Numbers in a row.</param>
    public static string Text(IReadOnlyList<double> values, int side)
    {
        (double low, double high) = (values.Min(), values.Max());
        double span = Math.Max(high - low, double.Epsilon);
        return string.Join("\n", values.Chunk(side).Select(row => string.Concat(row.Select(value =>
            new string(Shades[(int)Math.Min(Shades.Length - 1, (value - low) / span * Shades.Length)], 2)))));
    }
}
