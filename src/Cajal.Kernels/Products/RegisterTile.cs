using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>The innermost product: a tile of up to 12 rows and 4 bundles of columns that stays in registers while k runs.</summary>
/// <remarks>Rows are written out in threes, since an address can be a pointer plus 0, 1 or 2 strides; what a size does not need, the
/// just-in-time compiler removes.</remarks>
internal static unsafe class RegisterTile<V, T, TRows, TBundles>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : unmanaged, ISize
    where TBundles : unmanaged, ISize
{
    /// <summary>c = sum over k of a[:, k] b[k, :], continuing from the contents of c where <paramref name="resume"/> is set. All bundles
    /// of b are loaded and all of c are stored whole. For each k one cache line that a later tile reads is fetched: from <paramref name="ahead"/>
    /// on, in steps of <paramref name="aheadStep"/> elements; with 0 always the same one, which costs nothing. A lone bundle fetches none: its loads are
    /// what it waits for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        nint k, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* c, nint cRow, nint last, bool resume, T* ahead, nint aheadStep)
    {
        RowBundles<V, T, TBundles> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default, r5 = default;
        RowBundles<V, T, TBundles> r6 = default, r7 = default, r8 = default, r9 = default, r10 = default, r11 = default;
        if (resume)
        {
            Load(0, c, cRow, last, ref r0, ref r1, ref r2);
            if (sizeof(TRows) > 3) Load(3, c, cRow, last, ref r3, ref r4, ref r5);
            if (sizeof(TRows) > 6) Load(6, c, cRow, last, ref r6, ref r7, ref r8);
            if (sizeof(TRows) > 9) Load(9, c, cRow, last, ref r9, ref r10, ref r11);
        }

        T* a3 = a + 3 * aRow, a6 = a + 6 * aRow, a9 = a + 9 * aRow;
        for (; k > 0; k--)
        {
            RowBundles<V, T, TBundles> row = RowBundles<V, T, TBundles>.Load(b);
            Add(0, a, aRow, row, ref r0, ref r1, ref r2);
            if (sizeof(TRows) > 3) Add(3, a3, aRow, row, ref r3, ref r4, ref r5);
            if (sizeof(TRows) > 6) Add(6, a6, aRow, row, ref r6, ref r7, ref r8);
            if (sizeof(TRows) > 9) Add(9, a9, aRow, row, ref r9, ref r10, ref r11);
            a += aColumn;
            if (sizeof(TRows) > 3) a3 += aColumn;
            if (sizeof(TRows) > 6) a6 += aColumn;
            if (sizeof(TRows) > 9) a9 += aColumn;
            b += bRow;
            if (sizeof(TBundles) > 1)
            {
                Prefetching.Fetch(ahead);
                ahead += aheadStep;
            }
        }

        Store(0, c, cRow, last, r0, r1, r2);
        if (sizeof(TRows) > 3) Store(3, c, cRow, last, r3, r4, r5);
        if (sizeof(TRows) > 6) Store(6, c, cRow, last, r6, r7, r8);
        if (sizeof(TRows) > 9) Store(9, c, cRow, last, r9, r10, r11);
    }

    /// <summary>Adds a[row, k] b[k, :] to three rows from number <paramref name="first"/>, as far as the tile has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        int first, T* a, nint aRow, RowBundles<V, T, TBundles> row,
        ref RowBundles<V, T, TBundles> x, ref RowBundles<V, T, TBundles> y, ref RowBundles<V, T, TBundles> z)
    {
        if (sizeof(TRows) > first) x.AddMultiple(V.Broadcast(*a), row);
        if (sizeof(TRows) > first + 1) y.AddMultiple(V.Broadcast(a[aRow]), row);
        if (sizeof(TRows) > first + 2) z.AddMultiple(V.Broadcast(a[2 * aRow]), row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(
        int first, T* c, nint cRow, nint last, ref RowBundles<V, T, TBundles> x, ref RowBundles<V, T, TBundles> y, ref RowBundles<V, T, TBundles> z)
    {
        if (sizeof(TRows) > first) x = RowBundles<V, T, TBundles>.Load(c + first * cRow, last);
        if (sizeof(TRows) > first + 1) y = RowBundles<V, T, TBundles>.Load(c + (first + 1) * cRow, last);
        if (sizeof(TRows) > first + 2) z = RowBundles<V, T, TBundles>.Load(c + (first + 2) * cRow, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        int first, T* c, nint cRow, nint last, in RowBundles<V, T, TBundles> x, in RowBundles<V, T, TBundles> y, in RowBundles<V, T, TBundles> z)
    {
        if (sizeof(TRows) > first) x.Store(c + first * cRow, last);
        if (sizeof(TRows) > first + 1) y.Store(c + (first + 1) * cRow, last);
        if (sizeof(TRows) > first + 2) z.Store(c + (first + 2) * cRow, last);
    }
}
