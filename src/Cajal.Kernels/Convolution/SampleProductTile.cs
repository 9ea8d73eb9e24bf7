using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>A register tile of up to 6 rows of weights and 4 output channels, each a bundle of partial sums over samples: what places of a row add to
/// the gradient of those weights.</summary>
internal static unsafe class SampleProductTile<V, T, TRows, TColumns>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : unmanaged, ISize
    where TColumns : unmanaged, ISize
{
    /// <summary>partial[row, column] += sum over places and whole groups of samples, then the <paramref name="rest"/>, of x[place, row, sample] g[place, column, sample];
    /// rows and columns are <paramref name="samples"/> apart, and so many of them are multiplied with the next ones in one go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint places, nint groups, nint rest, T* x, nint xPlace, T* g, nint gPlace, nint samples, T* partial, nint partialRow)
    {
        var r0 = RowBundles<V, T, TColumns>.LoadSpread(partial, WeightLanes.Count);
        RowBundles<V, T, TColumns> r1 = default, r2 = default, r3 = default, r4 = default, r5 = default;
        if (sizeof(TRows) > 1) r1 = RowBundles<V, T, TColumns>.LoadSpread(partial + partialRow, WeightLanes.Count);
        if (sizeof(TRows) > 2) r2 = RowBundles<V, T, TColumns>.LoadSpread(partial + 2 * partialRow, WeightLanes.Count);
        if (sizeof(TRows) > 3) r3 = RowBundles<V, T, TColumns>.LoadSpread(partial + 3 * partialRow, WeightLanes.Count);
        if (sizeof(TRows) > 4) r4 = RowBundles<V, T, TColumns>.LoadSpread(partial + 4 * partialRow, WeightLanes.Count);
        if (sizeof(TRows) > 5) r5 = RowBundles<V, T, TColumns>.LoadSpread(partial + 5 * partialRow, WeightLanes.Count);
        for (; places > 0; places--)
        {
            T* from = x, gradient = g;
            for (nint group = groups; group > 0; group--)
            {
                var row = RowBundles<V, T, TColumns>.LoadSpread(gradient, samples);
                r0.AddMultiple(V.Load(from), row);
                if (sizeof(TRows) > 1) r1.AddMultiple(V.Load(from + samples), row);
                if (sizeof(TRows) > 2) r2.AddMultiple(V.Load(from + 2 * samples), row);
                if (sizeof(TRows) > 3) r3.AddMultiple(V.Load(from + 3 * samples), row);
                if (sizeof(TRows) > 4) r4.AddMultiple(V.Load(from + 4 * samples), row);
                if (sizeof(TRows) > 5) r5.AddMultiple(V.Load(from + 5 * samples), row);
                from += WeightLanes.Count;
                gradient += WeightLanes.Count;
            }

            if (rest > 0)
            {
                var row = RowBundles<V, T, TColumns>.LoadSpread(gradient, samples, rest);
                r0.AddMultiple(V.LoadPartial(from, rest), row);
                if (sizeof(TRows) > 1) r1.AddMultiple(V.LoadPartial(from + samples, rest), row);
                if (sizeof(TRows) > 2) r2.AddMultiple(V.LoadPartial(from + 2 * samples, rest), row);
                if (sizeof(TRows) > 3) r3.AddMultiple(V.LoadPartial(from + 3 * samples, rest), row);
                if (sizeof(TRows) > 4) r4.AddMultiple(V.LoadPartial(from + 4 * samples, rest), row);
                if (sizeof(TRows) > 5) r5.AddMultiple(V.LoadPartial(from + 5 * samples, rest), row);
            }

            x += xPlace;
            g += gPlace;
        }

        r0.StoreSpread(partial, WeightLanes.Count);
        if (sizeof(TRows) > 1) r1.StoreSpread(partial + partialRow, WeightLanes.Count);
        if (sizeof(TRows) > 2) r2.StoreSpread(partial + 2 * partialRow, WeightLanes.Count);
        if (sizeof(TRows) > 3) r3.StoreSpread(partial + 3 * partialRow, WeightLanes.Count);
        if (sizeof(TRows) > 4) r4.StoreSpread(partial + 4 * partialRow, WeightLanes.Count);
        if (sizeof(TRows) > 5) r5.StoreSpread(partial + 5 * partialRow, WeightLanes.Count);
    }
}
