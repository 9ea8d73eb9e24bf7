using System.Globalization;
using System.Text;
using System.Text.Json;
using Cajal.Tables;

namespace Cajal;

/// <summary>
/// A look at a table before anything is learnt from it: the type of each column and why, missing values, ranges, frequent categories, columns that
/// are left out, columns that give the target away, repeated rows.
/// </summary>
public sealed class TableInspection
{
    private const int FrequentShown = 5;

    private readonly Table _table;

    private TableInspection(Table table, TableTarget? target, string? targetProblem, IReadOnlyList<ColumnInspection> columns)
    {
        _table = table;
        Target = target;
        TargetProblem = targetProblem;
        Columns = columns;
        DuplicateRowCount = DuplicateRows.Count(table);
    }

    /// <summary>What is predicted; null where no target is named or it cannot be learnt.</summary>
    public TableTarget? Target { get; }

    /// <summary>Why the named target cannot be learnt; null otherwise.</summary>
    public string? TargetProblem { get; }

    /// <summary>All columns from left to right.</summary>
    public IReadOnlyList<ColumnInspection> Columns { get; }

    /// <summary>Rows that repeat an earlier one, cell by cell. On both sides of a split they make test figures better than the truth.</summary>
    public int DuplicateRowCount { get; }

    /// <summary>Looks at a table. Warnings about columns that give the target away need a target.</summary>
    public static TableInspection Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        (TableTarget? target, string? problem) = (null, null);
        (int[] rows, Targets? targets) = ([], null);
        if (table.Targets.Count > 0)
        {
            try
            {
                target = TableTarget.Infer(table);
                (rows, targets) = (target.LabelledRows(table), target.Encode(table));
            }
            catch (CajalException error)
            {
                (target, problem) = (null, error.Message);
            }
        }

        return new TableInspection(table, target, problem, [.. table.Columns.Select(column => Inspect(column, rows, targets))]);
    }

    /// <summary>A report in plain text, for a terminal: one line a column. Names from the file are escaped.</summary>
    public override string ToString()
    {
        var report = new StringBuilder();
        report.Append(CultureInfo.InvariantCulture, $"{_table.Name}: {TableErrors.Count(_table.RowCount, "row")}, {TableErrors.Count(Columns.Count, "column")}, ");
        report.Append(CultureInfo.InvariantCulture, $"delimiter {PrintableText.Quote(_table.Delimiter.ToString())}, {(_table.HasHeader ? "header" : "no header")}");
        report.Append(CultureInfo.InvariantCulture, $", {TableErrors.Count(DuplicateRowCount, "repeated row")}\n");
        string? target = TargetProblem ?? (Target is null ? null : $"{TargetKindNames.Of(Target.Kind)} ({Target.Reason})");
        report.Append(target is null ? "" : $"target: {target}\n");
        string[] names = [.. Columns.Select(column => TableErrors.List([column.Name]))];
        int width = Math.Min(30, names.Max(name => name.Length));
        foreach ((int index, ColumnInspection column) in Columns.Index())
        {
            report.Append(CultureInfo.InvariantCulture, $"  {names[index].PadRight(width)}  {(column.IsTarget ? "target " : "") + column.Type}: {Describe(column)}\n");
        }

        return report.ToString();
    }

    /// <summary>Writes everything as one JSON object.</summary>
    public void WriteJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("name", _table.Name);
        writer.WriteNumber("rows", _table.RowCount);
        writer.WriteNumber("duplicateRows", DuplicateRowCount);
        writer.WriteString("delimiter", _table.Delimiter.ToString());
        writer.WriteBoolean("header", _table.HasHeader);
        if (Target is not null)
        {
            writer.WritePropertyName("target");
            Target.ToJson().WriteTo(writer);
        }

        if (TargetProblem is not null)
        {
            writer.WriteString("targetProblem", TargetProblem);
        }

        writer.WriteStartArray("columns");
        foreach (ColumnInspection column in Columns)
        {
            WriteColumn(writer, column);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter writer, ColumnInspection column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("type", JsonNamingPolicy.CamelCase.ConvertName(column.Type.ToString()));
        writer.WriteString("reason", column.Reason);
        writer.WriteBoolean("target", column.IsTarget);
        writer.WriteNumber("missing", column.Missing);
        writer.WriteNumber("distinct", column.Distinct);
        writer.WriteNumber("mistakes", column.Mistakes);
        if (column.Minimum is not null)
        {
            writer.WriteString("minimum", column.Minimum);
            writer.WriteString("maximum", column.Maximum);
        }

        if (column.Mean is { } mean)
        {
            writer.WriteNumber("mean", mean);
        }

        writer.WriteStartArray("frequent");
        foreach ((string text, int count) in column.Frequent)
        {
            writer.WriteStartObject();
            writer.WriteString("value", text);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (column.Hint is not null)
        {
            writer.WriteString("hint", column.Hint);
        }

        writer.WriteEndObject();
    }

    private static ColumnInspection Inspect(TableColumn column, int[] rows, Targets? targets)
    {
        ColumnProfile profile = column.Profile;
        Func<double, string>? show = profile.HoldsDates ? DateText.Show : profile.HoldsNumbers ? value => value.ToString("R", CultureInfo.InvariantCulture) : null;
        return new ColumnInspection
        {
            Name = column.Name,
            Type = column.Type,
            Reason = column.Reason,
            IsTarget = column.IsTarget,
            Missing = profile.Missing,
            Distinct = profile.Distinct,
            Mistakes = profile.Mistakes,
            FirstMistakeLine = profile.Mistakes > 0 ? column.Table.LineOf(profile.FirstMistake) : null,
            Minimum = show?.Invoke(profile.Minimum),
            Maximum = show?.Invoke(profile.Maximum),
            Mean = profile is { HoldsNumbers: true, HoldsDates: false } ? profile.Mean : null,
            Frequent = [.. (profile.Texts ?? new Dictionary<string, int>())
                .OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Take(FrequentShown)],
            Hint = targets is not null && column.IsFeature ? LeakageHint.Of(column, rows, targets) : null,
        };
    }

    // Five digits, but whole numbers whole: a mean of 206855.8 is no 2.0686E+05 to a reader.
    private static string Round(double value) =>
        value.ToString(Math.Abs(value) is >= 1e4 and < 1e15 ? "0" : "G5", CultureInfo.InvariantCulture);

    private static string Describe(ColumnInspection column)
    {
        var parts = new List<string> { column.Reason };
        if (column.Minimum is not null && column.Type is ColumnType.Number or ColumnType.Date)
        {
            string mean = column.Mean is { } value ? $", mean {Round(value)}" : "";
            parts.Add($"{column.Minimum} to {column.Maximum}{mean}");
        }

        if (column.Frequent.Count > 0 && column.Type == ColumnType.Category)
        {
            string list = string.Join(", ", column.Frequent.Select(one => string.Create(CultureInfo.InvariantCulture, $"{TableErrors.List([one.Key])} {one.Value}")));
            parts.Add(list + (column.Distinct > column.Frequent.Count ? ", …" : ""));
        }

        if (column.Missing > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{column.Missing} missing"));
        }

        if (column.FirstMistakeLine is { } line)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"the first on line {line}"));
        }

        if (column.Hint is not null)
        {
            parts.Add("warning: " + column.Hint);
        }

        return string.Join("; ", parts);
    }
}
