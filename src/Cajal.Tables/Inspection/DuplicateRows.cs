namespace Cajal.Tables;

/// <summary>Counts rows that repeat an earlier one cell by cell.</summary>
internal static class DuplicateRows
{
    public static int Count(Table table)
    {
        var rows = new HashSet<int>(new RowComparer(table));
        return Enumerable.Range(0, table.RowCount).Count(row => !rows.Add(row));
    }

    private sealed class RowComparer(Table table) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y)
        {
            foreach (TableColumn column in table.Columns)
            {
                if (!column.Cell(x).SequenceEqual(column.Cell(y)))
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode(int row)
        {
            var hash = new HashCode();
            foreach (TableColumn column in table.Columns)
            {
                ReadOnlySpan<byte> cell = column.Cell(row);
                hash.Add(cell.Length);
                hash.AddBytes(cell);
            }

            return hash.ToHashCode();
        }
    }
}
