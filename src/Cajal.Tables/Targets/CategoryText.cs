using System.Globalization;
using System.Text;

namespace Cajal.Tables;

/// <summary>Categories and class labels as text in one spelling, and their order.</summary>
internal static class CategoryText
{
    /// <summary>The cell's text; a number in its shortest spelling, so that 1, 1.0 and 01 are one category.</summary>
    public static string Of(CellReading reading, ReadOnlySpan<byte> cell) => reading.Number(cell, out double number) == CellKind.Number
        ? (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture)
        : Encoding.UTF8.GetString(cell);

    /// <summary>Numbers by size, before texts by their characters' codes.</summary>
    public static string[] Sorted(IEnumerable<string> categories) =>
        [.. categories.OrderBy(NumberOf).ThenBy(category => category, StringComparer.Ordinal)];

    private static double NumberOf(string category) =>
        double.TryParse(category, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number)
            ? number
            : double.PositiveInfinity;
}
