using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Center and scale of one column from its values that are not missing, at least one; may sort them in place.</summary>
internal delegate (double Center, double Scale) FitAffine(Span<double> present);

/// <summary>A scaler that moves and stretches each column: z = (x − center) / scale, and 0 where the scale is 0.</summary>
public abstract class AffineScaler : Scaler
{
    private readonly double[] _centers;
    private readonly double[] _scales;

    private protected AffineScaler(double[] centers, double[] scales) : base(centers.Length) => (_centers, _scales) = (centers, scales);

    private protected AffineScaler(ModelFields fields) : this(fields.Numbers("center"), fields.Numbers("scale", least: 0))
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
        for (int first = 0; first < rows.Length; first += Features)
        {
            for (int column = 0; column < Features; column++)
            {
                float value = rows[first + column];
                double scale = _scales[column];
                result[first + column] = float.IsNaN(value) ? value
                    : scale == 0 ? 0
                    : (float)Finish((value - _centers[column]) / scale);
            }
        }
    }

    private protected virtual double Finish(double z) => z;

    private protected sealed override void Write(JsonObject json)
    {
        json["center"] = Columns.ToJson(_centers);
        json["scale"] = Columns.ToJson(_scales);
    }
}
