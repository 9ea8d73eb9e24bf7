using Cajal.Metrics;

namespace Cajal;

/// <summary>
/// Coefficient of determination <c>R² = 1 − Σ wᵢ (ŷᵢ − yᵢ)² / Σ wᵢ (yᵢ − ȳ)²</c> with ȳ the weighted mean of the evaluated targets: 1 is
/// perfect, 0 as good as the mean, negative worse. With several outputs the mean over them. Undefined when a target does not vary.
/// </summary>
public sealed class R2 : Metric
{
    /// <inheritdoc/>
    public override string Name => "r2";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override string UndefinedReason => "undefined: the targets of these rows do not vary";

    /// <inheritdoc/>
    internal override (double Least, double Greatest) Range => (double.NegativeInfinity, 1);

    /// <inheritdoc/>
    public override double? Compute(PredictedRows rows) => Figure(rows, []);

    /// <summary>An interval of 95 % by the delta method, each row's influence on both sums taken exactly.</summary>
    /// <inheritdoc/>
    public override ConfidenceInterval? Interval(PredictedRows rows) => InfluenceInterval.Compute(rows, Figure, FigureScale.Real);

    private static double? Figure(PredictedRows rows, Span<double> influences)
    {
        rows.RequireValues("r2");
        influences.Clear();
        double sum = 0;
        for (int column = 0; column < rows.Outputs; column++)
        {
            if (OfColumn(rows, column, influences) is not double explained)
            {
                return null;
            }
            sum += explained;
        }
        return sum / rows.Outputs;
    }

    private static double? OfColumn(PredictedRows rows, int column, Span<double> influences)
    {
        double mean = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            mean += rows.Weight(row) * rows.Target(row)[column] / rows.TotalWeight;
        }
        double errors = 0;
        double spread = 0;
        (float least, float most) = (float.PositiveInfinity, float.NegativeInfinity);
        for (int row = 0; row < rows.Count; row++)
        {
            errors += rows.Weight(row) * SquaredError(rows, row, column);
            spread += rows.Weight(row) * SquaredDeviation(rows, row, column, mean);
            float target = rows.Target(row)[column];
            (least, most) = rows.Weight(row) > 0 ? (Math.Min(least, target), Math.Max(most, target)) : (least, most);
        }
        if (!(least < most))
        {
            return null;
        }
        double unexplained = errors / spread;
        for (int row = 0; row < influences.Length; row++)
        {
            // Moving the mean does not move the spread: its derivative there is zero.
            double influence = SquaredError(rows, row, column) - (unexplained * SquaredDeviation(rows, row, column, mean));
            influences[row] -= rows.Weight(row) * influence / spread / rows.Outputs;
        }
        return 1 - unexplained;
    }

    private static double SquaredError(PredictedRows rows, int row, int column)
    {
        double error = (double)rows.Prediction(row)[column] - rows.Target(row)[column];
        return error * error;
    }

    private static double SquaredDeviation(PredictedRows rows, int row, int column, double mean)
    {
        double deviation = rows.Target(row)[column] - mean;
        return deviation * deviation;
    }
}
