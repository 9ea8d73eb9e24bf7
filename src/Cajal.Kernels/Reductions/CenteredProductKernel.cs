using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Sums of (a - b)(c - d) down the rows, where b and d are rows that are taken off each row.</summary>
internal static unsafe class CenteredProductKernel<V, T> where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>result[column] = one ascending chain of fused multiply-adds over the rows, for adjacent columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Down(T* a, T* b, T* c, T* d, nint rows, nint stride, nint columns, T* result)
    {
        nint column = 0;
        for (; column + 4 * V.Count <= columns; column += 4 * V.Count)
            Strip(a + column, b + column, c + column, d + column, rows, stride, result + column);
        for (; column < columns; column += V.Count)
        {
            // Beyond the last column there may be anything: it is summed and not written.
            V sum = default, left = V.Load(b + column), right = V.Load(d + column);
            for (nint row = 0; row < rows; row++)
                sum = V.MultiplyAdd(V.Load(a + row * stride + column) - left, V.Load(c + row * stride + column) - right, sum);
            if (columns - column >= V.Count)
                V.Store(sum, result + column);
            else
                V.StorePartial(sum, result + column, columns - column);
        }
    }

    /// <summary>Four bundles of columns from the first row to the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Strip(T* a, T* b, T* c, T* d, nint rows, nint stride, T* result)
    {
        V b0 = V.Load(b), b1 = V.Load(b + V.Count), b2 = V.Load(b + 2 * V.Count), b3 = V.Load(b + 3 * V.Count);
        V d0 = V.Load(d), d1 = V.Load(d + V.Count), d2 = V.Load(d + 2 * V.Count), d3 = V.Load(d + 3 * V.Count);
        V x0 = default, x1 = default, x2 = default, x3 = default;
        for (nint row = 0; row < rows; row++, a += stride, c += stride)
        {
            x0 = V.MultiplyAdd(V.Load(a) - b0, V.Load(c) - d0, x0);
            x1 = V.MultiplyAdd(V.Load(a + V.Count) - b1, V.Load(c + V.Count) - d1, x1);
            x2 = V.MultiplyAdd(V.Load(a + 2 * V.Count) - b2, V.Load(c + 2 * V.Count) - d2, x2);
            x3 = V.MultiplyAdd(V.Load(a + 3 * V.Count) - b3, V.Load(c + 3 * V.Count) - d3, x3);
        }

        V.Store(x0, result);
        V.Store(x1, result + V.Count);
        V.Store(x2, result + 2 * V.Count);
        V.Store(x3, result + 3 * V.Count);
    }

    /// <summary>products = (a - b)(c - d), row by row, where b and d have a number for each row; there is room for a bundle more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Lines(T* a, T* b, T* c, T* d, nint dStride, nint rows, nint columns, T* products)
    {
        for (nint row = 0; row < rows; row++, a += columns, c += columns, products += columns)
        {
            V left = V.Broadcast(b[row]), right = V.Broadcast(d[row * dStride]);
            for (nint i = 0; i < columns; i += V.Count)
                V.Store((V.Load(a + i) - left) * (V.Load(c + i) - right), products + i);
        }
    }
}
