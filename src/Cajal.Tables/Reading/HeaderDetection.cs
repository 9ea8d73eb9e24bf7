using System.Text;

namespace Cajal.Tables;

/// <summary>Tells whether the first row of a file holds names or values already.</summary>
internal static class HeaderDetection
{
    /// <summary>
    /// A column whose first cell is no number while all below it are speaks for a header, one whose first cell is a number as those below
    /// speaks against it; the majority decides. Where no column speaks (all text) the first row is the header, unless a cell has
    /// digits and no letters or two cells are equal.
    /// </summary>
    public static bool HasHeader(IReadOnlyList<string[]> rows, CellReading reading)
    {
        string[] first = rows[0];
        int headers = 0, values = 0;
        for (int column = 0; column < first.Length; column++)
        {
            if (HoldsNumbersBelow(rows, column, reading))
            {
                CellKind kind = Kind(first[column], reading);
                headers += kind == CellKind.Text ? 1 : 0;
                values += kind is CellKind.Number or CellKind.NotFinite ? 1 : 0;
            }
        }

        if (headers + values > 0)
        {
            return headers >= values;
        }

        // With nothing below, or text only: numbers and dates are no names, and neither are two equal cells.
        return !first.Any(cell => cell.Any(char.IsDigit) && !cell.Any(char.IsLetter))
            && first.Where(cell => cell.Length > 0).Distinct(StringComparer.Ordinal).Count() == first.Count(cell => cell.Length > 0);
    }

    private static bool HoldsNumbersBelow(IReadOnlyList<string[]> rows, int column, CellReading reading)
    {
        int numbers = 0;
        for (int row = 1; row < rows.Count; row++)
        {
            if (column >= rows[row].Length)
            {
                continue;
            }

            CellKind kind = Kind(rows[row][column], reading);
            if (kind == CellKind.Text)
            {
                return false;
            }

            numbers += kind == CellKind.Number ? 1 : 0;
        }

        return numbers > 0;
    }

    private static CellKind Kind(string cell, CellReading reading) => reading.Number(Encoding.UTF8.GetBytes(cell), out _);
}
