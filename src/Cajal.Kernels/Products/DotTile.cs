using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Dot products of up to 8 rows with up to 4 others, both contiguous along k: partial sums that stay in registers while k runs.</summary>
/// <remarks>Number j of a cache line along k goes to partial sum j, so that nothing is combined while k runs; see <see cref="DotSums{V, T}"/>. Rows are
/// written out in threes as in <see cref="RegisterTile{V, T, TRows, TBundles}"/>.</remarks>
internal static unsafe class DotTile<V, T, TRows, TOthers>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : unmanaged, ISize
    where TOthers : unmanaged, ISize
{
    /// <summary>Adds to the partial sums of a bundle: whole bundles a cache line apart, <paramref name="steps"/> times, then one of <paramref name="last"/>
    /// numbers where that is less than a bundle: the rest counts as zeros. Begins with 0 or, where <paramref name="resume"/> is set, with what is in <paramref name="sums"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint steps, nint last, T* a, nint aRow, T* b, nint bRow, T* sums, nint sumRow, nint sumOther, bool resume)
    {
        RowBundles<V, T, TOthers> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default, r5 = default;
        RowBundles<V, T, TOthers> r6 = default, r7 = default, r8 = default;
        if (resume)
        {
            Load(0, sums, sumRow, sumOther, ref r0, ref r1, ref r2);
            if (sizeof(TRows) > 3) Load(3, sums, sumRow, sumOther, ref r3, ref r4, ref r5);
            if (sizeof(TRows) > 6) Load(6, sums, sumRow, sumOther, ref r6, ref r7, ref r8);
        }

        T* a3 = a + 3 * aRow, a6 = a + 6 * aRow;
        for (; steps > 0; steps--)
        {
            RowBundles<V, T, TOthers> others = RowBundles<V, T, TOthers>.LoadSpread(b, bRow);
            Add(0, a, aRow, others, ref r0, ref r1, ref r2);
            if (sizeof(TRows) > 3) Add(3, a3, aRow, others, ref r3, ref r4, ref r5);
            if (sizeof(TRows) > 6) Add(6, a6, aRow, others, ref r6, ref r7, ref r8);
            a += DotTiles<T>.Parts;
            if (sizeof(TRows) > 3) a3 += DotTiles<T>.Parts;
            if (sizeof(TRows) > 6) a6 += DotTiles<T>.Parts;
            b += DotTiles<T>.Parts;
        }

        if (last < V.Count)
        {
            RowBundles<V, T, TOthers> others = RowBundles<V, T, TOthers>.LoadSpread(b, bRow, last);
            Add(0, a, aRow, last, others, ref r0, ref r1, ref r2);
            if (sizeof(TRows) > 3) Add(3, a3, aRow, last, others, ref r3, ref r4, ref r5);
            if (sizeof(TRows) > 6) Add(6, a6, aRow, last, others, ref r6, ref r7, ref r8);
        }

        Store(0, sums, sumRow, sumOther, r0, r1, r2);
        if (sizeof(TRows) > 3) Store(3, sums, sumRow, sumOther, r3, r4, r5);
        if (sizeof(TRows) > 6) Store(6, sums, sumRow, sumOther, r6, r7, r8);
    }

    /// <summary>Adds a bundle of three rows from number <paramref name="first"/> times those of the others, as far as the tile has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        int first, T* a, nint aRow, RowBundles<V, T, TOthers> others,
        ref RowBundles<V, T, TOthers> x, ref RowBundles<V, T, TOthers> y, ref RowBundles<V, T, TOthers> z)
    {
        if (sizeof(TRows) > first) x.AddMultiple(V.Load(a), others);
        if (sizeof(TRows) > first + 1) y.AddMultiple(V.Load(a + aRow), others);
        if (sizeof(TRows) > first + 2) z.AddMultiple(V.Load(a + 2 * aRow), others);
    }

    /// <summary>The same for the first <paramref name="count"/> numbers of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        int first, T* a, nint aRow, nint count, RowBundles<V, T, TOthers> others,
        ref RowBundles<V, T, TOthers> x, ref RowBundles<V, T, TOthers> y, ref RowBundles<V, T, TOthers> z)
    {
        if (sizeof(TRows) > first) x.AddMultiple(V.LoadPartial(a, count), others);
        if (sizeof(TRows) > first + 1) y.AddMultiple(V.LoadPartial(a + aRow, count), others);
        if (sizeof(TRows) > first + 2) z.AddMultiple(V.LoadPartial(a + 2 * aRow, count), others);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(
        int first, T* sums, nint sumRow, nint sumOther, ref RowBundles<V, T, TOthers> x, ref RowBundles<V, T, TOthers> y, ref RowBundles<V, T, TOthers> z)
    {
        if (sizeof(TRows) > first) x = RowBundles<V, T, TOthers>.LoadSpread(sums + first * sumRow, sumOther);
        if (sizeof(TRows) > first + 1) y = RowBundles<V, T, TOthers>.LoadSpread(sums + (first + 1) * sumRow, sumOther);
        if (sizeof(TRows) > first + 2) z = RowBundles<V, T, TOthers>.LoadSpread(sums + (first + 2) * sumRow, sumOther);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        int first, T* sums, nint sumRow, nint sumOther, in RowBundles<V, T, TOthers> x, in RowBundles<V, T, TOthers> y, in RowBundles<V, T, TOthers> z)
    {
        if (sizeof(TRows) > first) x.StoreSpread(sums + first * sumRow, sumOther);
        if (sizeof(TRows) > first + 1) y.StoreSpread(sums + (first + 1) * sumRow, sumOther);
        if (sizeof(TRows) > first + 2) z.StoreSpread(sums + (first + 2) * sumRow, sumOther);
    }
}
