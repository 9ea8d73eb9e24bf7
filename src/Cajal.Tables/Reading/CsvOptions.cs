namespace Cajal;

/// <summary>
/// How a text file of rows and columns is read. Every member left alone is detected or has the documented default, so
/// <c>Table.ReadCsv("data.csv")</c> needs none of them.
/// </summary>
public sealed record CsvOptions
{
    /// <summary>
    /// Missing markers when nothing else is said: the empty cell, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>#N/A</c> and <c>null</c>, in any case of
    /// letters. <c>NaN</c> is not among them: it usually is the trace of a computation gone wrong, and a column of numbers refuses it.
    /// </summary>
    public static IReadOnlyList<string> DefaultMissingMarkers { get; } = ["", "?", "NA", "N/A", "#N/A", "null"];

    /// <summary>Character between two cells. Null (the default): detected among comma, semicolon, tab and vertical bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// Whether the first row holds the column names. Null (the default): detected, see <see cref="Table.HasHeader"/>.
    /// Columns without a name are called <c>column0</c>, <c>column1</c> and so on, counted from 0 at the left.
    /// </summary>
    public bool? Header { get; init; }

    /// <summary>Names of all columns from left to right, taking the place of those in the file. Null (the default): the file's own.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>
    /// Texts that stand for "no value here", compared without regard to the case of letters; the empty cell always does. Default:
    /// <see cref="DefaultMissingMarkers"/>.
    /// </summary>
    public IReadOnlyList<string> MissingMarkers { get; init; } = DefaultMissingMarkers;
}
