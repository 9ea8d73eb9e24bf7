using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>The innermost product for one or two rows: a tile of 4 bundles of columns and up to 4 more, so that b is read in long pieces
/// and there are enough accumulators to hide the latency of an addition.</summary>
internal static unsafe class WideRegisterTile<V, T, TRows, TMore>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : unmanaged, ISize
    where TMore : unmanaged, ISize
{
    /// <summary>As <see cref="RegisterTile{V, T, TRows, TBundles}.Run"/>, but for each k a whole row of b is fetched, into the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        nint k, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* c, nint cRow, nint last, bool resume, T* ahead, nint aheadStep)
    {
        RowBundles<V, T, Four> left0 = default, left1 = default;
        RowBundles<V, T, TMore> right0 = default, right1 = default;
        if (resume)
        {
            left0 = RowBundles<V, T, Four>.Load(c);
            right0 = RowBundles<V, T, TMore>.Load(c + 4 * V.Count, last);
            if (sizeof(TRows) > 1) left1 = RowBundles<V, T, Four>.Load(c + cRow);
            if (sizeof(TRows) > 1) right1 = RowBundles<V, T, TMore>.Load(c + cRow + 4 * V.Count, last);
        }

        for (; k > 0; k--)
        {
            RowBundles<V, T, Four> left = RowBundles<V, T, Four>.Load(b);
            RowBundles<V, T, TMore> right = RowBundles<V, T, TMore>.Load(b + 4 * V.Count);
            V factor = V.Broadcast(*a);
            left0.AddMultiple(factor, left);
            right0.AddMultiple(factor, right);
            if (sizeof(TRows) > 1)
            {
                factor = V.Broadcast(a[aRow]);
                left1.AddMultiple(factor, left);
                right1.AddMultiple(factor, right);
            }

            a += aColumn;
            b += bRow;
            if (aheadStep != 0)
            {
                FetchRow(ahead);
                ahead += aheadStep;
            }
        }

        left0.Store(c, V.Count);
        right0.Store(c + 4 * V.Count, last);
        if (sizeof(TRows) > 1) left1.Store(c + cRow, V.Count);
        if (sizeof(TRows) > 1) right1.Store(c + cRow + 4 * V.Count, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FetchRow(T* row)
    {
        int line = Prefetching.LineBytes / sizeof(T);
        Prefetching.FetchNear(row);
        Prefetching.FetchNear(row + line);
        Prefetching.FetchNear(row + 2 * line);
        Prefetching.FetchNear(row + 3 * line);
        if (V.Count < line) return;
        Prefetching.FetchNear(row + 4 * line);
        if (sizeof(TMore) > 1) Prefetching.FetchNear(row + 5 * line);
        if (sizeof(TMore) > 2) Prefetching.FetchNear(row + 6 * line);
        if (sizeof(TMore) > 3) Prefetching.FetchNear(row + 7 * line);
    }
}
