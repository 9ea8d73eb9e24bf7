using Cajal.Metrics;

namespace Cajal;

/// <summary>
/// Area under the ROC curve: the probability that a row of the class gets a higher score than a row of another class, ties counting half,
/// rows by their weights. With two classes that of the second class (of two outputs, the second one ranks); with more the unweighted mean
/// of each class against the rest (scikit-learn's <c>roc_auc_score</c>, <c>multi_class="ovr"</c>, <c>average="macro"</c>). Undefined unless
/// every class occurs among the targets. Source: J. A. Hanley, B. J. McNeil, Radiology 143 (1982).
/// </summary>
public sealed class RocAuc : Metric
{
    /// <inheritdoc/>
    public override string Name => "rocAuc";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override string UndefinedReason => "undefined: not every class occurs in these rows";

    /// <inheritdoc/>
    public override double? Compute(PredictedRows rows) => Figure(rows, []);

    /// <summary>
    /// An interval of 95 % on the logit scale from each row's influence, as E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson (Biometrics
    /// 44, 1988) do for two classes; at 0 and 1 Wilson's interval for as many rows as the rarest class has.
    /// </summary>
    /// <inheritdoc/>
    public override ConfidenceInterval? Interval(PredictedRows rows) => InfluenceInterval.ComputeShare(rows, Figure, RarestClass(rows));

    private static double? Figure(PredictedRows rows, Span<double> influences)
    {
        int classes = rows.ClassCount;
        int first = classes == 2 ? 1 : 0;
        int count = classes - first;
        int[] order = new int[rows.Count];
        float[] scores = new float[rows.Count];
        influences.Clear();
        double sum = 0;
        for (int k = first; k < classes; k++)
        {
            for (int row = 0; row < rows.Count; row++)
            {
                order[row] = row;
                scores[row] = rows.Prediction(row)[rows.Outputs == 1 ? 0 : k];
            }
            Array.Sort(scores, order);
            if (AgainstTheRest(rows, k, scores, order, influences, 1.0 / count) is not double area)
            {
                return null;
            }
            sum += area;
        }
        return sum / count;
    }

    /// <summary>
    /// The area of one class against the rest. Walks the sorted scores one group of ties at a time: a row of the class beats all weight of
    /// the rest below it and half of that tied with it. Adds to <paramref name="influences"/> the given share of each row's influence.
    /// </summary>
    private static double? AgainstTheRest(
        PredictedRows rows, int positive, float[] scores, int[] order, Span<double> influences, double share)
    {
        (double positives, double negatives) = Weights(rows, positive, order);
        if (!(positives > 0 && negatives > 0))
        {
            return null;
        }
        double area = 0;
        foreach (Ties ties in new TieGroups(rows, positive, scores, order))
        {
            area += ties.Positives * (ties.NegativesBelow + (0.5 * ties.Negatives));
        }
        area /= positives * negatives;
        if (influences.IsEmpty)
        {
            return area;
        }
        foreach (Ties ties in new TieGroups(rows, positive, scores, order))
        {
            double beaten = (ties.NegativesBelow + (0.5 * ties.Negatives)) / negatives;
            double beatenBy = (positives - ties.PositivesBelow - (0.5 * ties.Positives)) / positives;
            for (int i = ties.Start; i < ties.End; i++)
            {
                double excess = rows.TargetClass(order[i]) == positive ? (beaten - area) / positives : (beatenBy - area) / negatives;
                influences[order[i]] += share * rows.Weight(order[i]) * excess;
            }
        }
        return area;
    }

    private static (double Positives, double Negatives) Weights(PredictedRows rows, int positive, ReadOnlySpan<int> indices)
    {
        double positives = 0;
        double negatives = 0;
        foreach (int row in indices)
        {
            bool inClass = rows.TargetClass(row) == positive;
            positives += inClass ? rows.Weight(row) : 0;
            negatives += inClass ? 0 : rows.Weight(row);
        }
        return (positives, negatives);
    }

    private static double RarestClass(PredictedRows rows)
    {
        double[] sums = new double[rows.ClassCount];
        double[] squares = new double[rows.ClassCount];
        for (int row = 0; row < rows.Count; row++)
        {
            int actual = rows.TargetClass(row);
            sums[actual] += rows.Weight(row);
            squares[actual] += rows.Weight(row) * rows.Weight(row);
        }
        double least = double.PositiveInfinity;
        for (int k = 0; k < sums.Length; k++)
        {
            least = Math.Min(least, squares[k] > 0 ? sums[k] * sums[k] / squares[k] : 0);
        }
        return least;
    }

    /// <summary>Places <c>Start … End − 1</c> of the sorted rows, equal in score: the weights in the group and below it.</summary>
    private readonly record struct Ties(
        int Start, int End, double Positives, double Negatives, double PositivesBelow, double NegativesBelow);

    /// <summary>The groups of equal scores in ascending order.</summary>
    private ref struct TieGroups(PredictedRows rows, int positive, ReadOnlySpan<float> scores, ReadOnlySpan<int> order)
    {
        private readonly PredictedRows _rows = rows;
        private readonly ReadOnlySpan<float> _scores = scores;
        private readonly ReadOnlySpan<int> _order = order;

        public Ties Current { get; private set; }

        public readonly TieGroups GetEnumerator() => this;

        public bool MoveNext()
        {
            int start = Current.End;
            if (start == _scores.Length)
            {
                return false;
            }
            int end = start + 1;
            while (end < _scores.Length && _scores[end] == _scores[start])
            {
                end++;
            }
            (double positives, double negatives) = Weights(_rows, positive, _order[start..end]);
            Current = new Ties(start, end, positives, negatives,
                Current.PositivesBelow + Current.Positives, Current.NegativesBelow + Current.Negatives);
            return true;
        }
    }
}
