namespace Cajal;

/// <summary>
/// To the range 0 … 1: z = (x − minimum) / (maximum − minimum), as scikit-learn's MinMaxScaler. New values beyond the training part's range
/// go beyond 0 … 1. A constant column becomes 0.
/// </summary>
public sealed class MinMaxScaler : AffineScaler
{
    internal const string TableName = "minmax";

    private MinMaxScaler(double[] centers, double[] scales) : base(centers, scales)
    {
    }

    private MinMaxScaler(ModelFields fields) : base(fields)
    {
    }

    /// <inheritdoc/>
    public override string Name => TableName;

    /// <summary>Fits minimum and maximum of each column.</summary>
    /// <inheritdoc cref="Scaler.Fit(string, ReadOnlySpan{float}, int)"/>
    public static MinMaxScaler Fit(ReadOnlySpan<float> rows, int features)
    {
        (double[] minima, double[] ranges) = FitColumns(rows, features, present =>
        {
            present.Sort();
            return (present[0], present[^1] - present[0]);
        });
        return new MinMaxScaler(minima, ranges);
    }

    internal static MinMaxScaler Read(ModelFields fields) => new(fields);
}
