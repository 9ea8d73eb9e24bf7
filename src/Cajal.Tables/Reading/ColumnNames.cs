namespace Cajal.Tables;

/// <summary>The names of the columns: from the header, from the user, or by position.</summary>
internal static class ColumnNames
{
    /// <summary>Name of a column that has none: its position from 0.</summary>
    public static string ByPosition(int index) => $"column{index}";

    /// <summary>
    /// A header without its empty last names where the rows below have fewer cells: some programs end the header with a delimiter, but no row.
    /// </summary>
    public static string[] WithoutEmptyEnd(string[] header, int cellsBelow)
    {
        int length = header.Length;
        while (length > cellsBelow && header[length - 1].Length == 0)
        {
            length--;
        }

        return header[..length];
    }

    /// <summary>Decides on all names and refuses doubled ones.</summary>
    public static string[] Choose(string source, string[] firstRow, int line, bool hasHeader, IReadOnlyList<string>? given)
    {
        if (given is not null && given.Count != firstRow.Length)
        {
            throw new ConfigurationException(
                $"{given.Count} column names were given, but {source} has {firstRow.Length} columns (line {line}). Give one name for each column.");
        }

        var names = new string[firstRow.Length];
        for (int column = 0; column < names.Length; column++)
        {
            string name = given?[column] ?? (hasHeader ? firstRow[column] : "");
            names[column] = name.Length == 0 ? ByPosition(column) : name;
        }

        RefuseDoubled(source, names, line);
        return names;
    }

    private static void RefuseDoubled(string source, string[] names, int line)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int column = 0; column < names.Length; column++)
        {
            if (!seen.TryAdd(names[column], column))
            {
                throw new DataException(
                    $"{TableErrors.Place(source, line, column, names[column])}: the name stands already over column {seen[names[column]] + 1}. "
                    + "Expected a different name for each column. Rename one of the two, or give names of your own (CsvOptions.ColumnNames, --columns on the command line).");
            }
        }
    }
}
