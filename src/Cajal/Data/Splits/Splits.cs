using System.Globalization;
using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// Divides the rows of a set into parts, such as training, validation and test. Every row is in exactly one part; row numbers count from 0 and
/// ascend within a part. Parts come in the order of their shares, the training part first. The same seed gives the same parts on any machine.
/// </summary>
/// <remarks>A part may stay empty when there are fewer rows (or groups, or moments) than parts.</remarks>
public static class Splits
{
    private const int MostBins = 10;
    private const int LeastRowsPerBin = 10;
    private const double ShareTolerance = 1e-9;

    /// <summary>At random, without regard to the targets.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="shares">Share of each part, not negative, adding up to 1: <c>[0.8, 0.2]</c>.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ArgumentException">The count is negative or the shares are no shares.</exception>
    public static int[][] Random(int count, ReadOnlySpan<double> shares, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Stratified(new int[count], shares, seed);
    }

    /// <summary>
    /// So that each part has each class in like share (<see cref="TargetKind.Classes"/>), or low, middle and high values in like share
    /// (<see cref="TargetKind.Values"/>: up to ten bins of equally many rows by the first column). Rows with several labels are divided at random.
    /// Of every class at least one row goes to training, so a class with a single row is never tested.
    /// </summary>
    /// <param name="targets">The targets of all rows.</param>
    /// <param name="shares">Share of each part, not negative, adding up to 1.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ArgumentException">The shares are no shares.</exception>
    public static int[][] Stratified(Targets targets, ReadOnlySpan<double> shares, ulong seed) => Stratified(Strata(targets), shares, seed);

    /// <summary>So that each part has each stratum in like share; of every stratum at least one row goes to the first part.</summary>
    /// <param name="strata">Stratum of each row, any numbers.</param>
    /// <param name="shares">Share of each part, not negative, adding up to 1.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ArgumentException">The shares are no shares.</exception>
    public static int[][] Stratified(ReadOnlySpan<int> strata, ReadOnlySpan<double> shares, ulong seed)
    {
        CheckShares(shares);
        return Deal(ByStratum(strata, seed), shares, firstOfStratumToFirstPart: shares[0] > 0);
    }

    /// <summary>So that all rows of a group (a patient, a customer) are in the same part; shares of rows are met as nearly as the groups allow.</summary>
    /// <param name="groups">Group of each row.</param>
    /// <param name="shares">Share of each part, not negative, adding up to 1.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ArgumentException">The shares are no shares.</exception>
    public static int[][] ByGroup<T>(ReadOnlySpan<T> groups, ReadOnlySpan<double> shares, ulong seed) where T : notnull
    {
        CheckShares(shares);
        List<List<int>> members = Members(groups);
        var parts = new List<int>[shares.Length];
        for (int part = 0; part < parts.Length; part++)
        {
            parts[part] = [];
        }
        foreach (int group in Shuffled(members.Count, seed))
        {
            // To the part that lacks most rows; the first of equals.
            int neediest = 0;
            double most = double.MinValue;
            for (int part = 0; part < parts.Length; part++)
            {
                double lacking = (shares[part] * groups.Length) - parts[part].Count;
                if (shares[part] > 0 && lacking > most)
                {
                    (neediest, most) = (part, lacking);
                }
            }
            parts[neediest].AddRange(members[group]);
        }
        return [.. parts.Select(Ascending)];
    }

    /// <summary>
    /// By time: the earliest rows in the first part, the latest in the last. Rows of the same moment stay together, in the earlier part.
    /// </summary>
    /// <param name="times">Time of each row, in any unit that grows.</param>
    /// <param name="shares">Share of each part, not negative, adding up to 1.</param>
    /// <exception cref="ArgumentException">The shares are no shares.</exception>
    /// <exception cref="DataException">A time is NaN.</exception>
    public static int[][] ByTime(ReadOnlySpan<double> times, ReadOnlySpan<double> shares)
    {
        CheckShares(shares);
        int missing = times.IndexOf(double.NaN);
        if (missing >= 0)
        {
            throw new DataException($"Row {missing} (from 0) has no time (NaN), expected one in every row to split by time.");
        }
        double[] keys = times.ToArray();
        int[] order = [.. Enumerable.Range(0, keys.Length).OrderBy(row => keys[row])];
        int[][] parts = new int[shares.Length][];
        double share = 0;
        int start = 0;
        for (int part = 0; part < parts.Length; part++)
        {
            share += shares[part];
            int end = part == parts.Length - 1 ? order.Length : Math.Max(start, (int)Math.Round(share * order.Length));
            while (end > start && end < order.Length && keys[order[end]] == keys[order[end - 1]])
            {
                end++;
            }
            parts[part] = Ascending(order[start..end]);
            start = end;
        }
        return parts;
    }

    /// <summary>k folds at random.</summary>
    /// <param name="count">How many rows, at least <paramref name="folds"/>.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ArgumentException">Fewer than 2 folds, or fewer rows than folds.</exception>
    public static Fold[] KFold(int count, int folds, ulong seed)
    {
        CheckFolds(count, "rows", folds);
        return ToFolds(Deal(ByStratum(new int[count], seed), EqualShares(folds), firstOfStratumToFirstPart: false));
    }

    /// <summary>k folds with each class, or low and high values, in like share (see <see cref="Stratified(Targets, ReadOnlySpan{double}, ulong)"/>).</summary>
    /// <param name="targets">The targets of all rows, at least <paramref name="folds"/>.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ArgumentException">Fewer than 2 folds, or fewer rows than folds.</exception>
    public static Fold[] StratifiedKFold(Targets targets, int folds, ulong seed)
    {
        int[] strata = Strata(targets);
        CheckFolds(strata.Length, "rows", folds);
        return ToFolds(Deal(ByStratum(strata, seed), EqualShares(folds), firstOfStratumToFirstPart: false));
    }

    /// <summary>k folds with all rows of a group in the same one.</summary>
    /// <param name="groups">Group of each row; at least as many groups as folds.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ArgumentException">Fewer than 2 folds, or fewer groups than folds.</exception>
    public static Fold[] GroupKFold<T>(ReadOnlySpan<T> groups, int folds, ulong seed) where T : notnull
    {
        CheckFolds(Members(groups).Count, "groups", folds);
        return ToFolds(ByGroup(groups, EqualShares(folds), seed));
    }

    private static int[] Strata(Targets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        int[] strata = new int[targets.Count];
        if (targets.Kind == TargetKind.Classes)
        {
            for (int row = 0; row < strata.Length; row++)
            {
                strata[row] = targets.ClassOf(row);
            }
        }
        else if (targets.Kind == TargetKind.Values)
        {
            int bins = Math.Clamp(targets.Count / LeastRowsPerBin, 1, MostBins);
            int rank = 0;
            foreach (int row in Enumerable.Range(0, targets.Count).OrderBy(row => targets.Row(row)[0]))
            {
                strata[row] = (int)((long)rank++ * bins / targets.Count);
            }
        }
        return strata;
    }

    private static int[] Shuffled(int count, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        CounterRandom.Shuffle(order, seed, RandomStreams.Split);
        return order;
    }

    /// <summary>All rows, stratum by stratum, in random order within each.</summary>
    private static (int Stratum, int Row)[] ByStratum(ReadOnlySpan<int> strata, ulong seed)
    {
        int[] stratumOf = strata.ToArray();
        return [.. Shuffled(stratumOf.Length, seed).Select(row => (stratumOf[row], row)).OrderBy(item => item.Item1)];
    }

    /// <summary>
    /// Deals rows one after the other to the part that lacks most of its share so far. Every stretch of the list, and so every stratum, is
    /// divided by the shares to within about one row, and so is the whole.
    /// </summary>
    private static int[][] Deal((int Stratum, int Row)[] rows, ReadOnlySpan<double> shares, bool firstOfStratumToFirstPart)
    {
        var parts = new List<int>[shares.Length];
        double[] lacking = new double[shares.Length];
        for (int part = 0; part < parts.Length; part++)
        {
            parts[part] = [];
        }
        for (int i = 0; i < rows.Length; i++)
        {
            bool first = i == 0 || rows[i].Stratum != rows[i - 1].Stratum;
            bool last = i == rows.Length - 1 || rows[i].Stratum != rows[i + 1].Stratum;
            if (first && last && firstOfStratumToFirstPart)
            {
                parts[0].Add(rows[i].Row);      // alone in its stratum: outside the account, else others would pay for it
                continue;
            }
            int neediest = -1;
            for (int part = 0; part < parts.Length; part++)
            {
                lacking[part] += shares[part];
                if (shares[part] > 0 && (neediest < 0 || lacking[part] > lacking[neediest] + ShareTolerance))
                {
                    neediest = part;
                }
            }
            int chosen = first && firstOfStratumToFirstPart ? 0 : neediest;
            lacking[chosen]--;
            parts[chosen].Add(rows[i].Row);
        }
        return [.. parts.Select(Ascending)];
    }

    private static List<List<int>> Members<T>(ReadOnlySpan<T> groups) where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        var members = new List<List<int>>();
        for (int row = 0; row < groups.Length; row++)
        {
            if (!numbers.TryGetValue(groups[row], out int number))
            {
                number = members.Count;
                numbers.Add(groups[row], number);
                members.Add([]);
            }
            members[number].Add(row);
        }
        return members;
    }

    private static Fold[] ToFolds(int[][] parts) =>
        [.. parts.Select((test, fold) => new Fold(Ascending(parts.Where((_, part) => part != fold).SelectMany(rows => rows)), test))];

    private static int[] Ascending(IEnumerable<int> rows)
    {
        int[] sorted = [.. rows];
        Array.Sort(sorted);
        return sorted;
    }

    private static double[] EqualShares(int folds)
    {
        double[] shares = new double[folds];
        Array.Fill(shares, 1.0 / folds);
        return shares;
    }

    private static void CheckFolds(int count, string what, int folds)
    {
        if (folds < 2 || count < folds)
        {
            throw new ArgumentOutOfRangeException(nameof(folds), folds, $"Expected at least 2 folds and at most as many as there are {what} ({count}).");
        }
    }

    private static void CheckShares(ReadOnlySpan<double> shares)
    {
        double sum = 0;
        bool each = true;
        foreach (double share in shares)
        {
            each &= share >= 0;
            sum += share;
        }
        if (!each || !(Math.Abs(sum - 1) <= ShareTolerance))
        {
            string list = string.Join(", ", shares.ToArray().Select(share => share.ToString(CultureInfo.InvariantCulture)));
            throw new ArgumentException(
                FormattableString.Invariant($"Shares [{list}] add up to {sum}, expected numbers not below 0 that add up to 1, such as [0.8, 0.2]."),
                nameof(shares));
        }
    }
}
