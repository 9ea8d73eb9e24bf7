using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The kernels of one reduction for this process's hardware path.</summary>
internal static unsafe class ReductionKernels<TReduction, T> where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly delegate*<T*, nint, nint, T> Line = Hardware.Path switch
    {
        HardwarePath.Avx512 => &ReductionKernel<TReduction, Lanes512<T>, T>.Line,
        HardwarePath.Avx2 => &ReductionKernel<TReduction, Lanes256<T>, T>.Line,
        HardwarePath.Vector128 => &ReductionKernel<TReduction, Lanes128<T>, T>.Line,
        _ => &ReductionKernel<TReduction, Lane<T>, T>.Line,
    };

    private static readonly delegate*<T*, nint, nint, nint, T*, void> DownKernel = Hardware.Path switch
    {
        HardwarePath.Avx512 => &ReductionKernel<TReduction, Lanes512<T>, T>.Down,
        HardwarePath.Avx2 => &ReductionKernel<TReduction, Lanes256<T>, T>.Down,
        HardwarePath.Vector128 => &ReductionKernel<TReduction, Lanes128<T>, T>.Down,
        _ => &ReductionKernel<TReduction, Lane<T>, T>.Down,
    };

    /// <summary>result[column] = reduction over the rows, for any strides.</summary>
    public static void Down(T* values, int rows, int columns, nint rowStride, nint columnStride, T* result, nint resultStride)
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
    public static T All(T* values, int rows, int columns, nint rowStride, nint columnStride)
    {
        // The reduction of a single number is that number.
        if (columns == 1)
            return Line(values, rows, rowStride);

        // Row r belongs to partial result r mod 16, so sixteen lines at a time are combined as the elements of a line would be.
        T* partials = stackalloc T[Reductions.Partials];
        T* lines = stackalloc T[Reductions.Partials];
        new Span<T>(partials, Reductions.Partials).Fill(TReduction.Start<T>());
        for (int first = 0; first < rows; first += Reductions.Partials)
        {
            int count = Math.Min(rows - first, Reductions.Partials);
            for (int i = 0; i < count; i++)
                lines[i] = Line(values + (first + i) * rowStride, columns, columnStride);
            for (int i = 0; i < count; i++)
                Lane<T>.Store(TReduction.Combine<Lane<T>, T>(Lane<T>.Load(partials + i), Lane<T>.Load(lines + i)), partials + i);
        }

        return Line(partials, Reductions.Partials, 1);
    }
}
