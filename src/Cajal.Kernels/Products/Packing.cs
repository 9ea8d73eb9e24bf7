using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Cajal.Kernels;

/// <summary>Copies parts of operands into the order in which a register tile reads them.</summary>
internal static unsafe class Packing
{
    /// <summary>How many columns ahead memory is fetched: the hardware does not foresee steps of a whole row.</summary>
    private const int Ahead = 8;

    /// <summary>to[p * width + j] = b[p, j] for a panel of <paramref name="columns"/> columns; the rest of each row is zero.</summary>
    public static void Panel<T>(T* b, nint bRow, nint bColumn, int length, int columns, T* to, int width) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns < width)
            new Span<T>(to, length * width).Clear();
        StridedCopy.Run(length, columns, b, bRow, bColumn, to, width, 1);
    }

    /// <summary>Elements behind a packed tile that <see cref="Rows"/> may write.</summary>
    public static int Overhang<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Count;

    /// <summary>Packs the rows of register tiles, the first of which are at <paramref name="a"/>: element (i, p) of a tile goes to
    /// <c>to[p * height + i]</c>, the next tile starts <paramref name="tileLength"/> elements behind.</summary>
    public static void Rows<T>(
        ProductGrid<T> grid, int firstTile, int endTile, T* a, nint aRow, nint aColumn, int length, T* to, nint tileLength, bool mayReadBeyond)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (aRow == 1 && mayReadBeyond)
        {
            for (nint p = 0; p < length; p++)
                Column(grid, firstTile, endTile, a + p * aColumn, aColumn, p, to, tileLength);
            return;
        }

        for (int tile = firstTile; tile < endTile; tile++, to += tileLength)
        {
            int row = grid.FirstRow(tile) - grid.FirstRow(firstTile), height = grid.Height(tile);
            StridedCopy.Run(length, height, a + row * aRow, aColumn, aRow, to, height, 1);
        }
    }

    /// <summary>Packs a contiguous column of register tiles. Bundles are copied whole: what hangs over is written again by the next column.</summary>
    private static void Column<T>(ProductGrid<T> grid, int firstTile, int endTile, T* from, nint aColumn, nint p, T* to, nint tileLength)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int tile = firstTile; tile < endTile; tile++, to += tileLength)
        {
            int height = grid.Height(tile);
            if (Sse.IsSupported) Sse.Prefetch0(from + Ahead * aColumn);
            for (nint i = 0; i < height; i += Vector<T>.Count)
                Vector.Load(from + i).Store(to + p * height + i);
            from += height;
        }
    }
}
