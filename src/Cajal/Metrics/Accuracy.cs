namespace Cajal;

/// <summary>
/// Share of rows whose predicted class is the true one: <c>Σ wᵢ [ŷᵢ = yᵢ] / Σ wᵢ</c>. The predicted class is the largest output, the first
/// of equals; of one sigmoid output the second class when it is above ½.
/// </summary>
public sealed class Accuracy : Metric
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double? Compute(PredictedRows rows)
    {
        double right = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            right += rows.TargetClass(row) == rows.PredictedClass(row) ? rows.Weight(row) : 0;
        }
        return rows.TotalWeight > 0 ? right / rows.TotalWeight : null;
    }

    /// <summary>
    /// Wilson's score interval of 95 % (<see cref="ConfidenceInterval.Wilson"/>); weighted rows count by their effective number.
    /// </summary>
    /// <inheritdoc/>
    public override ConfidenceInterval? Interval(PredictedRows rows) =>
        Compute(rows) is double share ? ConfidenceInterval.Wilson(share, rows.EffectiveCount()) : null;
}
