using System.Text.Json.Nodes;

namespace Cajal.Tables;

/// <summary>
/// A column of numbers or dates as one number, the mean of the training part where it is missing; and where the training part had missing
/// cells, a flag that says so, 1 or 0.
/// </summary>
/// <param name="Column">Name of the table's column.</param>
/// <param name="IsDate">Whether the cells are dates, read as days since 1970-01-01.</param>
/// <param name="Mean">Mean of the training part, 0 where that had no value at all.</param>
/// <param name="HasFlag">Whether a flag for missing cells belongs to it.</param>
internal sealed record NumberFeature(string Column, bool IsDate, double Mean, bool HasFlag)
{
    /// <summary>Name of the flag among the features.</summary>
    public string FlagName => $"{Column} is missing";

    /// <summary>Takes mean and flag from the training part.</summary>
    public static NumberFeature Fit(TableColumn column, int[] rows)
    {
        double sum = 0;
        int present = 0;
        foreach (int row in rows)
        {
            if (!column.IsMissing(row))
            {
                sum += column.Value(row);
                present++;
            }
        }

        return new(column.Name, column.Type == ColumnType.Date, present == 0 ? 0 : sum / present, present < rows.Length);
    }

    public JsonObject ToJson() => new()
    {
        ["column"] = Column,
        ["kind"] = IsDate ? "date" : "number",
        ["mean"] = Mean,
        ["missing"] = HasFlag,
    };

    /// <summary>The value of a cell and whether it was missing.</summary>
    /// <exception cref="DataException">The cell holds something else.</exception>
    public (float Value, bool IsMissing) Read<TRow>(CellReading reading, TRow row, int feature)
        where TRow : IFeatureRow
    {
        ReadOnlySpan<byte> cell = row.Cell(feature);
        if (reading.IsMissing(cell))
        {
            return ((float)Mean, true);
        }

        double value;
        CellKind kind = IsDate ? (DateText.TryRead(cell, out value) ? CellKind.Number : CellKind.Text) : reading.Number(cell, out value);
        return kind == CellKind.Number ? ((float)value, false) : throw TableErrors.NoValue(row.Place(feature), cell, kind, IsDate);
    }
}
