using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Sums and maxima of dense <c>[rows, columns]</c> spans: the same numbers, bit for bit, as the works.</summary>
/// <remarks>A sum over rows is one ascending chain of additions per column. A sum along a row adds element i to partial sum i mod 16 and
/// then halves: p[i] + p[i + 8], + 4, + 2, + 1. The sum of all elements does the same with the sums of the rows.</remarks>
internal static unsafe class Reductions
{
    /// <summary>Partial sums of a row.</summary>
    internal const int Partials = 16;

    public static void SumRows<T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reduce(input, rows, columns, result, Axis.Rows, maximum: false);

    public static void SumColumns<T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reduce(input, rows, columns, result, Axis.Columns, maximum: false);

    public static T Sum<T>(ReadOnlySpan<T> input, int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = default;
        Reduce(input, rows, columns, new Span<T>(ref sum), Axis.All, maximum: false);
        return sum;
    }

    public static void MaximumRows<T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reduce(input, rows, columns, result, Axis.Rows, maximum: true);

    public static void MaximumColumns<T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reduce(input, rows, columns, result, Axis.Columns, maximum: true);

    public static T Maximum<T>(ReadOnlySpan<T> input, int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T maximum = default;
        Reduce(input, rows, columns, new Span<T>(ref maximum), Axis.All, maximum: true);
        return maximum;
    }

    internal static T SumLine<T>(T* values, int count, long stride) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* partials = stackalloc T[Partials];
        for (int i = 0; i < Partials; i++)
            partials[i] = T.Zero;
        for (int i = 0; i < count; i++)
            partials[i % Partials] += values[i * stride];
        return Combine(partials);
    }

    internal static T Combine<T>(T* partials) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int half = Partials / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
                partials[i] += partials[i + half];
        }

        return partials[0];
    }

    internal static T MaximumLine<T>(T* values, int count, long stride) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T maximum = T.NegativeInfinity;
        for (int i = 0; i < count; i++)
            maximum = T.Max(maximum, values[i * stride]);
        return maximum;
    }

    internal static void Reduce<T>(
        T* input, int rows, int columns, long rowStride, long columnStride, T* result, long resultStride, Axis axis, bool maximum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (axis == Axis.Rows)
        {
            for (int column = 0; column < columns; column++)
            {
                T value = maximum ? T.NegativeInfinity : T.Zero;
                for (int row = 0; row < rows; row++)
                {
                    T x = input[row * rowStride + column * columnStride];
                    value = maximum ? T.Max(value, x) : value + x;
                }

                result[column * resultStride] = value;
            }

            return;
        }

        T* partials = stackalloc T[Partials];
        for (int i = 0; i < Partials; i++)
            partials[i] = maximum ? T.NegativeInfinity : T.Zero;
        for (int row = 0; row < rows; row++)
        {
            T* line = input + row * rowStride;
            T value = maximum ? MaximumLine(line, columns, columnStride) : SumLine(line, columns, columnStride);
            if (axis == Axis.Columns)
                result[row * resultStride] = value;
            else
                partials[row % Partials] = maximum ? T.Max(partials[row % Partials], value) : partials[row % Partials] + value;
        }

        if (axis == Axis.All)
            *result = maximum ? MaximumLine(partials, Partials, 1) : Combine(partials);
    }

    private static void Reduce<T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result, Axis axis, bool maximum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int expected = axis == Axis.Rows ? columns : axis == Axis.Columns ? rows : 1;
        if (rows < 0 || columns < 0 || input.Length != (long)rows * columns || result.Length != expected)
        {
            throw new ArgumentException(
                $"Reduction of [{rows}, {columns}] needs {(long)rows * columns} elements and {expected} results, but {input.Length} and {result.Length} came.");
        }

        fixed (T* from = input, to = result)
            Reduce(from, rows, columns, columns, 1, to, 1, axis, maximum);
    }
}
