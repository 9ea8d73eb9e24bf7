using System.Numerics;
using System.Runtime.InteropServices;
using Cajal.Numerics;

namespace Cajal.Classic;

/// <summary>
/// The inputs of a linear model, read row by row as float64 whatever they are held in, with a last column of ones for the intercept.
/// Columns are moved by <see cref="Centre"/>: the intercept takes up the shift, and the problem is better conditioned.
/// </summary>
internal abstract class DesignMatrix(int rows, int features)
{
    public int Rows { get; } = rows;

    public int Features { get; } = features;

    /// <summary>Features and the column of ones.</summary>
    public int Columns => Features + 1;

    /// <summary>What is subtracted from each feature; zeros at first.</summary>
    public double[] Centre { get; } = new double[features];

    /// <summary>Writes rows <c>[count, columns]</c>, centred, the last column 1.</summary>
    public void Read(int firstRow, int count, Span<double> tile)
    {
        for (int i = 0; i < count; i++)
        {
            Span<double> row = tile.Slice(i * Columns, Columns);
            ReadRow(firstRow + i, row[..Features]);
            row[Features] = 1;
        }
    }

    /// <summary>
    /// Parameters <c>[outputs, columns]</c> of the centred inputs as weights <c>[outputs, features]</c> and intercepts for the inputs as
    /// they came.
    /// </summary>
    public (double[] Weights, double[] Intercepts) Uncentre(ReadOnlySpan<double> parameters)
    {
        int outputs = parameters.Length / Columns;
        double[] weights = new double[outputs * Features];
        double[] intercepts = new double[outputs];
        for (int k = 0; k < outputs; k++)
        {
            Span<double> row = weights.AsSpan(k * Features, Features);
            parameters.Slice(k * Columns, Features).CopyTo(row);
            intercepts[k] = parameters[(k * Columns) + Features] - Vectors.Dot(row, Centre);
        }
        return (weights, intercepts);
    }

    protected abstract void ReadRow(int row, Span<double> values);

    /// <summary>values = source − centre, in float64.</summary>
    protected void Shift<T>(ReadOnlySpan<T> source, Span<double> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<double> centre = Centre;
        int j = 0;
        if (typeof(T) == typeof(float))
        {
            ReadOnlySpan<float> floats = MemoryMarshal.Cast<T, float>(source);
            for (; j <= values.Length - Vector<float>.Count; j += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(floats[j..]), out Vector<double> low, out Vector<double> high);
                int half = j + Vector<double>.Count;
                (low - new Vector<double>(centre[j..])).CopyTo(values[j..]);
                (high - new Vector<double>(centre[half..])).CopyTo(values[half..]);
            }
        }
        for (; j < values.Length; j++)
        {
            values[j] = double.CreateTruncating(source[j]) - centre[j];
        }
    }
}

/// <summary>Inputs held as an array, row-major.</summary>
internal sealed class ArrayDesign<T>(T[] inputs, int features) : DesignMatrix(inputs.Length / features, features)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void ReadRow(int row, Span<double> values) => Shift<T>(inputs.AsSpan(row * Features, Features), values);
}

/// <summary>Inputs of a data set, read in place; bytes are widened once.</summary>
internal sealed class DatasetDesign(Dataset data) : DesignMatrix(data.Count, data.Features)
{
    private readonly Dataset _data = data.AsFloats();

    protected override void ReadRow(int row, Span<double> values) => Shift(_data.Row(row), values);
}
