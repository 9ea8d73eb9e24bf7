using Cajal.Metrics;

namespace Cajal;

/// <summary>
/// Mean absolute error <c>Σ wᵢ |ŷᵢ − yᵢ| / Σ wᵢ</c> in the targets' own unit; with several outputs the mean over them.
/// </summary>
public sealed class Mae : Metric
{
    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    internal override (double Least, double Greatest) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override double? Compute(PredictedRows rows) => Figure(rows, []);

    /// <summary>An interval of 95 %: standard error of the mean, taken on the logarithm (delta method), so that it stays positive.</summary>
    /// <inheritdoc/>
    public override ConfidenceInterval? Interval(PredictedRows rows) => InfluenceInterval.Compute(rows, Figure, FigureScale.Positive);

    private static double? Figure(PredictedRows rows, Span<double> influences)
    {
        rows.RequireValues("mae");
        return WeightedMean.Compute(rows, static (rows, row) =>
        {
            ReadOnlySpan<float> predicted = rows.Prediction(row);
            ReadOnlySpan<float> actual = rows.Target(row);
            double sum = 0;
            for (int column = 0; column < predicted.Length; column++)
            {
                sum += Math.Abs((double)predicted[column] - actual[column]);
            }
            return sum / predicted.Length;
        }, influences);
    }
}
