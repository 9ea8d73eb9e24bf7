namespace Cajal.Kernels;

/// <summary>A rectangle of a pointwise program's space.</summary>
internal readonly record struct PointwisePart(int Row, int Rows, int Column, int Columns);

/// <summary>Cuts the space of a pointwise program into tiles: the units that workers share, and what an interpreter keeps in the nearest cache.</summary>
internal sealed class PointwiseTiling
{
    /// <summary>Bytes that all scratch tiles of a program should need together: half of a first-level cache of 32 KiB.</summary>
    private const int ScratchBytes = 16 << 10;

    /// <summary>Bounds for the bytes of one scratch tile: long enough to hide the call of a kernel, short enough for the cache.</summary>
    private const int SmallestTileBytes = 1 << 10;
    private const int LargestTileBytes = 4 << 10;

    /// <summary>Elements to which the widths of tiles are rounded: the widest bundle.</summary>
    private const int Line = 16;

    private readonly int rows;
    private readonly int columns;
    private readonly int columnTiles;

    /// <param name="rows">Rows of the space.</param>
    /// <param name="columns">Columns of the space.</param>
    /// <param name="widest">Most columns of a tile.</param>
    /// <param name="slots">Scratch tiles that are needed at once.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    public PointwiseTiling(int rows, int columns, int widest, int slots, int elementBytes)
    {
        this.rows = rows;
        this.columns = columns;
        int target = Math.Clamp(ScratchBytes / Math.Max(1, slots), SmallestTileBytes, LargestTileBytes) / elementBytes;
        int width = Math.Min(columns, widest);
        int tiles = Math.Max(1, (width + target - 1) / target);
        TileColumns = tiles == 1 ? Math.Max(1, width) : Math.Min(width, RoundUp((width + tiles - 1) / tiles));
        TileRows = Math.Clamp(target / RoundUp(TileColumns), 1, Math.Max(1, rows));
        columnTiles = (columns + TileColumns - 1) / TileColumns;
        Tiles = columns == 0 ? 0 : (rows + TileRows - 1) / TileRows * columnTiles;
    }

    /// <summary>Rows of a tile that does not lie at the border.</summary>
    public int TileRows { get; }

    /// <summary>Columns of a tile that does not lie at the border.</summary>
    public int TileColumns { get; }

    /// <summary>Tiles of the space, row by row.</summary>
    public int Tiles { get; }

    /// <summary>A tile.</summary>
    public PointwisePart Tile(int index)
    {
        int row = index / columnTiles * TileRows;
        int column = index % columnTiles * TileColumns;
        return new PointwisePart(row, Math.Min(TileRows, rows - row), column, Math.Min(TileColumns, columns - column));
    }

    /// <summary>Tiles [first, first + count) as one rectangle, where they are one: in a space of one row or of one column of tiles.</summary>
    public bool TryJoin(int first, int count, out PointwisePart part)
    {
        part = default;
        if (count == 0 || (columnTiles > 1 && Tiles > columnTiles))
            return false;
        PointwisePart start = Tile(first), end = Tile(first + count - 1);
        part = new PointwisePart(start.Row, end.Row + end.Rows - start.Row, start.Column, end.Column + end.Columns - start.Column);
        return true;
    }

    private static int RoundUp(int count) => (count + Line - 1) / Line * Line;
}
