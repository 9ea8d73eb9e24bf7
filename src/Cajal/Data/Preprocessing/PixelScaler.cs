using System.Numerics;
using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// For images: v = x / 255, then z = (v − mean) / deviation with one mean and one population deviation over all pixels of all training
/// images, so that the picture keeps its contrasts (a pixel that is almost always black is not blown up, as it would be column by column).
/// Images that are all of one colour become 0.
/// </summary>
public sealed class PixelScaler : Scaler
{
    internal const string TableName = "pixels";

    private const double White = 255;

    // z = x · factor + offset, the same formula with the divisions done beforehand.
    private readonly float _factor;
    private readonly float _offset;

    private PixelScaler(int features, double mean, double deviation) : base(features)
    {
        (Mean, Deviation) = (mean, deviation);
        (_factor, _offset) = deviation > 0 ? ((float)(1 / (White * deviation)), (float)(-mean / deviation)) : (0, 0);
    }

    /// <inheritdoc/>
    public override string Name => TableName;

    /// <summary>Mean of all pixels divided by 255.</summary>
    public double Mean { get; }

    /// <summary>Population deviation of all pixels divided by 255; 0 when all are alike.</summary>
    public double Deviation { get; }

    /// <summary>The line z = x · factor + offset that a pixel is put on.</summary>
    internal (float Factor, float Offset) Line => (_factor, _offset);

    /// <summary>Fits mean and deviation of all numbers together.</summary>
    /// <inheritdoc cref="Scaler.Fit(string, ReadOnlySpan{float}, int)"/>
    public static PixelScaler Fit(ReadOnlySpan<float> rows, int features)
    {
        Columns.Check(rows, features);
        var moments = new PixelMoments();
        moments.Add(rows);
        return new PixelScaler(features, moments.Mean, moments.Deviation);
    }

    /// <summary>Fits mean and deviation of all inputs of a set, which must be the training part alone; bytes are not copied as a whole.</summary>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static PixelScaler Fit(Dataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Count == 0)
        {
            throw new ArgumentException("The set is empty, expected at least one image to fit a scaler to.", nameof(training));
        }
        var moments = new PixelMoments();
        float[] row = new float[training.Features];
        for (int i = 0; i < training.Count; i++)
        {
            training.CopyInputs([i], row);
            moments.Add(row);
        }
        return new PixelScaler(training.Features, moments.Mean, moments.Deviation);
    }

    internal static PixelScaler Read(ModelFields fields) =>
        new(fields.Count("features"), fields.Number("mean"), fields.Number("deviation", least: 0));

    private protected override void Transform(ReadOnlySpan<float> rows, Span<float> result)
    {
        int i = 0;
        for (; i <= rows.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            ((new Vector<float>(rows[i..]) * _factor) + new Vector<float>(_offset)).CopyTo(result[i..]);
        }
        for (; i < rows.Length; i++)
        {
            result[i] = (rows[i] * _factor) + _offset;
        }
    }

    private protected override void Write(JsonObject json)
    {
        json["features"] = Features;
        json["mean"] = Mean;
        json["deviation"] = Deviation;
    }

    /// <summary>
    /// Running mean and sum of squared distances, image by image (T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a pairwise
    /// algorithm for computing sample variances", 1979): one pass, no loss of digits, any number of pixels.
    /// </summary>
    private sealed class PixelMoments
    {
        private long _count;
        private double _squares;
        private float _first = float.NaN;
        private bool _varies;

        public double Mean { get; private set; }

        public double Deviation => _varies ? Math.Sqrt(_squares / _count) : 0;

        public void Add(ReadOnlySpan<float> pixels)
        {
            double sum = 0;
            long present = 0;
            foreach (float pixel in pixels)
            {
                if (float.IsNaN(pixel))
                {
                    continue;
                }
                if (float.IsInfinity(pixel))
                {
                    throw new DataException("A pixel is infinite, expected numbers 0 to 255.");
                }
                present++;
                sum += pixel / White;
                _first = float.IsNaN(_first) ? pixel : _first;
                _varies |= pixel != _first;
            }
            if (present == 0)
            {
                return;
            }
            double mean = sum / present;
            double squares = 0;
            foreach (float pixel in pixels)
            {
                double distance = (pixel / White) - mean;
                squares += double.IsNaN(distance) ? 0 : distance * distance;
            }
            double gap = mean - Mean;
            long all = _count + present;
            Mean += gap * present / all;
            _squares += squares + (gap * gap * present * _count / all);
            _count = all;
        }
    }
}
