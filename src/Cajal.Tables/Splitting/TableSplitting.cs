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

    public static Table[] ByGroup(Table table, TableColumn column, ReadOnlySpan<double> shares, ulong seed) =>
        Parts(table, Splits.ByGroup<string>(Groups(table, column), shares, seed));

    // A name for a missing group that no cell can have, since blanks around cells are taken off.
    private static string[] Groups(Table table, TableColumn column) => [.. Enumerable.Range(0, table.RowCount).Select(
        row => column.IsMissing(row) ? FormattableString.Invariant($" {row}") : column.Category(row))];

    public static Table[] ByTime(Table table, TableColumn column, ReadOnlySpan<double> shares) =>
        Parts(table, Splits.ByTime([.. Enumerable.Range(0, table.RowCount).Select(column.Value)], shares));

    /// <summary>Folds of the rows that have a target; by time each fold learns from what comes before the rows that it is tested on.</summary>
    public static (Table Training, Table Test)[] Folds(Table table, TableTarget target, int folds, ulong seed, TableSplit split)
    {
        int[] labelled = target.LabelledRows(table);
        Table rows = table.Select(labelled);
        if (split.Time is { } time)
        {
            FoldedData.CheckCount(folds, rows.RowCount - 1, "rows");
            double[] shares = new double[folds + 1];
            Array.Fill(shares, 1.0 / shares.Length);
            Table[] parts = ByTime(rows, rows[time], shares);
            return [.. Enumerable.Range(1, folds).Select(fold => (parts[..fold].Aggregate((all, part) => all.With(part)), parts[fold]))];
        }

        if (split.Group is { } group)
        {
            string[] groups = Groups(rows, rows[group]);
            FoldedData.CheckCount(folds, groups.Distinct().Count(), "groups");
            return Chosen(rows, Splits.GroupKFold<string>(groups, folds, seed));
        }

        FoldedData.CheckCount(folds, rows.RowCount, "rows");
        return Chosen(rows, Splits.StratifiedKFold(target.Encode(rows), folds, seed));
    }

    private static (Table Training, Table Test)[] Chosen(Table rows, Fold[] folds) => [.. folds.Select(fold => (rows.Select(fold.Train), rows.Select(fold.Test)))];

    private static Table[] Parts(Table table, int[][] parts) => [.. parts.Select(part => table.Select(part))];
}
