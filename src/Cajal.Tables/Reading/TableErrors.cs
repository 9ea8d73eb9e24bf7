using System.Globalization;
using System.Text;

namespace Cajal.Tables;

/// <summary>The messages of everything that can be wrong with a table, in one form: place, what came, what was expected, what to do.</summary>
internal static class TableErrors
{
    /// <summary><c>file, line 7, column 3 'name'</c>: line and column as an editor and a spreadsheet count them, from 1.</summary>
    public static string Place(string source, int line, int column, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{source}, line {line}, column {column + 1} {PrintableText.Quote(name)}");

    public static DataException NoText(string source, int line, bool isNul) => new(isNul
        ? $"{source}, line {line}: a NUL byte. Expected a text file of rows and columns (CSV). "
            + "A spreadsheet or an archive must be exported as CSV first; UTF-16 text needs its byte order mark."
        : $"{source}, line {line}: bytes that are no valid text. Expected UTF-8, or UTF-16 with a byte order mark. Save the file as UTF-8.");

    public static DataException RaggedRow(string source, int line, int cells, string[] names)
    {
        string place = cells < names.Length ? Place(source, line, cells, names[cells]) : $"{source}, line {line}, column {names.Length + 1}";
        return new($"{place}: the row has {Count(cells, "cell")}, expected {names.Length} as in the first row. "
            + "Add or remove cells, or put cells that contain the delimiter in double quotes.");
    }

    public static DataException TooManyColumns(string source, int line, int cells, int most) => new(
        $"{source}, line {line}: the row has {cells} cells, at most {most} can be read. Check the delimiter and the line ends.");

    public static DataException ColumnTooLarge(string source, int line, int column, string name) => new(
        $"{Place(source, line, column, name)}: the column holds more than 2 GiB of text. Split the file into several.");

    public static DataException BadQuotes(string source, int line, int column, bool isOpen, char delimiter)
    {
        string place = $"{source}, line {line}, column {column + 1}";
        string expected = $"Expected the closing quote right before {PrintableText.Quote(delimiter.ToString())} or the end of the line; "
            + "a quote inside a quoted cell is written twice (\"\").";
        return new(isOpen
            ? $"{place}: a quoted cell begins here and is never closed. {expected} Close the quote."
            : $"{place}: text follows the closing quote of a quoted cell. {expected} Quote the whole cell or remove its quotes.");
    }

    /// <summary>A cell that should hold a number or a date and does not.</summary>
    public static DataException NoValue(string place, ReadOnlySpan<byte> cell, CellKind kind, bool isDate)
    {
        string text = Encoding.UTF8.GetString(cell);
        string problem = kind == CellKind.Missing
            ? $"stands for a missing value. Expected a {(isDate ? "date" : "number")}."
            : isDate
            ? "is no date. Expected a form such as 2024-12-31, 2024-12-31T18:30:00Z, 31.12.2024 or 31 Dec 2024."
            : kind == CellKind.NotFinite ? "is no finite number. Expected a decimal number such as 3.14, up to 3.4e38."
            : text.Contains(',', StringComparison.Ordinal) ? "is no number. Expected a decimal number such as 3.14, with a point and without grouping."
            : "is no number. Expected a decimal number such as 3.14.";
        string marker = text.Equals("nan", StringComparison.OrdinalIgnoreCase) ? $" or name it as what stands for one (--missing {text}, CsvOptions.MissingMarkers)" : "";
        return new($"{place}: {PrintableText.Quote(text)} {problem} Correct the cell, leave it empty if the value is missing{marker}, or make the column a category.");
    }

    /// <summary>Names from a file, the first of them, each cut where it is long.</summary>
    public static string List(IReadOnlyCollection<string> names)
    {
        const int Shown = 20;
        string list = string.Join(", ", names.Take(Shown).Select(name => name.Length <= PrintableText.MaximumLength
            ? PrintableText.Escape(name)
            : PrintableText.Escape(name[..PrintableText.MaximumLength]) + "…"));
        return names.Count <= Shown ? list : $"{list} and {names.Count - Shown} more";
    }

    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
