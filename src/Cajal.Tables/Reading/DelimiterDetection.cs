using CsvHelper;

namespace Cajal.Tables;

/// <summary>
/// Finds the delimiter: the beginning of the file is parsed with each candidate, quoted fields respected, and the one that gives the same
/// number of cells in the most rows wins; among equals the one with the most cells.
/// </summary>
internal static class DelimiterDetection
{
    private const int SampleRows = 200;

    private static readonly char[] _candidates = [',', ';', '\t', '|'];

    /// <summary>The delimiter of a text that begins with <paramref name="preview"/>; a comma where no candidate occurs.</summary>
    public static char Detect(ReadOnlyMemory<char> preview, bool previewIsWhole)
    {
        string text = preview.ToString();
        (char Delimiter, double Agreement, int Cells)[] found =
            [.. _candidates.Select(candidate => Consistency(text, candidate, previewIsWhole)).Where(one => one.Cells > 1)];
        if (found.Any(one => one.Delimiter != ',' && one.Agreement == 1) && HasDecimalCommasOnly(text))
        {
            found = [.. found.Where(one => one.Delimiter != ',')];
        }

        return found.Length == 0 ? ',' : found.OrderByDescending(one => one.Agreement).ThenByDescending(one => one.Cells).First().Delimiter;
    }

    /// <summary>Share of the first rows that have the commonest number of cells, and that number.</summary>
    private static (char Delimiter, double Agreement, int Cells) Consistency(string text, char delimiter, bool isWhole)
    {
        using var parser = new CsvParser(new StringReader(text), CsvTableReader.Configuration(delimiter, badData: null));
        var counts = new List<int>();
        while (counts.Count <= SampleRows && parser.Read())
        {
            if (!CsvTableReader.IsEmptyLine(parser))
            {
                counts.Add(parser.Count);
            }
        }

        if (!isWhole && counts.Count is > 1 and <= SampleRows)
        {
            // The preview may have been cut in the middle of the last row.
            counts.RemoveAt(counts.Count - 1);
        }

        if (counts.Count == 0)
        {
            return (delimiter, 0, 0);
        }

        IGrouping<int, int> commonest = counts.GroupBy(count => count).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First();
        return (delimiter, (double)commonest.Count() / counts.Count, commonest.Key);
    }

    /// <summary>Whether every comma stands between two digits, as in <c>3,14;2,72</c>: then it is no delimiter beside semicolons.</summary>
    private static bool HasDecimalCommasOnly(string text)
    {
        for (int at = text.IndexOf(',', StringComparison.Ordinal); at >= 0; at = text.IndexOf(',', at + 1))
        {
            if (at == 0 || at + 1 == text.Length || !char.IsAsciiDigit(text[at - 1]) || !char.IsAsciiDigit(text[at + 1]))
            {
                return false;
            }
        }

        return true;
    }
}
