using System.Text.Json.Nodes;
using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// Quantile normalisation: the share of training values below x, taken to the normal distribution: z = Φ⁻¹(F(x)). F is interpolated linearly
/// between stored quantiles, half way between its lowest and highest value where quantiles tie; z stays within ±5.1993 (shares of 1e-7), and
/// values at or beyond the training range get these ends: scikit-learn's QuantileTransformer with normal output, without its subsampling.
/// A constant column becomes 0. The noise of the TabM recipe, which breaks ties at random, is left out: the half-way rule settles them.
/// </summary>
public sealed class QuantileScaler : Scaler
{
    internal const string TableName = "quantile";

    private const double LeastShare = 1e-7;
    private const int RowsPerQuantile = 30;
    private const int FewestQuantiles = 10;
    private const int MostQuantiles = 1000;

    private readonly double[][] _quantiles;

    private QuantileScaler(double[][] quantiles) : base(quantiles.Length) => _quantiles = quantiles;

    /// <inheritdoc/>
    public override string Name => TableName;

    /// <summary>Fits the quantiles of each column.</summary>
    /// <param name="rows">The training rows, <c>[rows, features]</c> row-major; NaN is a missing value.</param>
    /// <param name="features">Columns per row.</param>
    /// <param name="quantileCount">
    /// How many quantiles of each column are stored, at shares i / (count − 1); at most one per row. Null: a thirtieth of the rows, at least 10 and at most 1000
    /// (Y. Gorishniy, A. Kotelnikov, A. Babenko, "TabM", arXiv 2410.24210 (2024)).
    /// </param>
    /// <exception cref="ArgumentException">No rows, not whole ones, or fewer than 2 quantiles asked for.</exception>
    /// <exception cref="DataException">An infinite value.</exception>
    public static QuantileScaler Fit(ReadOnlySpan<float> rows, int features, int? quantileCount = null)
    {
        if (quantileCount is < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(quantileCount), quantileCount, "Expected at least 2 quantiles.");
        }
        Columns.Check(rows, features);
        int rowCount = rows.Length / features;
        int count = Math.Min(rowCount, quantileCount ?? Math.Clamp(rowCount / RowsPerQuantile, FewestQuantiles, MostQuantiles));
        double[][] quantiles = new double[features][];
        Columns.ForEach(rows, features, (column, present) =>
        {
            present.Sort();
            quantiles[column] = Quantiles(present, count);
        });
        return new QuantileScaler(quantiles);
    }

    internal static QuantileScaler Read(ModelFields fields)
    {
        double[][] quantiles = fields.NumberLists("quantiles");
        for (int column = 0; column < quantiles.Length; column++)
        {
            for (int i = 1; i < quantiles[column].Length; i++)
            {
                if (quantiles[column][i] < quantiles[column][i - 1])
                {
                    throw fields.Error(FormattableString.Invariant($"\"quantiles[{column}]\" falls at {i}, expected ascending numbers."));
                }
            }
        }
        return new QuantileScaler(quantiles);
    }

    private protected override void Transform(ReadOnlySpan<float> rows, Span<float> result)
    {
        for (int first = 0; first < rows.Length; first += Features)
        {
            for (int column = 0; column < Features; column++)
            {
                float value = rows[first + column];
                result[first + column] = float.IsNaN(value) ? value : (float)Normal(_quantiles[column], value);
            }
        }
    }

    private protected override void Write(JsonObject json)
    {
        var lists = new JsonArray();
        foreach (double[] quantiles in _quantiles)
        {
            lists.Add((JsonNode)Columns.ToJson(quantiles));
        }
        json["quantiles"] = lists;
    }

    private static double[] Quantiles(ReadOnlySpan<double> sorted, int count)
    {
        if (sorted.IsEmpty || sorted[0] == sorted[^1])
        {
            return [sorted.IsEmpty ? 0 : sorted[0]];
        }
        double[] quantiles = new double[count];
        for (int i = 0; i < count; i++)
        {
            quantiles[i] = Columns.Quantile(sorted, i, count - 1);
        }
        // Rounding of the interpolation may let neighbours fall by a last bit; the search needs them ascending.
        for (int i = 1; i < count; i++)
        {
            quantiles[i] = Math.Max(quantiles[i], quantiles[i - 1]);
        }
        return quantiles;
    }

    private static double Normal(double[] quantiles, double value)
    {
        if (quantiles[0] == quantiles[^1])
        {
            return 0;
        }
        return NormalQuantile.Value(Math.Clamp(ShareBelow(quantiles, value), LeastShare, 1 - LeastShare));
    }

    private static double ShareBelow(double[] quantiles, double value)
    {
        if (value <= quantiles[0])
        {
            return 0;
        }
        if (value >= quantiles[^1])
        {
            return 1;
        }
        int found = Array.BinarySearch(quantiles, value);
        double steps = quantiles.Length - 1;
        if (found < 0)
        {
            int above = ~found;
            double gap = quantiles[above] - quantiles[above - 1];
            return (above - 1 + ((value - quantiles[above - 1]) / gap)) / steps;
        }
        int lowest = found;
        int highest = found;
        while (quantiles[lowest - 1] == value)
        {
            lowest--;
        }
        while (quantiles[highest + 1] == value)
        {
            highest++;
        }
        return (lowest + highest) / (2 * steps);
    }
}
