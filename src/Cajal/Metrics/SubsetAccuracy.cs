using Cajal.Metrics;

namespace Cajal;

/// <summary>
/// Share of rows all of whose labels are predicted right, <c>Σ wᵢ [ŷᵢ = yᵢ] / Σ wᵢ</c> with label sets y: the strictest figure of a
/// multi-label model. A label is predicted where its probability is above ½. The form is scikit-learn's <c>accuracy_score</c> of label
/// matrices.
/// </summary>
public sealed class SubsetAccuracy : Metric
{
    /// <inheritdoc/>
    public override string Name => "subsetAccuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double? Compute(PredictedRows rows)
    {
        rows.RequireLabels(Name);
        return WeightedMean.Compute(rows, static (rows, row) => IsRight(rows, row) ? 1 : 0, []);
    }

    /// <summary>
    /// Wilson's score interval of 95 % (<see cref="ConfidenceInterval.Wilson"/>); weighted rows count by their effective number.
    /// </summary>
    /// <inheritdoc/>
    public override ConfidenceInterval? Interval(PredictedRows rows) =>
        Compute(rows) is double share ? ConfidenceInterval.Wilson(Math.Min(share, 1), rows.EffectiveCount()) : null;

    private static bool IsRight(PredictedRows rows, int row)
    {
        for (int label = 0; label < rows.Outputs; label++)
        {
            if (rows.HasLabel(row, label) != rows.PredictsLabel(row, label))
            {
                return false;
            }
        }
        return true;
    }
}
