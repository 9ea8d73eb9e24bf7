using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>The innermost product: a tile of up to 6 rows and 4 bundles of columns that stays in registers while k runs.</summary>
/// <remarks>6 x 4 needs 24 accumulators, 4 bundles of b and 1 of a: 29 of the 32 registers of AVX-512.</remarks>
internal static unsafe class RegisterTile<V, T, TRows, TVectors>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : ISize
    where TVectors : ISize
{
    /// <summary>c = sum over k of a[:, k] b[k, :], continuing from the contents of c where <paramref name="resume"/> is set. All bundles
    /// of b are loaded whole, even the last one, of which only <paramref name="last"/> columns are stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint k, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* c, nint cRow, nint last, bool resume)
    {
        V c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
        V c20 = default, c21 = default, c22 = default, c23 = default, c30 = default, c31 = default, c32 = default, c33 = default;
        V c40 = default, c41 = default, c42 = default, c43 = default, c50 = default, c51 = default, c52 = default, c53 = default;
        if (resume)
        {
            Load(c, last, out c00, out c01, out c02, out c03);
            if (TRows.Value > 1) Load(c + cRow, last, out c10, out c11, out c12, out c13);
            if (TRows.Value > 2) Load(c + 2 * cRow, last, out c20, out c21, out c22, out c23);
            if (TRows.Value > 3) Load(c + 3 * cRow, last, out c30, out c31, out c32, out c33);
            if (TRows.Value > 4) Load(c + 4 * cRow, last, out c40, out c41, out c42, out c43);
            if (TRows.Value > 5) Load(c + 5 * cRow, last, out c50, out c51, out c52, out c53);
        }

        T* a3 = a + 3 * aRow;
        for (; k > 0; k--)
        {
            V b0 = V.Load(b);
            V b1 = TVectors.Value > 1 ? V.Load(b + V.Count) : default;
            V b2 = TVectors.Value > 2 ? V.Load(b + 2 * V.Count) : default;
            V b3 = TVectors.Value > 3 ? V.Load(b + 3 * V.Count) : default;
            Row(a, b0, b1, b2, b3, ref c00, ref c01, ref c02, ref c03);
            if (TRows.Value > 1) Row(a + aRow, b0, b1, b2, b3, ref c10, ref c11, ref c12, ref c13);
            if (TRows.Value > 2) Row(a + 2 * aRow, b0, b1, b2, b3, ref c20, ref c21, ref c22, ref c23);
            if (TRows.Value > 3) Row(a3, b0, b1, b2, b3, ref c30, ref c31, ref c32, ref c33);
            if (TRows.Value > 4) Row(a3 + aRow, b0, b1, b2, b3, ref c40, ref c41, ref c42, ref c43);
            if (TRows.Value > 5) Row(a3 + 2 * aRow, b0, b1, b2, b3, ref c50, ref c51, ref c52, ref c53);
            a += aColumn;
            a3 += aColumn;
            b += bRow;
        }

        Store(c, last, c00, c01, c02, c03);
        if (TRows.Value > 1) Store(c + cRow, last, c10, c11, c12, c13);
        if (TRows.Value > 2) Store(c + 2 * cRow, last, c20, c21, c22, c23);
        if (TRows.Value > 3) Store(c + 3 * cRow, last, c30, c31, c32, c33);
        if (TRows.Value > 4) Store(c + 4 * cRow, last, c40, c41, c42, c43);
        if (TRows.Value > 5) Store(c + 5 * cRow, last, c50, c51, c52, c53);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(T* a, V b0, V b1, V b2, V b3, ref V c0, ref V c1, ref V c2, ref V c3)
    {
        V x = V.Broadcast(*a);
        c0 = V.MultiplyAdd(x, b0, c0);
        if (TVectors.Value > 1) c1 = V.MultiplyAdd(x, b1, c1);
        if (TVectors.Value > 2) c2 = V.MultiplyAdd(x, b2, c2);
        if (TVectors.Value > 3) c3 = V.MultiplyAdd(x, b3, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(T* c, nint last, out V c0, out V c1, out V c2, out V c3)
    {
        c0 = Load(c, 0, last);
        c1 = TVectors.Value > 1 ? Load(c, 1, last) : default;
        c2 = TVectors.Value > 2 ? Load(c, 2, last) : default;
        c3 = TVectors.Value > 3 ? Load(c, 3, last) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* c, nint last, V c0, V c1, V c2, V c3)
    {
        Store(c, 0, last, c0);
        if (TVectors.Value > 1) Store(c, 1, last, c1);
        if (TVectors.Value > 2) Store(c, 2, last, c2);
        if (TVectors.Value > 3) Store(c, 3, last, c3);
    }

    /// <summary>Bundle number <paramref name="index"/> of a row; the last bundle has only <paramref name="last"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load(T* c, nint index, nint last) =>
        index == TVectors.Value - 1 && last < V.Count ? V.LoadPartial(c + index * V.Count, last) : V.Load(c + index * V.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* c, nint index, nint last, V value)
    {
        if (index == TVectors.Value - 1 && last < V.Count)
            V.StorePartial(value, c + index * V.Count, last);
        else
            V.Store(value, c + index * V.Count);
    }
}
