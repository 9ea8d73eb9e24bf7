namespace Cajal.Cli.Rendering;

/// <summary>What a table holds, for people and as JSON.</summary>
internal static class TableView
{
    /// <summary>Writes it.</summary>
    public static void Write(Table table, bool json, TextWriter output)
    {
        if (json)
        {
            JsonOutput.Write(output, writer =>
            {
                writer.WriteString("name", table.Name);
                writer.WriteNumber("rows", table.RowCount);
                writer.WriteBoolean("header", table.HasHeader);
                writer.WriteString("delimiter", $"{table.Delimiter}");
                writer.Objects("columns", table.Columns, column =>
                {
                    writer.WriteString("name", column.Name);
                    writer.WriteString("type", NameOf(column.Type));
                    writer.WriteNumber("missing", column.MissingCount);
                    writer.WriteNumber("distinct", column.DistinctCount);
                    writer.WriteString("reason", column.Reason);
                });
            });
            return;
        }

        string header = table.HasHeader ? "names in the first row" : "no names in the first row";
        output.WriteLine($"{table.Name}: {table.RowCount} rows, {table.Columns.Count} columns, {Delimiter(table.Delimiter)}, {header}");
        output.WriteLine();
        var lines = new TextTable("column", "type", ">missing", ">distinct", "why") { MaximumCell = 60 };
        foreach (TableColumn column in table.Columns)
        {
            lines.Add(column.Name, NameOf(column.Type), $"{column.MissingCount}", $"{column.DistinctCount}", column.Reason);
        }

        lines.WriteTo(output);
    }

    private static string NameOf(ColumnType type) => $"{type}".ToLowerInvariant();

    private static string Delimiter(char delimiter) => delimiter switch
    {
        '\t' => "separated by tabs",
        _ => $"separated by '{PrintableText.Escape($"{delimiter}")}'",
    };
}
