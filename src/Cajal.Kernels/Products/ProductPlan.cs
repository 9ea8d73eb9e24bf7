using System.Numerics;

namespace Cajal.Kernels;

/// <summary>How a product [m, k] x [k, n] is cut: columns into panels as wide as the widest register tile, rows into blocks of register
/// tiles of nearly equal height, k into chunks. A unit is one block of one panel. Decides which operand is packed.</summary>
internal sealed unsafe class ProductPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Register tiles in a block: 96 rows of 64 floats are 24 KiB, so that an epilogue finds its tile in the nearest caches.</summary>
    private const int TilesPerBlock = 16;

    /// <summary>Largest chunk of k: a panel of 64 floats and 2048 rows is 512 KiB, half of a second-level cache.</summary>
    private const int LargestChunk = 2048;

    /// <summary>Rows from which on packing a panel of b costs little against its use.</summary>
    private const int RowsWorthPackingB = 48;

    /// <summary>Row strides that are multiples of this many bytes put too many rows of a panel into the same cache sets.</summary>
    private const int BadStrideBytes = 1024;

    /// <summary>Length of k from which on strided columns of a are packed.</summary>
    private const int LengthWorthPackingA = 16;

    private readonly int m;
    private readonly int n;
    private readonly int k;
    private readonly nint aRow;
    private readonly nint aColumn;
    private readonly nint bRow;
    private readonly nint bColumn;
    private readonly bool packsA;
    private readonly bool packsB;
    private readonly int tiles;
    private readonly int blocks;
    private readonly int panels;
    private readonly int chunks;
    private readonly long packedBLength;

    /// <summary>The strides are those of <see cref="Products.Multiply"/>; <paramref name="mayReadBeyond"/> says that whole bundles may be
    /// loaded from b even where its last row ends earlier.</summary>
    public ProductPlan(int m, int n, int k, nint aRow, nint aColumn, nint bRow, nint bColumn, bool mayReadBeyond)
    {
        (this.m, this.n, this.k) = (m, n, k);
        (this.aRow, this.aColumn, this.bRow, this.bColumn) = (aRow, aColumn, bRow, bColumn);
        tiles = (m + RegisterTiles<T>.MaxRows - 1) / RegisterTiles<T>.MaxRows;
        blocks = (tiles + TilesPerBlock - 1) / TilesPerBlock;
        panels = (n + RegisterTiles<T>.PanelColumns - 1) / RegisterTiles<T>.PanelColumns;
        chunks = Math.Max(1, (k + LargestChunk - 1) / LargestChunk);
        packsA = aColumn != 1 && panels > 1 && k >= LengthWorthPackingA;
        bool badStride = m >= RowsWorthPackingB && !packsA && bRow * sizeof(T) % BadStrideBytes == 0;
        bool readsBeyond = n % RegisterTiles<T>.Lanes != 0 && !mayReadBeyond;
        packsB = bColumn != 1 || badStride || readsBeyond;
        int chunk = (k + chunks - 1) / chunks;
        packedBLength = packsB ? (long)chunk * RegisterTiles<T>.PanelColumns : 0;
        ScratchLength = packedBLength + (packsA ? (long)chunk * RegisterTiles<T>.MaxRows * TilesPerBlock : 0);
    }

    public int Units => blocks * panels;

    /// <summary>Elements of scratch that <see cref="Compute"/> needs.</summary>
    public long ScratchLength { get; }

    /// <summary>Elements of the largest unit, with whole bundles.</summary>
    public static long LargestUnit => (long)RegisterTiles<T>.MaxRows * TilesPerBlock * RegisterTiles<T>.PanelColumns;

    /// <summary>The part of the result that a unit computes. Units that share a packed operand follow one another.</summary>
    public ProductUnit Unit(int index)
    {
        bool blockFirst = packsA && !packsB;
        int block = blockFirst ? index / panels : index % blocks;
        int panel = blockFirst ? index % panels : index / blocks;
        int firstTile = (int)((long)tiles * block / blocks);
        int lastTile = (int)((long)tiles * (block + 1) / blocks);
        int row = TileRow(firstTile);
        int column = panel * RegisterTiles<T>.PanelColumns;
        return new ProductUnit(block, panel, firstTile, lastTile, row, TileRow(lastTile) - row, column, Math.Min(RegisterTiles<T>.PanelColumns, n - column));
    }

    /// <summary>Computes a unit into <paramref name="c"/>, which points to its first element and, where padded, has room for
    /// whole bundles. <paramref name="packed"/> says which block
    /// and panel the scratch memory holds, from the unit before.</summary>
    public void Compute(in ProductUnit unit, T* a, T* b, T* c, nint cRow, bool isPadded, T* scratch, ref PackedParts packed)
    {
        int vectors = (unit.Columns + RegisterTiles<T>.Lanes - 1) / RegisterTiles<T>.Lanes;
        int last = isPadded ? RegisterTiles<T>.Lanes : unit.Columns - (vectors - 1) * RegisterTiles<T>.Lanes;
        T* packedA = scratch + packedBLength;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            int first = (int)((long)k * chunk / chunks);
            int length = (int)((long)k * (chunk + 1) / chunks) - first;
            T* panel = b + first * bRow + unit.Column * bColumn;
            nint panelRow = bRow;
            if (packsB)
            {
                if (packed.Panel != unit.Panel || chunks > 1)
                    Packing.Panel(panel, bRow, bColumn, length, unit.Columns, scratch, vectors * RegisterTiles<T>.Lanes);
                panel = scratch;
                panelRow = vectors * RegisterTiles<T>.Lanes;
            }

            bool packA = packsA && (packed.Block != unit.Block || chunks > 1);
            T* rows = packedA;
            for (int tile = unit.FirstTile; tile < unit.LastTile; tile++)
            {
                int row = TileRow(tile);
                int height = TileRow(tile + 1) - row;
                T* source = a + row * aRow + first * aColumn;
                T* to = c + (row - unit.Row) * cRow;
                if (packA)
                    Packing.Rows(source, aRow, aColumn, height, length, rows);
                if (packsA)
                    RegisterTiles<T>.Get(height, vectors)(length, rows, 1, height, panel, panelRow, to, cRow, last, chunk > 0);
                else
                    RegisterTiles<T>.Get(height, vectors)(length, source, aRow, aColumn, panel, panelRow, to, cRow, last, chunk > 0);
                rows += (nint)height * length;
            }
        }

        packed = new PackedParts(unit.Block, unit.Panel);
    }

    /// <summary>First row of a register tile: heights differ by one at most.</summary>
    private int TileRow(int tile) => tiles == 0 ? 0 : tile * (m / tiles) + Math.Min(tile, m % tiles);
}

/// <summary>A part of a result: a block of register tiles in a panel of columns.</summary>
internal readonly record struct ProductUnit(int Block, int Panel, int FirstTile, int LastTile, int Row, int Rows, int Column, int Columns);

/// <summary>Which block of a and which panel of b the scratch memory of a run holds.</summary>
internal readonly record struct PackedParts(int Block, int Panel)
{
    public static PackedParts None => new(-1, -1);
}
