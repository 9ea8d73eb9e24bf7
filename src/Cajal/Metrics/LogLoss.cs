using Cajal.Metrics;

namespace Cajal;

/// <summary>
/// Mean negative logarithm (natural) of the probability given to the true class: <c>−Σ wᵢ log p(yᵢ) / Σ wᵢ</c>, probabilities clipped to
/// <c>[2⁻⁵², 1 − 2⁻⁵²]</c>, so that a certain error costs 36.04 and not infinity. Rows of probabilities are taken as they are, not rescaled
/// to sum 1.
/// </summary>
public sealed class LogLoss : Metric
{
    private const double Least = 2.220446049250313e-16;

    /// <inheritdoc/>
    public override string Name => "logLoss";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    internal override (double Least, double Greatest) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override double? Compute(PredictedRows rows) => Figure(rows, []);

    /// <summary>An interval of 95 %: standard error of the mean, taken on the logarithm (delta method), so that it stays positive.</summary>
    /// <inheritdoc/>
    public override ConfidenceInterval? Interval(PredictedRows rows) => InfluenceInterval.Compute(rows, Figure, FigureScale.Positive);

    private static double? Figure(PredictedRows rows, Span<double> influences) => WeightedMean.Compute(
        rows, static (rows, row) => -Math.Log(Math.Clamp(rows.Probability(row, rows.TargetClass(row)), Least, 1 - Least)), influences);
}
