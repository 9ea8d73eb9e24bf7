using System.Globalization;
using System.Text;

namespace Cajal.Tables;

/// <summary>What a cell holds when it is read as a number.</summary>
internal enum CellKind
{
    /// <summary>Nothing: one of the missing markers.</summary>
    Missing,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>NaN, infinity, or a number beyond the range of float32 such as 1e400.</summary>
    NotFinite,

    /// <summary>Anything else.</summary>
    Text,
}

/// <summary>Reads cells as missing values and numbers, in the invariant culture.</summary>
internal sealed class CellReading
{
    private readonly byte[][] _missing;

    public CellReading(IReadOnlyList<string> missingMarkers)
    {
        MissingMarkers = [.. missingMarkers];
        _missing = [.. missingMarkers.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The texts that stand for a missing value.</summary>
    public IReadOnlyList<string> MissingMarkers { get; }

    /// <summary>Whether the cell is empty or one of the missing markers.</summary>
    public bool IsMissing(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty)
        {
            return true;
        }

        foreach (byte[] marker in _missing)
        {
            if (cell.Length == marker.Length && Ascii.EqualsIgnoreCase(cell, marker))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the cell as a number: digits with an optional sign, decimal point and exponent; no grouping of thousands.</summary>
    public CellKind Number(ReadOnlySpan<byte> cell, out double value)
    {
        value = double.NaN;
        if (IsMissing(cell))
        {
            return CellKind.Missing;
        }

        ReadOnlySpan<byte> unsigned = cell.Length > 1 && cell[0] is (byte)'-' or (byte)'+' ? cell[1..] : cell;
        if (unsigned.IsEmpty || !(char.IsAsciiDigit((char)unsigned[0]) || unsigned[0] == (byte)'.'))
        {
            return IsNameOfNonNumber(unsigned) ? CellKind.NotFinite : CellKind.Text;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(cell, Style, CultureInfo.InvariantCulture, out double parsed))
        {
            return CellKind.Text;
        }

        value = parsed;
        return float.IsFinite((float)parsed) ? CellKind.Number : CellKind.NotFinite;
    }

    private static bool IsNameOfNonNumber(ReadOnlySpan<byte> cell) =>
        Ascii.EqualsIgnoreCase(cell, "nan"u8) || Ascii.EqualsIgnoreCase(cell, "inf"u8) || Ascii.EqualsIgnoreCase(cell, "infinity"u8)
        || cell.SequenceEqual("∞"u8);
}
