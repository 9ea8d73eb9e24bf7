namespace Cajal;

/// <summary>
/// Robust scaling with smooth clipping, the default for tables: z = (x − median) / (q75 − q25), then z / √(1 + (z/3)²), so that results lie
/// between −3 and 3 and outliers keep their order. Where the quartiles tie, z = 2 (x − median) / (maximum − minimum); a constant column
/// becomes 0. (D. Holzmüller, L. Grinsztajn, I. Steinwart, "Better by default: strong pre-tuned MLPs and boosted trees on tabular data",
/// arXiv 2407.04491 (2024), section 3 and appendix A.)
/// </summary>
public sealed class RobustScaler : AffineScaler
{
    internal const string TableName = "robust";

    private const double Clip = 3;

    private RobustScaler(double[] centers, double[] scales) : base(centers, scales, Clip)
    {
    }

    private RobustScaler(ModelFields fields) : base(fields, Clip)
    {
    }

    /// <inheritdoc/>
    public override string Name => TableName;

    /// <summary>Fits median and quartiles of each column, interpolated linearly between neighbours.</summary>
    /// <inheritdoc cref="Scaler.Fit(string, ReadOnlySpan{float}, int)"/>
    public static RobustScaler Fit(ReadOnlySpan<float> rows, int features)
    {
        (double[] medians, double[] scales) = FitColumns(rows, features, present =>
        {
            present.Sort();
            double quartiles = Columns.Quantile(present, 3, 4) - Columns.Quantile(present, 1, 4);
            return (Columns.Quantile(present, 2, 4), quartiles > 0 ? quartiles : (present[^1] - present[0]) / 2);
        });
        return new RobustScaler(medians, scales);
    }

    internal static RobustScaler Read(ModelFields fields) => new(fields);
}
