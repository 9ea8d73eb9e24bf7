using Cajal.Metrics;

namespace Cajal;

/// <summary>
/// Root of the mean squared error <c>√(Σ wᵢ (ŷᵢ − yᵢ)² / Σ wᵢ)</c> in the targets' own unit; with several outputs the root of the mean over
/// rows and outputs.
/// </summary>
public sealed class Rmse : Metric
{
    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    internal override (double Least, double Greatest) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override double? Compute(PredictedRows rows) => Figure(rows, []);

    /// <summary>
    /// An interval of 95 %: standard error of the mean of the squared errors, carried to the logarithm of its root (delta method), so that
    /// it stays positive.
    /// </summary>
    /// <inheritdoc/>
    public override ConfidenceInterval? Interval(PredictedRows rows) => InfluenceInterval.Compute(rows, Figure, FigureScale.Positive);

    private static double? Figure(PredictedRows rows, Span<double> influences)
    {
        rows.RequireValues("rmse");
        double? meanSquare = WeightedMean.Compute(rows, SquaredError, influences);
        if (meanSquare is not double square)
        {
            return null;
        }
        double root = Math.Sqrt(square);
        for (int row = 0; row < influences.Length; row++)
        {
            influences[row] = root > 0 ? influences[row] / (2 * root) : 0;
        }
        return root;
    }

    private static double SquaredError(PredictedRows rows, int row)
    {
        ReadOnlySpan<float> predicted = rows.Prediction(row);
        ReadOnlySpan<float> actual = rows.Target(row);
        double sum = 0;
        for (int column = 0; column < predicted.Length; column++)
        {
            double error = (double)predicted[column] - actual[column];
            sum += error * error;
        }
        return sum / predicted.Length;
    }
}
