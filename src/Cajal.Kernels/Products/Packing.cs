using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Copies parts of operands into the order in which a register tile reads them.</summary>
internal static unsafe class Packing
{
    /// <summary>How many rows of b ahead memory is fetched: the hardware does not foresee steps of a whole row.</summary>
    private const int RowsAhead = 32;

    /// <summary>Columns of a that are packed together, so that what they write into a tile is a few whole cache lines.</summary>
    private const int ColumnsTogether = 4;

    /// <summary>How many columns of a ahead memory is fetched, both where they are read and where they are written.</summary>
    private const int ColumnsAhead = 8;

    /// <summary>to[p * width + j] = b[p, j] for a panel of <paramref name="columns"/> columns; the rest of each row is zero.</summary>
    public static void Panel<T>(T* b, nint bRow, nint bColumn, int length, int columns, T* to, int width) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns < width)
            new Span<T>(to, length * width).Clear();
        if (bColumn != 1)
        {
            StridedCopy.Run(length, columns, b, bRow, bColumn, to, width, 1);
            return;
        }

        for (nint p = 0; p < length; p++, b += bRow, to += width)
        {
            for (nint i = 0; i < columns; i += Prefetching.LineBytes / sizeof(T))
                Prefetching.Fetch(b + RowsAhead * bRow + i);
            new ReadOnlySpan<T>(b, columns).CopyTo(new Span<T>(to, columns));
        }
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
            for (nint p = 0; p < length; p += ColumnsTogether)
                Columns(grid, firstTile, endTile, a, aColumn, p, (nint)Math.Min(p + ColumnsTogether, length), to, tileLength);
            return;
        }

        for (int tile = firstTile; tile < endTile; tile++, to += tileLength)
        {
            int row = grid.FirstRow(tile) - grid.FirstRow(firstTile), height = grid.Height(tile);
            StridedCopy.Run(length, height, a + row * aRow, aColumn, aRow, to, height, 1);
        }
    }

    /// <summary>Packs a few contiguous columns of register tiles. Bundles are copied whole: what hangs over is written again by the next column.</summary>
    private static void Columns<T>(ProductGrid<T> grid, int firstTile, int endTile, T* a, nint aColumn, nint first, nint end, T* to, nint tileLength)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* rows = a + first * aColumn;
        for (int tile = firstTile; tile < endTile; tile++, to += tileLength)
        {
            nint height = grid.Height(tile);
            T* from = rows, place = to + first * height;
            for (nint i = 0; i < (end - first) * height; i += Prefetching.LineBytes / sizeof(T))
                Prefetching.FetchNear(place + ColumnsAhead * height + i);
            for (nint p = first; p < end; p++, from += aColumn, place += height)
            {
                Prefetching.FetchNear(from + ColumnsAhead * aColumn);
                for (nint i = 0; i < height; i += Vector<T>.Count)
                    Vector.Load(from + i).Store(place + i);
            }

            rows += height;
        }
    }
}
