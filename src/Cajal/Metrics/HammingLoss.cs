using Cajal.Metrics;

namespace Cajal;

/// <summary>
/// Share of labels that are predicted wrong, over all rows and labels: <c>Σ wᵢ (wrong labels of i) / (K Σ wᵢ)</c>. A label is predicted where
/// its probability is above ½. The form is scikit-learn's <c>hamming_loss</c>.
/// </summary>
public sealed class HammingLoss : Metric
{
    /// <inheritdoc/>
    public override string Name => "hammingLoss";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override double? Compute(PredictedRows rows) => Figure(rows, []);

    /// <summary>An interval of 95 % on the logit scale from each row's influence; at 0 and 1 Wilson's interval.</summary>
    /// <inheritdoc/>
    public override ConfidenceInterval? Interval(PredictedRows rows) =>
        InfluenceInterval.ComputeShare(rows, Figure, rows.EffectiveCount());

    private double? Figure(PredictedRows rows, Span<double> influences)
    {
        rows.RequireLabels(Name);
        return WeightedMean.Compute(rows, WrongShare, influences);
    }

    private static double WrongShare(PredictedRows rows, int row)
    {
        int wrong = 0;
        for (int label = 0; label < rows.Outputs; label++)
        {
            wrong += rows.HasLabel(row, label) != rows.PredictsLabel(row, label) ? 1 : 0;
        }
        return (double)wrong / rows.Outputs;
    }
}
