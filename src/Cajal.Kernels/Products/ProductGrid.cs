using System.Numerics;

namespace Cajal.Kernels;

/// <summary>How a result [m, n] is cut: columns into panels as wide as a register tile, rows into register tiles of nearly equal height and
/// these into blocks.</summary>
internal sealed class ProductGrid<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of a block: 96 rows of 48 floats are 18 KiB, so that an epilogue finds its tile in the nearest caches.</summary>
    private const int BlockRows = 96;

    /// <summary>The same where an epilogue goes over whole rows: 27 of 2048 floats are a fifth of a second-level cache.</summary>
    private const int WholeRows = 27;

    /// <summary>Most bundles of a tile of many rows.</summary>
    private const int WidestTall = 4;

    private readonly int n;
    private readonly int bundles;
    private readonly int shortHeight;
    private readonly int tallTiles;

    /// <summary>Cuts a result into <paramref name="leastUnits"/> or more, where its register tiles allow it, with few rows in a block where
    /// an epilogue goes over whole ones.</summary>
    public ProductGrid(int m, int n, int leastUnits, bool areRowsWhole = false)
    {
        this.n = n;
        bundles = RegisterTiles<T>.BundlesIn(n);
        int widest = RegisterTiles<T>.BundlesFor(m);

        // Equal panels are worth a wider tile: a net of 512 columns trains 5 % faster with eight panels of four bundles than with ten of three and one of two.
        if (widest < WidestTall && m > RegisterTiles<T>.RowsFor(widest) && bundles % widest != 0 && bundles % (widest + 1) == 0)
            widest++;
        Panels = (bundles + widest - 1) / widest;
        int panelBundles = Panels == 0 ? 1 : (bundles + Panels - 1) / Panels;
        PanelColumns = panelBundles * RegisterTiles<T>.Lanes;
        TileRows = RegisterTiles<T>.RowsFor(panelBundles);
        Tiles = (m + TileRows - 1) / TileRows;
        (shortHeight, tallTiles) = Tiles == 0 ? (0, 0) : (m / Tiles, m % Tiles);
        int blockRows = areRowsWhole ? WholeRows : BlockRows;
        int blocks = Math.Max((m + blockRows - 1) / blockRows, leastUnits / Math.Max(1, Panels));
        Blocks = Math.Min(blocks, Tiles);
    }

    public int Blocks { get; }

    public int Panels { get; }

    /// <summary>Columns of the widest panel, in whole bundles.</summary>
    public int PanelColumns { get; }

    /// <summary>Most rows of a register tile.</summary>
    public int TileRows { get; }

    /// <summary>Register tiles of a panel.</summary>
    public int Tiles { get; }

    /// <summary>First register tile of a block, or one behind the last of the block before.</summary>
    public int FirstTile(int block) => (int)((long)Tiles * block / Blocks);

    /// <summary>First column of a panel, or one behind the last of the panel before.</summary>
    public int FirstColumn(int panel) => Math.Min(n, (int)((long)bundles * panel / Panels) * RegisterTiles<T>.Lanes);

    /// <summary>First row of a register tile: heights differ by one at most.</summary>
    public int FirstRow(int tile) => tile * shortHeight + Math.Min(tile, tallTiles);

    public int Height(int tile) => tile < tallTiles ? shortHeight + 1 : shortHeight;
}
