using System.Numerics;

namespace Cajal.Kernels;

/// <summary>How a product [m, k] x [k, n] is computed: its units, and each of them from chunks of k, as its <see cref="ProductLayout{T}"/> says.</summary>
/// <remarks>Bundles lie along the rows of a result, and one of few columns leaves most of a bundle unused. Where it costs less, the plan
/// computes the transposed product b' a' and turns each unit on its way out: rows of the grid are then columns of the result.</remarks>
internal sealed unsafe class ProductPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many rows before it is used a row of b is fetched where a single row of the result waits for each.</summary>
    private const int RowsAhead = 8;

    /// <summary>Rows of a that are packed together at least: a cache line after the other is read of each column, and not a few here and there.</summary>
    private const int PackedRowsOfPart = 256;

    private readonly ProductLayout<T> layout;
    private readonly ProductOperands operands;
    private readonly ProductGrid<T> grid;
    private readonly ProductUnit[] units;
    private readonly int chunk;
    private readonly bool mayReadBeyond;
    private readonly int packedRowParts;
    private readonly nint packedTileLength;
    private readonly nint packedPanelsOffset;
    private readonly nint turnedOffset;

    /// <summary>The strides are those of <see cref="Products.Multiply"/>; <paramref name="mayReadBeyond"/> says that whole bundles may be
    /// loaded from an operand even where its last row ends earlier, <paramref name="prefersRows"/> that an epilogue should find long parts of rows.</summary>
    public ProductPlan(int m, int n, int k, nint aRow, nint aColumn, nint bRow, nint bColumn, bool mayReadBeyond, bool prefersRows = false)
    {
        this.mayReadBeyond = mayReadBeyond;
        layout = new ProductLayout<T>(new ProductOperands(m, n, k, aRow, aColumn, bRow, bColumn), mayReadBeyond, prefersRows);
        (operands, chunk) = (layout.Operands, layout.Chunk);
        grid = new ProductGrid<T>(operands.M, operands.N, layout.LeastUnits, prefersRows && layout.GoesAlongRows);
        units = new ProductUnit[grid.Blocks * grid.Panels];
        int gridRows = 0;
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = Unit(i);
            TileRow = Math.Max(TileRow, units[i].WholeColumns<T>());
            TileRows = Math.Max(TileRows, units[i].Rows);
            gridRows = Math.Max(gridRows, units[i].GridRows);
        }

        nint panelLength = (nint)chunk * grid.PanelColumns;
        packedTileLength = (nint)grid.TileRows * chunk + Packing.Overhang<T>();
        packedPanelsOffset = layout.PacksRows ? packedTileLength * grid.Tiles * layout.Chunks : 0;
        PackedLength = packedPanelsOffset + (layout.PacksAllPanels ? panelLength * grid.Panels * layout.Chunks : 0);
        packedRowParts = layout.PacksRows ? Math.Max(1, operands.M / PackedRowsOfPart) : 0;
        PackedParts = packedRowParts + (layout.PacksAllPanels ? grid.Panels : 0);
        turnedOffset = layout.PacksEachPanel ? panelLength : 0;
        ScratchLength = turnedOffset + (layout.IsTransposed ? (nint)gridRows * grid.PanelColumns : 0);
    }

    public int Units => units.Length;

    /// <summary>Whether a unit is computed at once, in a single chunk of k.</summary>
    public bool IsWhole => operands.K <= chunk;

    /// <summary>Elements of what is packed for all units before any is computed: rows of a, panels of b; 0 where they are read as they lie.</summary>
    public long PackedLength { get; }

    /// <summary>Parts that <see cref="Pack"/> packs one by one.</summary>
    public int PackedParts { get; }

    /// <summary>Units that follow one another along the rows of the result; 1 where they do not.</summary>
    public int UnitsInRow => layout.GoesAlongRows ? grid.Panels : 1;

    /// <summary>Elements of scratch that <see cref="Compute"/> needs.</summary>
    public long ScratchLength { get; }

    /// <summary>Columns of the widest unit, in whole bundles.</summary>
    public int TileRow { get; }

    /// <summary>Whether every unit has all columns of the result, and is computed at once: its rows may then follow one another without gaps, and
    /// what a row's last bundle writes too much is overwritten by the next row.</summary>
    public bool HasWholeRows => IsWhole && (layout.IsTransposed ? grid.Blocks : grid.Panels) == 1;

    /// <summary>Rows of the tallest unit.</summary>
    public int TileRows { get; }

    /// <summary>The part of the result that a unit computes. Units that share a packed operand follow one another.</summary>
    public ref readonly ProductUnit this[int index] => ref units[index];

    /// <summary>Computes the unit with a number into <paramref name="c"/>, which points to its first element and, where padded, has room for whole bundles.
    /// <paramref name="packed"/> is what <see cref="Pack"/> has packed; <paramref name="packedPanel"/> says which panel the scratch memory holds, from the unit before.</summary>
    public void Compute(int index, T* a, T* b, T* packed, T* c, nint cRow, bool isPadded, T* scratch, ref int packedPanel)
    {
        ref readonly ProductUnit unit = ref units[index];
        T* left = (layout.IsTransposed ? b : a) + unit.GridRow * operands.ARow, right = (layout.IsTransposed ? a : b) + unit.GridColumn * operands.BColumn;
        int wholeColumns = RegisterTiles<T>.BundlesIn(unit.GridColumns) * RegisterTiles<T>.Lanes;
        T* grown = layout.IsTransposed ? scratch + turnedOffset : c;
        nint grownRow = layout.IsTransposed ? grid.PanelColumns : cRow;
        for (int first = 0; first == 0 || first < operands.K; first += chunk)
        {
            int length = Math.Min(chunk, operands.K - first);
            T* rows = layout.PacksRows ? packed + PackedRows(first, unit.FirstTile) : left + first * operands.AColumn, panel = right + first * operands.BRow;
            nint panelRow = operands.BRow;
            if (layout.PacksEachPanel)
            {
                if (packedPanel != unit.Panel || !IsWhole)
                    Packing.Panel(panel, operands.BRow, operands.BColumn, length, unit.GridColumns, scratch, wholeColumns);
                panel = scratch;
                panelRow = wholeColumns;
            }
            else if (layout.PacksAllPanels)
            {
                panel = packed + PackedPanel(first, unit.Panel);
                panelRow = wholeColumns;
            }

            Lookahead<T> next = layout.FetchesNextRows ? Lookahead<T>.AtRow(panel + RowsAhead * panelRow, panelRow)
                : layout.FetchesPanels ? NextPanel(index, right, first) : default;
            RunTiles(unit, length, rows, panel, panelRow, grown, grownRow, isPadded || layout.IsTransposed, first > 0, next);
        }

        if (layout.IsTransposed)
            Transposition.Run(unit.GridColumns, unit.GridRows, grown, grownRow, c, cRow);
        packedPanel = unit.Panel;
    }

    /// <summary>Packs a part of a or b for all units: some hundred rows, or a panel.</summary>
    public void Pack(int part, T* a, T* b, T* packed)
    {
        T* left = layout.IsTransposed ? b : a, right = layout.IsTransposed ? a : b;
        for (int first = 0; first < operands.K; first += chunk)
        {
            int length = Math.Min(chunk, operands.K - first);
            if (part < packedRowParts)
                PackRows(part, first, length, left, packed);
            else
                PackPanel(part - packedRowParts, first, length, right, packed);
        }
    }

    private void PackRows(int part, int first, int length, T* left, T* packed)
    {
        int firstTile = grid.Tiles * part / packedRowParts, endTile = grid.Tiles * (part + 1) / packedRowParts;
        T* rows = left + grid.FirstRow(firstTile) * operands.ARow + first * operands.AColumn;
        T* to = packed + PackedRows(first, firstTile);
        Packing.Rows(grid, firstTile, endTile, rows, operands.ARow, operands.AColumn, length, to, packedTileLength, mayReadBeyond);
    }

    private void PackPanel(int panel, int first, int length, T* right, T* packed)
    {
        int column = grid.FirstColumn(panel), columns = grid.FirstColumn(panel + 1) - column;
        T* from = right + column * operands.BColumn + first * operands.BRow;
        int width = RegisterTiles<T>.BundlesIn(columns) * RegisterTiles<T>.Lanes;
        Packing.Panel(from, operands.BRow, operands.BColumn, length, columns, packed + PackedPanel(first, panel), width);
    }

    /// <summary>Where the packed rows of a register tile begin for the chunk of k that begins with <paramref name="first"/>.</summary>
    private nint PackedRows(int first, int tile) => ((nint)(first / chunk) * grid.Tiles + tile) * packedTileLength;

    /// <summary>Where a packed panel begins for the chunk of k that begins with <paramref name="first"/>.</summary>
    private nint PackedPanel(int first, int panel) => packedPanelsOffset + ((nint)(first / chunk) * grid.Panels + panel) * chunk * grid.PanelColumns;

    /// <summary>What is read of b after the chunk of k that begins with <paramref name="first"/>: the unit's next chunk or, in the last unit of a panel,
    /// the next panel's first one.</summary>
    private Lookahead<T> NextPanel(int index, T* right, int first)
    {
        ref readonly ProductUnit unit = ref units[index];
        int next = first + chunk;
        if (next < operands.K)
            return Lookahead<T>.AtPanel(right + next * operands.BRow, operands.BRow, operands.BColumn, Math.Min(chunk, operands.K - next), unit.GridColumns);
        if (index + 1 == units.Length || units[index + 1].Panel == unit.Panel)
            return default;
        ref readonly ProductUnit following = ref units[index + 1];
        T* panel = right + (following.GridColumn - unit.GridColumn) * operands.BColumn;
        return Lookahead<T>.AtPanel(panel, operands.BRow, operands.BColumn, Math.Min(chunk, operands.K), following.GridColumns);
    }

    /// <summary>Runs the register tiles of a unit over one chunk of k. While they run, the first ones fetch what comes next of b, the others the rows
    /// of the tile that follows; or all of them the places of the result that will be written.</summary>
    private void RunTiles(
        in ProductUnit unit, int length, T* rows, T* panel, nint panelRow, T* c, nint cRow, bool isPadded, bool resume, Lookahead<T> next)
    {
        int lanes = RegisterTiles<T>.Lanes, columns = unit.GridColumns, bundles = RegisterTiles<T>.BundlesIn(columns);
        int last = isPadded ? lanes : columns - (bundles - 1) * lanes;
        for (int tile = unit.FirstTile; tile < unit.EndTile; tile++)
        {
            int row = grid.FirstRow(tile) - unit.GridRow, height = grid.Height(tile), number = tile - unit.FirstTile;
            T* from = rows + (layout.PacksRows ? number * packedTileLength : row * operands.ARow);
            nint fromRow = layout.PacksRows ? 1 : operands.ARow, fromColumn = layout.PacksRows ? height : operands.AColumn;
            bool isPanelFetched = number >= next.Tiles;
            T* ahead = isPanelFetched ? from + (layout.PacksRows ? packedTileLength : height * operands.ARow) : next.Start + number * next.TileStep;
            nint aheadStep = !isPanelFetched ? next.Step : layout.FetchesRows ? height : 0;
            if (layout.FetchesResult && !isPadded)
            {
                // One line of each of the next rows: of the tiles before a row, each fetches another of its lines.
                ahead = c + (row + height) * cRow + number % bundles * lanes;
                aheadStep = cRow;
            }

            RegisterTiles<T>.Get(height, bundles)(
                length, from, fromRow, fromColumn, panel, panelRow, c + row * cRow, cRow, last, resume, ahead, aheadStep);
        }
    }

    private ProductUnit Unit(int index)
    {
        int block = layout.GoesAlongRows ? index / grid.Panels : index % grid.Blocks;
        int panel = layout.GoesAlongRows ? index % grid.Panels : index / grid.Blocks, first = grid.FirstTile(block), end = grid.FirstTile(block + 1);
        int row = grid.FirstRow(first), column = grid.FirstColumn(panel);
        return new ProductUnit(block, panel, first, end, row, grid.FirstRow(end) - row, column, grid.FirstColumn(panel + 1) - column, layout.IsTransposed);
    }
}
