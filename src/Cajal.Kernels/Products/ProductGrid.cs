using System.Numerics;

namespace Cajal.Kernels;

/// <summary>How a result [m, n] is cut: columns into panels as wide as a register tile, rows into register tiles of nearly equal height and
/// these into blocks.</summary>
internal sealed class ProductGrid<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int n;
    private readonly int bundles;
    private readonly int tiles;
    private readonly int shortHeight;
    private readonly int tallTiles;

    public ProductGrid(int m, int n, int blockRows)
    {
        this.n = n;
        bundles = RegisterTiles<T>.BundlesIn(n);
        int widest = RegisterTiles<T>.BundlesFor(m);
        Panels = (bundles + widest - 1) / widest;
        int panelBundles = Panels == 0 ? 1 : (bundles + Panels - 1) / Panels;
        PanelColumns = panelBundles * RegisterTiles<T>.Lanes;
        TileRows = RegisterTiles<T>.RowsFor(panelBundles);
        tiles = (m + TileRows - 1) / TileRows;
        (shortHeight, tallTiles) = tiles == 0 ? (0, 0) : (m / tiles, m % tiles);
        Blocks = Math.Min(tiles, (m + blockRows - 1) / blockRows);
    }

    public int Blocks { get; }

    public int Panels { get; }

    /// <summary>Columns of the widest panel, in whole bundles.</summary>
    public int PanelColumns { get; }

    /// <summary>Most rows of a register tile.</summary>
    public int TileRows { get; }

    /// <summary>Most register tiles of a block.</summary>
    public int BlockTiles => Blocks == 0 ? 0 : (tiles + Blocks - 1) / Blocks;

    /// <summary>First register tile of a block, or one behind the last of the block before.</summary>
    public int FirstTile(int block) => (int)((long)tiles * block / Blocks);

    /// <summary>First column of a panel, or one behind the last of the panel before.</summary>
    public int FirstColumn(int panel) => Math.Min(n, (int)((long)bundles * panel / Panels) * RegisterTiles<T>.Lanes);

    /// <summary>First row of a register tile: heights differ by one at most.</summary>
    public int FirstRow(int tile) => tile * shortHeight + Math.Min(tile, tallTiles);

    public int Height(int tile) => tile < tallTiles ? shortHeight + 1 : shortHeight;
}
