using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Center and scale of one column from its values that are not missing, at least one; may sort them in place.</summary>
internal delegate (double Center, double Scale) FitAffine(Span<double> present);

/// <summary>A scaler that moves and stretches each column: z = (x − center) / scale, and 0 where the scale is 0.</summary>
public abstract class AffineScaler : Scaler
{
    private readonly double[] _centers;
    private readonly double[] _scales;

    // The same numbers again and again up to whole vectors, so that rows of any width are scaled as one line.
    private readonly double[] _repeatedCenters;
    private readonly double[] _repeatedScales;

    private readonly double _limit;

    /// <param name="centers">What each column is moved by.</param>
    /// <param name="scales">What each column is divided by.</param>
    /// <param name="limit">Where results are clipped smoothly, z / √(1 + (z/limit)²); infinite for not at all.</param>
    private protected AffineScaler(double[] centers, double[] scales, double limit = double.PositiveInfinity) : base(centers.Length)
    {
        (_centers, _scales, _limit) = (centers, scales, limit);
        (_repeatedCenters, _repeatedScales) = (Repeated(centers), Repeated(scales));
    }

    private protected AffineScaler(ModelFields fields, double limit = double.PositiveInfinity)
        : this(fields.Numbers("center"), fields.Numbers("scale", least: 0), limit)
    {
        if (_centers.Length != _scales.Length)
        {
            throw fields.Error($"{_centers.Length} numbers in \"center\" and {_scales.Length} in \"scale\", expected as many.");
        }
    }

    /// <summary>What each column is moved by, in its own unit.</summary>
    public ReadOnlySpan<double> Centers => _centers;

    /// <summary>What each column is divided by, in its own unit; 0 for a constant column.</summary>
    public ReadOnlySpan<double> Scales => _scales;

    /// <summary>Fits center and scale of every column.</summary>
    private protected static (double[] Centers, double[] Scales) FitColumns(ReadOnlySpan<float> rows, int features, FitAffine fit)
    {
        double[] centers = new double[Math.Max(features, 0)];
        double[] scales = new double[centers.Length];
        Columns.ForEach(rows, features, (column, present) =>
            (centers[column], scales[column]) = present.IsEmpty ? (0, 0) : fit(present));
        return (centers, scales);
    }

    private protected sealed override void Transform(ReadOnlySpan<float> rows, Span<float> result)
    {
        int lanes = Vector<float>.Count;
        int first = 0;
        int column = 0;
        for (; first <= rows.Length - lanes; first += lanes)
        {
            Scale(column, new Vector<float>(rows[first..])).CopyTo(result[first..]);
            column = column + lanes == _repeatedCenters.Length ? 0 : column + lanes;
        }
        if (first < rows.Length)
        {
            Span<float> rest = stackalloc float[lanes];
            rows[first..].CopyTo(rest);
            Scale(column, new Vector<float>(rest)).CopyTo(rest);
            rest[..(rows.Length - first)].CopyTo(result[first..]);
        }
    }

    private static double[] Repeated(double[] columns)
    {
        // The number of lanes is a power of two, so what it shares with the number of columns is the latter's lowest bit.
        int shared = Math.Min(Vector<float>.Count, columns.Length & -columns.Length);
        return [.. Enumerable.Repeat(columns, Vector<float>.Count / Math.Max(shared, 1)).SelectMany(numbers => numbers)];
    }

    /// <summary>Scales the numbers of a vector whose first one belongs to a column, counted over the repetitions, in float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<float> Scale(int column, Vector<float> values)
    {
        Vector.Widen(values, out Vector<double> low, out Vector<double> high);
        Vector<float> scaled = Vector.Narrow(Quotient(column, low), Quotient(column + Vector<double>.Count, high));
        return Vector.ConditionalSelect(Vector.Equals(values, values), scaled, values);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<double> Quotient(int column, Vector<double> values)
    {
        var scales = new Vector<double>(_repeatedScales, column);
        Vector<double> quotient = (values - new Vector<double>(_repeatedCenters, column)) / scales;
        if (double.IsFinite(_limit))
        {
            Vector<double> share = quotient / _limit;
            quotient /= Vector.SquareRoot(Vector<double>.One + (share * share));
        }
        return Vector.ConditionalSelect(Vector.Equals(scales, Vector<double>.Zero), Vector<double>.Zero, quotient);
    }

    private protected sealed override void Write(JsonObject json)
    {
        json["center"] = Columns.ToJson(_centers);
        json["scale"] = Columns.ToJson(_scales);
    }
}
