namespace Cajal;

/// <summary>
/// Standardisation: z = (x − mean) / deviation, with the population deviation (divided by n), as scikit-learn's StandardScaler.
/// A constant column becomes 0.
/// </summary>
public sealed class StandardScaler : AffineScaler
{
    internal const string TableName = "standard";

    private StandardScaler(double[] centers, double[] scales) : base(centers, scales)
    {
    }

    private StandardScaler(ModelFields fields) : base(fields)
    {
    }

    /// <inheritdoc/>
    public override string Name => TableName;

    /// <summary>Fits mean and deviation of each column.</summary>
    /// <inheritdoc cref="Scaler.Fit(string, ReadOnlySpan{float}, int)"/>
    public static StandardScaler Fit(ReadOnlySpan<float> rows, int features)
    {
        (double[] means, double[] deviations) = FitColumns(rows, features, present => Columns.Moments(present));
        return new StandardScaler(means, deviations);
    }

    internal static StandardScaler Read(ModelFields fields) => new(fields);
}
