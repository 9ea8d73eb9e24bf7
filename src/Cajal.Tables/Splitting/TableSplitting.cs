namespace Cajal.Tables;

/// <summary>Divides the rows of a table; the parts keep the table's column types.</summary>
internal static class TableSplitting
{
    /// <summary>By the classes of the target: the one given, or else the one inferred; at random where the table has none.</summary>
    public static Table[] Stratified(Table table, ReadOnlySpan<double> shares, ulong seed, TableTarget? target = null)
    {
        if (target is null && table.Targets.Count == 0)
        {
            return Parts(table, Splits.Random(table.RowCount, shares, seed));
        }

        target ??= TableTarget.Infer(table);
        int[] labelled = target.LabelledRows(table);
        int[][] parts = Splits.Stratified(target.Encode(table), shares, seed);
        return Parts(table, [.. parts.Select(part => Array.ConvertAll(part, row => labelled[row]))]);
    }

    public static Table[] ByGroup(Table table, TableColumn column, ReadOnlySpan<double> shares, ulong seed)
    {
        // A name for a missing group that no cell can have, since blanks around cells are taken off.
        string[] groups = [.. Enumerable.Range(0, table.RowCount).Select(
            row => column.IsMissing(row) ? FormattableString.Invariant($" {row}") : column.Category(row))];
        return Parts(table, Splits.ByGroup<string>(groups, shares, seed));
    }

    public static Table[] ByTime(Table table, TableColumn column, ReadOnlySpan<double> shares) =>
        Parts(table, Splits.ByTime([.. Enumerable.Range(0, table.RowCount).Select(column.Value)], shares));

    private static Table[] Parts(Table table, int[][] parts) => [.. parts.Select(part => table.Select(part))];
}
