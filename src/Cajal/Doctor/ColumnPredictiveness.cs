using System.Runtime.InteropServices;

namespace Cajal.Doctor;

/// <summary>How much one column alone tells about the target. Real measurements rarely tell all; a column that was filled in after the fact does.</summary>
internal static class ColumnPredictiveness
{
    /// <summary>Fewer rows tell nothing.</summary>
    public const int FewestRows = 20;

    /// <summary>
    /// Numbers with more different values are put into at most so many groups of equally many rows. The bound between two classes lies inside of one
    /// group, whose rows it may cost: half a percent.
    /// </summary>
    private const int MostGroups = 200;

    /// <summary>Groups with fewer rows are not counted as determined: they would be so by chance.</summary>
    private const int FewestRowsOfGroup = 5;

    private const double NearlyAll = 0.99;

    /// <summary>Largest remaining error, as a share of the error of always guessing the commonest class.</summary>
    private const double LargestError = 0.1;

    private const double NearlyLinear = 0.999;

    /// <summary>The share of rows whose class a column tells alone, where that is nearly all; <c>null</c> otherwise.</summary>
    /// <param name="groups">A number for each row, the same for rows that the column does not tell apart.</param>
    /// <param name="targets">The rows' classes.</param>
    public static double? TellsClass(IReadOnlyList<int> groups, Targets targets)
    {
        var counts = new Dictionary<int, int[]>();
        for (int row = 0; row < groups.Count; row++)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(counts, groups[row], out _) ??= new int[targets.ClassNames.Length])[targets.ClassOf(row)]++;
        }

        double share = counts.Values.Where(count => count.Sum() >= FewestRowsOfGroup).Sum(count => count.Max()) / (double)groups.Count;
        double guessed = targets.ClassCounts().Max() / (double)groups.Count;
        return share >= NearlyAll && 1 - share <= LargestError * (1 - guessed) ? share : null;
    }

    /// <summary>
    /// A column's correlation with a target, where it is nearly 1 or −1; <c>null</c> otherwise. That of the ranks counts as well (C. Spearman, "The proof and
    /// measurement of association between two things", American Journal of Psychology 15, 1904): the target in another unit may have been bent by a scaler.
    /// </summary>
    public static double? TellsValue(IReadOnlyCollection<(double X, double Y)> pairs)
    {
        if (pairs.Count < FewestRows)
        {
            return null;
        }

        (double values, double ranks) = (Correlation(pairs), Correlation(Ranks(pairs)));
        double correlation = Math.Abs(values) >= Math.Abs(ranks) ? values : ranks;
        return Math.Abs(correlation) >= NearlyLinear ? correlation : null;
    }

    /// <summary>Puts numbers into groups: each value its own, or where there are too many, of about equally many rows, enough to be counted; −1 for NaN.</summary>
    public static int[] GroupsOf(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        int groups = Math.Clamp(sorted.Length / (2 * FewestRowsOfGroup), 2, MostGroups);
        double[] bounds = [.. sorted.Distinct().Take(groups + 1)];
        if (bounds.Length > groups)
        {
            bounds = [.. Enumerable.Range(1, groups - 1).Select(group => sorted[(int)((long)group * sorted.Length / groups)]).Distinct()];
        }

        return [.. values.Select(value => double.IsNaN(value) ? -1 : GroupOf(bounds, value))];
    }

    private static int GroupOf(double[] bounds, double value)
    {
        int found = Array.BinarySearch(bounds, value);
        return found >= 0 ? found + 1 : ~found;
    }

    private static (double X, double Y)[] Ranks(IReadOnlyCollection<(double X, double Y)> pairs) =>
        [.. Ranks([.. pairs.Select(pair => pair.X)]).Zip(Ranks([.. pairs.Select(pair => pair.Y)]))];

    /// <summary>The place of each number in their order; equal numbers share the mean of their places.</summary>
    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(index => values[index])];
        double[] ranks = new double[values.Length];
        for (int first = 0, last; first < order.Length; first = last)
        {
            for (last = first + 1; last < order.Length && values[order[last]] == values[order[first]]; last++)
            {
            }

            foreach (int index in order.AsSpan(first, last - first))
            {
                ranks[index] = (first + last - 1) / 2.0;
            }
        }

        return ranks;
    }

    private static double Correlation(IReadOnlyCollection<(double X, double Y)> pairs)
    {
        (double meanX, double meanY) = (pairs.Average(pair => pair.X), pairs.Average(pair => pair.Y));
        double xx = pairs.Sum(pair => (pair.X - meanX) * (pair.X - meanX));
        double yy = pairs.Sum(pair => (pair.Y - meanY) * (pair.Y - meanY));
        double xy = pairs.Sum(pair => (pair.X - meanX) * (pair.Y - meanY));
        return xx == 0 || yy == 0 ? 0 : xy / Math.Sqrt(xx * yy);
    }
}
