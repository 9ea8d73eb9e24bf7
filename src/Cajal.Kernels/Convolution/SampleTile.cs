using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>A register tile of up to 6 channels and 4 bundles of samples: at one place of the target, what it sees of the source, run by run. A run
/// is a row of the window.</summary>
internal static unsafe class SampleTile<V, T, TRows, TBundles>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : unmanaged, ISize
    where TBundles : unmanaged, ISize
{
    /// <summary>c[channel, sample] = sum over runs and k of a[run, k, channel] b[run, k, sample]; a's channels are adjacent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint runs, nint k, T* a, nint aColumn, nint aRun, T* b, nint bRow, nint bRun, T* c, nint cRow, nint last)
    {
        RowBundles<V, T, TBundles> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default, r5 = default;
        for (; runs > 0; runs--)
        {
            T* weight = a, source = b;
            for (nint left = k; left > 0; left--)
            {
                RowBundles<V, T, TBundles> row = RowBundles<V, T, TBundles>.Load(source);
                r0.AddMultiple(V.Broadcast(*weight), row);
                if (sizeof(TRows) > 1) r1.AddMultiple(V.Broadcast(weight[1]), row);
                if (sizeof(TRows) > 2) r2.AddMultiple(V.Broadcast(weight[2]), row);
                if (sizeof(TRows) > 3) r3.AddMultiple(V.Broadcast(weight[3]), row);
                if (sizeof(TRows) > 4) r4.AddMultiple(V.Broadcast(weight[4]), row);
                if (sizeof(TRows) > 5) r5.AddMultiple(V.Broadcast(weight[5]), row);
                weight += aColumn;
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
