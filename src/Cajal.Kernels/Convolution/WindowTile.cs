using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>A register tile of up to 6 rows and 4 bundles that takes up what its places see of the source run by run. A run is a row of the window.</summary>
internal static unsafe class WindowTile<V, T, TRows, TBundles>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : unmanaged, ISize
    where TBundles : unmanaged, ISize
{
    /// <summary>c = sum over runs and k of a[run][:, k] b[run][k, :].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint runs, nint k, T* a, nint aRow, nint aColumn, nint aRun, T* b, nint bRow, nint bRun, T* c, nint cRow, nint last)
    {
        RowBundles<V, T, TBundles> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default, r5 = default;
        for (; runs > 0; runs--)
        {
            T* low = a, high = a + 3 * aRow, source = b;
            for (nint left = k; left > 0; left--)
            {
                RowBundles<V, T, TBundles> row = RowBundles<V, T, TBundles>.Load(source);
                r0.AddMultiple(V.Broadcast(*low), row);
                if (sizeof(TRows) > 1) r1.AddMultiple(V.Broadcast(low[aRow]), row);
                if (sizeof(TRows) > 2) r2.AddMultiple(V.Broadcast(low[2 * aRow]), row);
                if (sizeof(TRows) > 3) r3.AddMultiple(V.Broadcast(*high), row);
                if (sizeof(TRows) > 4) r4.AddMultiple(V.Broadcast(high[aRow]), row);
                if (sizeof(TRows) > 5) r5.AddMultiple(V.Broadcast(high[2 * aRow]), row);
                low += aColumn;
                if (sizeof(TRows) > 3) high += aColumn;
                source += bRow;
            }

            a += aRun;
            b += bRun;
        }

        r0.Store(c, last);
        if (sizeof(TRows) > 1) r1.Store(c + cRow, last);
        if (sizeof(TRows) > 2) r2.Store(c + 2 * cRow, last);
        if (sizeof(TRows) > 3) r3.Store(c + 3 * cRow, last);
        if (sizeof(TRows) > 4) r4.Store(c + 4 * cRow, last);
        if (sizeof(TRows) > 5) r5.Store(c + 5 * cRow, last);
    }
}
