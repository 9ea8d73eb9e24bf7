using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Sums and maxima of dense <c>[rows, columns]</c> spans: the same numbers, bit for bit, as the works.</summary>
/// <remarks>A sum over rows is one ascending chain of additions per column; of more than 1024
/// rows it is the ascending sum of such chains (<see cref="ChainLength"/>), so that several threads can share them. A sum along a row adds element i to partial sum i mod 16 and
/// then halves: p[i] + p[i + 8], + 4, + 2, + 1. The sum of all elements does the same with the sums of the rows.</remarks>
internal static unsafe class Reductions
{
    /// <summary>Partial sums of a row.</summary>
    internal const int Partials = 16;

    /// <summary>Rows of a chain, and of a matrix that is not cut into chains.</summary>
    private const int ShortChain = 256, MostChains = 1024;

    /// <summary>How many rows a sum over rows adds in one chain; the last chain may be shorter.</summary>
    public static int ChainLength(int rows) => rows <= MostChains ? Math.Max(rows, 1) : Math.Max(ShortChain, (int)((rows + (MostChains - 1L)) / MostChains));

    public static void SumRows<T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reduce<SumReduction, T>(input, rows, columns, result, Axis.Rows);

    public static void SumColumns<T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reduce<SumReduction, T>(input, rows, columns, result, Axis.Columns);

    public static T Sum<T>(ReadOnlySpan<T> input, int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = default;
        Reduce<SumReduction, T>(input, rows, columns, new Span<T>(ref sum), Axis.All);
        return sum;
    }

    public static void MaximumRows<T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reduce<MaximumReduction, T>(input, rows, columns, result, Axis.Rows);

    public static void MaximumColumns<T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reduce<MaximumReduction, T>(input, rows, columns, result, Axis.Columns);

    public static T Maximum<T>(ReadOnlySpan<T> input, int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T maximum = default;
        Reduce<MaximumReduction, T>(input, rows, columns, new Span<T>(ref maximum), Axis.All);
        return maximum;
    }

    private static void Reduce<TReduction, T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result, Axis axis)
        where TReduction : IReduction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int expected = axis == Axis.Rows ? columns : axis == Axis.Columns ? rows : 1;
        if (rows < 0 || columns < 0 || input.Length != (long)rows * columns || result.Length != expected)
        {
            throw new ArgumentException(
                $"Reduction of [{rows}, {columns}] needs {(long)rows * columns} elements and {expected} results, but {input.Length} and {result.Length} came.");
        }

        fixed (T* from = input, to = result)
        {
            if (axis == Axis.Rows)
                ReductionKernels<TReduction, T>.Down(from, rows, columns, columns, 1, to, 1);
            else if (axis == Axis.All)
                *to = ReductionKernels<TReduction, T>.All(from, rows, columns, columns, 1);
            else
                ReductionKernels<TReduction, T>.Lines(from, rows, columns, columns, 1, to, 1);
        }
    }
}
