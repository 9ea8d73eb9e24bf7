using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>A number known to the compiler, so that a kernel written for the largest tile compiles to exactly the size it is used with.</summary>
internal interface ISize
{
    static abstract int Value { get; }
}

internal readonly struct One : ISize
{
    public static int Value => 1;
}

internal readonly struct Two : ISize
{
    public static int Value => 2;
}

internal readonly struct Three : ISize
{
    public static int Value => 3;
}

internal readonly struct Four : ISize
{
    public static int Value => 4;
}

internal readonly struct Five : ISize
{
    public static int Value => 5;
}

internal readonly struct Six : ISize
{
    public static int Value => 6;
}

/// <summary>The innermost product: a tile of up to 6 rows and 4 bundles of columns that stays in registers while k runs.</summary>
/// <remarks>6 x 4 needs 24 accumulators, 4 bundles of b and 1 of a: 29 of the 32 registers of AVX-512.</remarks>
internal static unsafe class RegisterTile<V, T, TRows, TVectors>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : ISize
    where TVectors : ISize
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint k, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* c, nint cRow)
    {
        V c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
        V c20 = default, c21 = default, c22 = default, c23 = default, c30 = default, c31 = default, c32 = default, c33 = default;
        V c40 = default, c41 = default, c42 = default, c43 = default, c50 = default, c51 = default, c52 = default, c53 = default;
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

        Finish(c, c00, c01, c02, c03);
        if (TRows.Value > 1) Finish(c + cRow, c10, c11, c12, c13);
        if (TRows.Value > 2) Finish(c + 2 * cRow, c20, c21, c22, c23);
        if (TRows.Value > 3) Finish(c + 3 * cRow, c30, c31, c32, c33);
        if (TRows.Value > 4) Finish(c + 4 * cRow, c40, c41, c42, c43);
        if (TRows.Value > 5) Finish(c + 5 * cRow, c50, c51, c52, c53);
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
    private static void Finish(T* c, V c0, V c1, V c2, V c3)
    {
        V.Store(c0, c);
        if (TVectors.Value > 1) V.Store(c1, c + V.Count);
        if (TVectors.Value > 2) V.Store(c2, c + 2 * V.Count);
        if (TVectors.Value > 3) V.Store(c3, c + 3 * V.Count);
    }
}
