using Cajal.Metrics;

namespace Cajal;

/// <summary>How the F₁ of several labels becomes one figure.</summary>
public enum LabelAverage
{
    /// <summary>One F₁ of all decisions together: frequent labels count more.</summary>
    Micro,

    /// <summary>The unweighted mean of each label's F₁: all labels count alike.</summary>
    Macro,
}

/// <summary>
/// F₁ of a multi-label model. With true positives, false positives and false negatives of label k: micro
/// <c>2 Σₖ TPₖ / Σₖ (2 TPₖ + FPₖ + FNₖ)</c>, macro <c>1/K Σₖ 2 TPₖ / (2 TPₖ + FPₖ + FNₖ)</c>; a fraction with denominator 0 is 0. A label is
/// predicted where its probability is above ½; rows count by their weights. The forms are scikit-learn's <c>f1_score</c> of label matrices,
/// <c>average="micro"</c> and <c>"macro"</c>.
/// </summary>
/// <param name="average">Micro or macro.</param>
public sealed class LabelF1(LabelAverage average) : Metric
{
    /// <summary>Micro or macro.</summary>
    public LabelAverage Average => average;

    /// <inheritdoc/>
    public override string Name => average == LabelAverage.Micro ? "f1Micro" : "f1Macro";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double? Compute(PredictedRows rows) => Figure(rows, []);

    /// <summary>An interval of 95 % by the delta method on the logit scale, each row's influence taken exactly; at 0 and 1 Wilson's.</summary>
    /// <inheritdoc/>
    public override ConfidenceInterval? Interval(PredictedRows rows) =>
        InfluenceInterval.ComputeShare(rows, Figure, rows.EffectiveCount());

    private double? Figure(PredictedRows rows, Span<double> influences)
    {
        rows.RequireLabels(Name);
        if (!(rows.TotalWeight > 0))
        {
            return null;
        }
        // The ratios that are averaged: one of all labels, or one a label.
        int ratios = average == LabelAverage.Micro ? 1 : rows.Outputs;
        double[] hits = new double[ratios];
        double[] totals = new double[ratios];
        for (int row = 0; row < rows.Count; row++)
        {
            for (int label = 0; label < rows.Outputs; label++)
            {
                (int hit, int total) = Counts(rows, row, label);
                hits[label % ratios] += rows.Weight(row) * hit;
                totals[label % ratios] += rows.Weight(row) * total;
            }
        }
        FillInfluences(rows, hits, totals, influences);
        return hits.Zip(totals, (hit, total) => total > 0 ? hit / total : 0).Sum() / ratios;
    }

    /// <summary>Each ratio A/B is one of sums over rows, so a row's influence on it is <c>(aᵢ − bᵢ A/B) / B</c>.</summary>
    private static void FillInfluences(PredictedRows rows, double[] hits, double[] totals, Span<double> influences)
    {
        for (int row = 0; row < influences.Length; row++)
        {
            double influence = 0;
            for (int label = 0; label < rows.Outputs; label++)
            {
                int ratio = label % hits.Length;
                (int hit, int total) = Counts(rows, row, label);
                influence += totals[ratio] > 0 ? (hit - (total * hits[ratio] / totals[ratio])) / totals[ratio] : 0;
            }
            influences[row] = rows.Weight(row) * influence / hits.Length;
        }
    }

    /// <summary>What one decision adds to 2 TP and to 2 TP + FP + FN.</summary>
    private static (int Hit, int Total) Counts(PredictedRows rows, int row, int label)
    {
        int total = (rows.HasLabel(row, label) ? 1 : 0) + (rows.PredictsLabel(row, label) ? 1 : 0);
        return (total == 2 ? 2 : 0, total);
    }
}
