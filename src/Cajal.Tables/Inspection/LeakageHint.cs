namespace Cajal.Tables;

/// <summary>
/// Finds features that alone nearly determine the target. Real measurements rarely do; a column that was filled in after the fact does,
/// and will not be there when something is to be predicted.
/// </summary>
internal static class LeakageHint
{
    private const int FewestRows = 20;

    /// <summary>Numbers with more different values are put into so many groups of equally many rows.</summary>
    private const int Groups = 32;

    /// <summary>Groups with fewer rows are not counted as determined: they would be so by chance.</summary>
    private const int FewestRowsOfGroup = 5;

    private const double NearlyAll = 0.99;

    /// <summary>Largest remaining error, as a share of the error of always guessing the commonest class.</summary>
    private const double LargestError = 0.1;

    private const double NearlyLinear = 0.999;

    /// <summary>The warning about a feature; null where there is none.</summary>
    /// <param name="column">A feature.</param>
    /// <param name="rows">The rows that have targets.</param>
    /// <param name="targets">Their targets.</param>
    public static string? Of(TableColumn column, int[] rows, Targets targets)
    {
        if (rows.Length < FewestRows || column.Profile.Mistakes > 0)
        {
            return null;
        }

        if (targets.Kind == TargetKind.Classes)
        {
            double share = DeterminedShare(GroupsOf(column, rows), targets);
            double guessed = targets.ClassCounts().Max() / (double)rows.Length;
            return share >= NearlyAll && 1 - share <= LargestError * (1 - guessed)
                ? FormattableString.Invariant($"tells the class alone in {100 * share:0.#} % of the rows: is it known when predicting?")
                : null;
        }

        if (targets.Kind != TargetKind.Values || column.Type == ColumnType.Category)
        {
            return null;
        }

        double correlation = Correlation(column, rows, targets);
        return Math.Abs(correlation) >= NearlyLinear
            ? FormattableString.Invariant($"its correlation with the target is {correlation:0.####}: is it known when predicting?")
            : null;
    }

    private static double DeterminedShare(int[] groups, Targets targets)
    {
        var counts = new Dictionary<int, int[]>();
        for (int i = 0; i < groups.Length; i++)
        {
            if (!counts.TryGetValue(groups[i], out int[]? count))
            {
                counts[groups[i]] = count = new int[targets.ClassNames.Length];
            }

            count[targets.ClassOf(i)]++;
        }

        return counts.Values.Where(count => count.Sum() >= FewestRowsOfGroup).Sum(count => count.Max()) / (double)groups.Length;
    }

    /// <summary>A number for each row, the same for rows of one category or of neighbouring numbers; −1 where the cell is missing.</summary>
    private static int[] GroupsOf(TableColumn column, int[] rows)
    {
        var numbers = new Dictionary<object, int>();
        int NumberOf(object key) => numbers.TryGetValue(key, out int number) ? number : numbers[key] = numbers.Count;
        if (column.Type == ColumnType.Category)
        {
            return [.. rows.Select(row => column.IsMissing(row) ? -1 : NumberOf(column.Category(row)))];
        }

        double[] values = [.. rows.Select(row => column.IsMissing(row) ? double.NaN : column.Value(row))];
        if (column.DistinctCount <= Groups)
        {
            return [.. values.Select(value => double.IsNaN(value) ? -1 : NumberOf(value))];
        }

        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0)
        {
            return [.. values.Select(_ => -1)];    // its numbers stand in rows without a target only
        }

        double[] bounds = [.. Enumerable.Range(1, Groups - 1).Select(group => sorted[(int)((long)group * sorted.Length / Groups)]).Distinct()];
        return [.. values.Select(value => double.IsNaN(value) ? -1 : GroupOf(bounds, value))];
    }

    private static int GroupOf(double[] bounds, double value)
    {
        int found = Array.BinarySearch(bounds, value);
        return found >= 0 ? found + 1 : ~found;
    }

    private static double Correlation(TableColumn column, int[] rows, Targets targets)
    {
        (double X, double Y)[] pairs = [.. rows.Index().Where(one => !column.IsMissing(one.Item))
            .Select(one => (column.Value(one.Item), (double)targets.Row(one.Index)[0]))];
        if (pairs.Length < FewestRows)
        {
            return 0;
        }

        (double meanX, double meanY) = (pairs.Average(pair => pair.X), pairs.Average(pair => pair.Y));
        double xx = pairs.Sum(pair => (pair.X - meanX) * (pair.X - meanX));
        double yy = pairs.Sum(pair => (pair.Y - meanY) * (pair.Y - meanY));
        double xy = pairs.Sum(pair => (pair.X - meanX) * (pair.Y - meanY));
        return xx == 0 || yy == 0 ? 0 : xy / Math.Sqrt(xx * yy);
    }
}
