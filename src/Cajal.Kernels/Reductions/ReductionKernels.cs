using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The kernels of one reduction for this process's hardware path, for any strides.</summary>
internal static unsafe class ReductionKernels<TReduction, T> where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns whose chains are kept at once.</summary>
    private const int ColumnsOfChains = 256;

    private static readonly delegate*<T*, nint, nint, nint, T*, nint, void> LinesKernel = Hardware.Path switch
    {
        HardwarePath.Avx512 => &ReductionKernel<TReduction, Lanes512<T>, T>.Lines,
        HardwarePath.Avx2 => &ReductionKernel<TReduction, Lanes256<T>, T>.Lines,
        HardwarePath.Vector128 => &ReductionKernel<TReduction, Lanes128<T>, T>.Lines,
        _ => &ReductionKernel<TReduction, Lane<T>, T>.Lines,
    };

    private static readonly delegate*<T*, nint, nint, nint, T*, void> DownKernel = Hardware.Path switch
    {
        HardwarePath.Avx512 => &ReductionKernel<TReduction, Lanes512<T>, T>.Down,
        HardwarePath.Avx2 => &ReductionKernel<TReduction, Lanes256<T>, T>.Down,
        HardwarePath.Vector128 => &ReductionKernel<TReduction, Lanes128<T>, T>.Down,
        _ => &ReductionKernel<TReduction, Lane<T>, T>.Down,
    };

    /// <summary>result[row] = reduction over the columns.</summary>
    public static void Lines(T* values, nint rows, nint columns, nint rowStride, nint columnStride, T* result, nint resultStride)
    {
        if (columns == 1)
        {
            Down(values, 1, rows, 0, rowStride, result, resultStride);
            return;
        }

        if (columnStride == 1)
        {
            LinesKernel(values, rows, rowStride, columns, result, resultStride);
            return;
        }

        T* partials = stackalloc T[Reductions.Partials];
        for (nint row = 0; row < rows; row++)
        {
            new Span<T>(partials, Reductions.Partials).Fill(TReduction.Start<T>());
            for (nint column = 0; column < columns; column++)
                Combine(partials + column % Reductions.Partials, values[row * rowStride + column * columnStride]);
            LinesKernel(partials, 1, 0, Reductions.Partials, result + row * resultStride, 0);
        }
    }

    /// <summary>result[column] = reduction over the rows, chain by chain.</summary>
    public static void Down(T* values, nint rows, nint columns, nint rowStride, nint columnStride, T* result, nint resultStride)
    {
        nint length = Reductions.ChainLength((int)rows);
        if (rows <= length)
        {
            Chain(values, rows, columns, rowStride, columnStride, result, resultStride);
            return;
        }

        T* chain = stackalloc T[ColumnsOfChains];
        for (nint first = 0; first < columns; first += ColumnsOfChains)
        {
            nint count = Math.Min(ColumnsOfChains, columns - first);
            for (nint column = first; column < first + count; column++)
                result[column * resultStride] = TReduction.Start<T>();
            for (nint row = 0; row < rows; row += length)
            {
                Chain(values + row * rowStride + first * columnStride, Math.Min(length, rows - row), count, rowStride, columnStride, chain, 1);
                for (nint column = 0; column < count; column++)
                    Combine(result + (first + column) * resultStride, chain[column]);
            }
        }
    }

    /// <summary>result[column] = reduction over the rows from the first to the last.</summary>
    public static void Chain(T* values, nint rows, nint columns, nint rowStride, nint columnStride, T* result, nint resultStride)
    {
        if (columnStride == 1 && resultStride == 1)
        {
            DownKernel(values, rows, rowStride, columns, result);
            return;
        }

        for (nint column = 0; column < columns; column++)
            ReductionKernel<TReduction, Lane<T>, T>.Down(values + column * columnStride, rows, rowStride, 1, result + column * resultStride);
    }

    /// <summary>Reduction of everything: of the rows' reductions, in the order of a line.</summary>
    public static T All(T* values, nint rows, nint columns, nint rowStride, nint columnStride)
    {
        T result;

        // The reduction of a single number is that number.
        if (columns == 1)
        {
            Lines(values, 1, rows, 0, rowStride, &result, 0);
            return result;
        }

        // Row r belongs to partial result r mod 16, so sixteen lines at a time are combined as the elements of a line would be.
        T* partials = stackalloc T[Reductions.Partials];
        T* lines = stackalloc T[Reductions.Partials];
        new Span<T>(partials, Reductions.Partials).Fill(TReduction.Start<T>());
        for (nint first = 0; first < rows; first += Reductions.Partials)
        {
            nint count = Math.Min(rows - first, Reductions.Partials);
            Lines(values + first * rowStride, count, columns, rowStride, columnStride, lines, 1);
            for (nint i = 0; i < count; i++)
                Combine(partials + i, lines[i]);
        }

        LinesKernel(partials, 1, 0, Reductions.Partials, &result, 0);
        return result;
    }

    private static void Combine(T* partial, T value) =>
        Lane<T>.Store(TReduction.Combine<Lane<T>, T>(Lane<T>.Load(partial), Lane<T>.Broadcast(value)), partial);
}
