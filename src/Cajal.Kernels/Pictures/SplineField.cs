using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cajal.Kernels;

/// <summary>
/// A smooth field over a picture, from a coarse grid of numbers: uniform cubic B-splines, so that value, slope and curvature have no jumps.
/// Its weights are computed once for a size.
/// </summary>
internal sealed class SplineField
{
    private const int Taps = 4;

    private readonly int height;
    private readonly int width;
    private readonly int points;
    private readonly (int First, float A, float B, float C, float D)[] lines;
    private readonly float[] columnWeights;
    private readonly float[] line;

    /// <param name="height">Lines of the picture.</param>
    /// <param name="width">Pixels of a line.</param>
    /// <param name="cells">Cells of the grid in each direction.</param>
    public SplineField(int height, int width, int cells)
    {
        this.height = height;
        this.width = width;
        points = cells + Taps - 1;
        lines = [.. Enumerable.Range(0, height).Select(y => Weights(y, height, cells))];

        // For each grid point its weight at each pixel of a line: most are 0, but lines are short and vectors wide.
        columnWeights = new float[points * width];
        for (int x = 0; x < width; x++)
        {
            (int first, float a, float b, float c, float d) = Weights(x, width, cells);
            columnWeights[(first * width) + x] = a;
            columnWeights[((first + 1) * width) + x] = b;
            columnWeights[((first + 2) * width) + x] = c;
            columnWeights[((first + 3) * width) + x] = d;
        }

        line = new float[points];
    }

    /// <summary>Numbers of the grid.</summary>
    public int Count => points * points;

    /// <summary>Writes the field, <c>[height, width]</c>.</summary>
    /// <param name="grid">The grid's numbers, <see cref="Count"/> of them.</param>
    /// <param name="field">The field.</param>
    public void Fill(ReadOnlySpan<float> grid, Span<float> field)
    {
        for (int y = 0; y < height; y++)
        {
            (int first, float a, float b, float c, float d) = lines[y];
            for (int point = 0; point < points; point++)
            {
                int place = (first * points) + point;
                line[point] = (((a * grid[place]) + (b * grid[place + points])) + (c * grid[place + (2 * points)])) + (d * grid[place + (3 * points)]);
            }

            Span<float> to = field.Slice(y * width, width);
            to.Clear();
            for (int point = 0; point < points; point++)
                Add(line[point], columnWeights.AsSpan(point * width, width), to);
        }
    }

    private static void Add(float factor, ReadOnlySpan<float> weights, Span<float> to)
    {
        int x = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; x + Vector256<float>.Count <= to.Length; x += Vector256<float>.Count)
            {
                Vector256<float> sum = Vector256.Create<float>(to.Slice(x, Vector256<float>.Count)) + (factor * Vector256.Create<float>(weights.Slice(x, Vector256<float>.Count)));
                sum.CopyTo(to[x..]);
            }
        }

        for (; x < to.Length; x++)
            to[x] += factor * weights[x];
    }

    /// <summary>First of the four grid points that a place depends on, and their weights.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (int First, float A, float B, float C, float D) Weights(int place, int size, int cells)
    {
        double at = size == 1 ? 0 : (double)place / (size - 1) * cells;
        int first = Math.Min((int)at, cells - 1);
        double t = at - first, u = 1 - t;
        return (
            first, (float)(u * u * u / 6), (float)(((3 * t * t * t) - (6 * t * t) + 4) / 6), (float)(((3 * u * u * u) - (6 * u * u) + 4) / 6), (float)(t * t * t / 6));
    }
}
