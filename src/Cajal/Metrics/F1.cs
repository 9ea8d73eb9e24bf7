using Cajal.Metrics;

namespace Cajal;

/// <summary>
/// Harmonic mean of precision and recall, <c>F₁ = 2 TP / (2 TP + FP + FN)</c>, 0 where the denominator is 0. With two classes it is that of
/// the second class (the positive one); with more the unweighted mean over the classes that occur among the targets or the predictions
/// (macro average). Rows count by their weights. The forms are scikit-learn's <c>f1_score</c>, <c>average="binary"</c> and <c>"macro"</c>.
/// </summary>
public sealed class F1 : Metric
{
    /// <inheritdoc/>
    public override string Name => "f1";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double? Compute(PredictedRows rows) => Figure(rows, []);

    /// <summary>
    /// An interval of 95 % by the delta method on the logit scale, each row's influence taken exactly; at 0 and 1 Wilson's interval.
    /// Source: B. Efron, "The Jackknife, the Bootstrap and Other Resampling Plans", 1982, chapter 6.
    /// </summary>
    /// <inheritdoc/>
    public override ConfidenceInterval? Interval(PredictedRows rows) =>
        InfluenceInterval.ComputeShare(rows, Figure, rows.EffectiveCount());

    private static double? Figure(PredictedRows rows, Span<double> influences)
    {
        int classes = rows.ClassCount;
        // Per class 2 TP, and 2 TP + FP + FN: the weight of the rows of that class plus that of the rows predicted as that class.
        double[] hits = new double[classes];
        double[] totals = new double[classes];
        for (int row = 0; row < rows.Count; row++)
        {
            int actual = rows.TargetClass(row);
            int predicted = rows.PredictedClass(row);
            double weight = rows.Weight(row);
            totals[actual] += weight;
            totals[predicted] += weight;
            hits[actual] += actual == predicted ? 2 * weight : 0;
        }
        if (!(rows.TotalWeight > 0))
        {
            return null;
        }
        int first = classes == 2 ? 1 : 0;
        int averaged = 0;
        double sum = 0;
        for (int k = first; k < classes; k++)
        {
            averaged += totals[k] > 0 ? 1 : 0;
            sum += totals[k] > 0 ? hits[k] / totals[k] : 0;
        }
        FillInfluences(rows, hits, totals, first, averaged, influences);
        return averaged > 0 ? sum / averaged : 0;
    }

    /// <summary>Each class's score is a ratio A/B of sums over rows, so a row's influence on it is <c>(aᵢ − bᵢ A/B) / B</c>.</summary>
    private static void FillInfluences(
        PredictedRows rows, double[] hits, double[] totals, int first, int averaged, Span<double> influences)
    {
        for (int row = 0; row < influences.Length; row++)
        {
            int actual = rows.TargetClass(row);
            int predicted = rows.PredictedClass(row);
            double influence = Share(actual) + Share(predicted);
            influences[row] = averaged > 0 ? rows.Weight(row) * influence / averaged : 0;

            double Share(int k) =>
                k < first || !(totals[k] > 0) ? 0 : ((actual == predicted ? 1 : 0) - (hits[k] / totals[k])) / totals[k];
        }
    }
}
