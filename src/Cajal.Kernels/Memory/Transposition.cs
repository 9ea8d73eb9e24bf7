using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cajal.Kernels;

/// <summary>Copies a view whose columns are contiguous into one whose rows are.</summary>
internal static unsafe class Transposition
{
    /// <summary>Rows and columns of the square of floats that is transposed in registers.</summary>
    private const int Side = 8;

    /// <summary>Columns that are read together, so that whole cache lines are written.</summary>
    private const int Band = 16;

    /// <summary>to[row, column] = from[row, column] where element (row, column) is <c>from[row + column * fromColumn]</c> and <c>to[row * toRow + column]</c>.
    /// With <paramref name="isPadded"/> there is room for 7 more rows to be read and written, whatever they hold.</summary>
    public static void Run<T>(int rows, int columns, T* from, nint fromColumn, T* to, nint toRow, bool isPadded = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns == 1 && toRow == 1)
        {
            new ReadOnlySpan<T>(from, rows).CopyTo(new Span<T>(to, rows));
            return;
        }

        int wholeRows = isPadded ? (rows + Side - 1) / Side * Side : rows;
        if (typeof(T) == typeof(float) && Avx.IsSupported && wholeRows >= Side && columns >= Side)
            Squares(wholeRows, columns, (float*)from, fromColumn, (float*)to, toRow);
        else if (typeof(T) == typeof(float) && Avx512F.VL.IsSupported && wholeRows >= Side && columns > 1)
            NarrowSquares(wholeRows, columns, (float*)from, fromColumn, (float*)to, toRow);
        else
            Plain(rows, columns, from, fromColumn, to, toRow);
    }

    /// <summary>Square by square, band by band; where the sides are no multiples, the last squares overlap those before. Bands are as wide as a cache
    /// line that is written, or as wide as everything where what is written lies farther apart than what is read: lines of rows at a distance of 2^n
    /// bytes drive each other out of the cache, so few rows are written at a time (64 x 512 floats into rows of 512: 2 instead of 13 µs).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Squares(nint rows, nint columns, float* from, nint fromColumn, float* to, nint toRow)
    {
        nint band = toRow > fromColumn ? columns : Band;
        for (nint first = 0; first < columns; first += band)
        {
            nint last = Math.Min(first + band, columns);
            for (nint y = 0; y < rows; y += Side)
            {
                nint row = Math.Min(y, rows - Side);
                for (nint x = first; x < last; x += Side)
                {
                    nint column = Math.Min(x, columns - Side);
                    Square(from + row + column * fromColumn, fromColumn, to + row * toRow + column, toRow);
                }
            }
        }
    }

    /// <summary>Squares of which only the first columns are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NarrowSquares(nint rows, nint columns, float* from, nint fromColumn, float* to, nint toRow)
    {
        Vector256<float> isThere = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)columns)).AsSingle();
        float* source = stackalloc float[2 * Side * Side], square = source + Side * Side;
        for (nint y = 0; y < rows; y += Side)
        {
            nint row = Math.Min(y, rows - Side);
            for (nint column = 0; column < columns; column++)
                Vector256.Load(from + row + column * fromColumn).Store(source + column * Side);
            Square(source, Side, square, Side);
            for (nint i = 0; i < Side; i++)
                Avx512F.VL.MaskStore(to + (row + i) * toRow, isThere, Vector256.Load(square + i * Side));
        }
    }

    private static void Plain<T>(int rows, int columns, T* from, nint fromColumn, T* to, nint toRow) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint first = 0; first < columns; first += Band)
        {
            nint last = Math.Min(first + Band, columns);
            for (nint row = 0; row < rows; row++)
            {
                for (nint column = first; column < last; column++)
                    to[row * toRow + column] = from[row + column * fromColumn];
            }
        }
    }

    /// <summary>8 x 8 floats: pairs, then fours, then halves are exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(float* from, nint fromColumn, float* to, nint toRow)
    {
        Vector256<float> r0 = Vector256.Load(from), r1 = Vector256.Load(from + fromColumn);
        Vector256<float> r2 = Vector256.Load(from + 2 * fromColumn), r3 = Vector256.Load(from + 3 * fromColumn);
        Vector256<float> r4 = Vector256.Load(from + 4 * fromColumn), r5 = Vector256.Load(from + 5 * fromColumn);
        Vector256<float> r6 = Vector256.Load(from + 6 * fromColumn), r7 = Vector256.Load(from + 7 * fromColumn);
        Fours(r0, r1, r2, r3, out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2, out Vector256<float> a3);
        Fours(r4, r5, r6, r7, out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3);
        Avx.Permute2x128(a0, b0, 0x20).Store(to);
        Avx.Permute2x128(a1, b1, 0x20).Store(to + toRow);
        Avx.Permute2x128(a2, b2, 0x20).Store(to + 2 * toRow);
        Avx.Permute2x128(a3, b3, 0x20).Store(to + 3 * toRow);
        Avx.Permute2x128(a0, b0, 0x31).Store(to + 4 * toRow);
        Avx.Permute2x128(a1, b1, 0x31).Store(to + 5 * toRow);
        Avx.Permute2x128(a2, b2, 0x31).Store(to + 6 * toRow);
        Avx.Permute2x128(a3, b3, 0x31).Store(to + 7 * toRow);
    }

    /// <summary>Both 4 x 4 halves of four rows, transposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fours(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3,
        out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3)
    {
        Vector256<float> low01 = Avx.UnpackLow(r0, r1), high01 = Avx.UnpackHigh(r0, r1), low23 = Avx.UnpackLow(r2, r3), high23 = Avx.UnpackHigh(r2, r3);
        c0 = Avx.Shuffle(low01, low23, 0x44);
        c1 = Avx.Shuffle(low01, low23, 0xEE);
        c2 = Avx.Shuffle(high01, high23, 0x44);
        c3 = Avx.Shuffle(high01, high23, 0xEE);
    }
}
