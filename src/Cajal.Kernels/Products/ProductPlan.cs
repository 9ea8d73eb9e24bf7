using System.Numerics;

namespace Cajal.Kernels;

/// <summary>How a product [m, k] x [k, n] is computed: its grid of units, the chunks of k, which operand is packed.</summary>
/// <remarks>Bundles lie along the rows of a result, and one of few columns leaves most of a bundle unused. Where it costs less, the plan
/// computes the transposed product b' a' and turns each register tile on its way out: rows of the grid are then columns of the result.</remarks>
internal sealed unsafe class ProductPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Largest chunk of k: a panel of 48 floats and 2048 rows is 384 KiB, less than half of a second-level cache.</summary>
    private const int LargestChunk = 2048;

    /// <summary>Smallest chunk of k where rows of b share sets of the cache: each chunk reads and writes the result once more.</summary>
    private const int SmallestChunk = 64;

    /// <summary>Length of k, for each column of a panel, from which on strided rows of a are packed: with less, what a register tile reads stays
    /// in the first-level cache as it is; the narrower the panels, the more of them read it.</summary>
    private const int LengthWorthPackingA = 8;

    /// <summary>Floating-point operations from which on a unit is large enough to be a worker's next piece.</summary>
    private const double UnitCost = 400_000;

    /// <summary>Most units that a product is cut into for the sake of its workers.</summary>
    private const int SharedUnits = 32;

    /// <summary>Columns from which on packing a costs little against its use.</summary>
    private const int ColumnsWorthPackingA = 256;

    /// <summary>Most bytes of a that are packed.</summary>
    private const int LargestPackedA = 64 << 20;

    /// <summary>Rows from which on packing contiguous rows of b costs little against their use.</summary>
    private const int RowsWorthPackingB = 192;

    /// <summary>Bytes of b up to which units follow one another along the rows of the result, so that b is read anew for each block: then each
    /// worker writes rows of its own, and no two of them write neighbouring cache lines (784 x 128 weights updated by two workers: 24 µs
    /// instead of 35).</summary>
    private const long LargestRereadB = 256 << 10;

    /// <summary>Bytes of a first-level and of a second-level cache. Rows at a distance of 2^n bytes share their sets as if each of them filled that distance.</summary>
    private const int NearCacheBytes = 48 << 10, CacheBytes = 1 << 20;

    /// <summary>Bytes from which on an operand is fetched ahead: of a smaller one much is still in the second-level cache, and asking for it costs 3 %.</summary>
    private const int FarBytes = 2 * CacheBytes;

    /// <summary>How many rows before it is used a row of b is fetched where a single row of the result waits for each.</summary>
    private const int RowsAhead = 8;

    private readonly ProductOperands operands;
    private readonly bool isTransposed;
    private readonly ProductGrid<T> grid;
    private readonly ProductUnit[] units;
    private readonly int chunk;
    private readonly bool packsA;
    private readonly bool packsB;
    private readonly bool fetchesPanels;
    private readonly bool fetchesNextRows;
    private readonly bool fetchesRows;
    private readonly bool goesAlongRows;
    private readonly bool mayReadBeyond;
    private readonly int tileRows;
    private readonly nint packedTileLength;
    private readonly nint turnedOffset;

    /// <summary>The strides are those of <see cref="Products.Multiply"/>; <paramref name="mayReadBeyond"/> says that whole bundles may be
    /// loaded from an operand even where its last row ends earlier.</summary>
    public ProductPlan(int m, int n, int k, nint aRow, nint aColumn, nint bRow, nint bColumn, bool mayReadBeyond)
    {
        this.mayReadBeyond = mayReadBeyond;
        operands = new ProductOperands(m, n, k, aRow, aColumn, bRow, bColumn);
        ProductOperands transposed = operands.Transposed();
        isTransposed = transposed.Cost<T>() + ProductOperands.TranspositionCost<T>(m, n) < operands.Cost<T>();
        if (isTransposed)
            operands = transposed;

        int lanes = RegisterTiles<T>.Lanes;
        long apparentBytes = operands.BColumn == 1 ? ApparentRow(operands.BRow) * k : 0;
        bool sharesSets = apparentBytes > CacheBytes;
        int largestChunk = sharesSets && operands.M < RowsWorthPackingB && operands.M > RegisterTiles<T>.MaxRows
            ? (int)Math.Max(SmallestChunk, CacheBytes * 3L / 4 / ApparentRow(operands.BRow))
            : LargestChunk;
        int chunks = Math.Max(1, (k + largestChunk - 1) / largestChunk);
        chunk = Math.Max(1, (k + chunks - 1) / chunks);
        packsA = operands.AColumn != 1 && k >= LengthWorthPackingA * RegisterTiles<T>.PanelColumns && operands.N >= ColumnsWorthPackingA
            && operands.M > RegisterTiles<T>.MaxRows && (long)operands.M * k * sizeof(T) <= LargestPackedA;
        bool endsEarly = operands.N % lanes != 0 && !mayReadBeyond, isRead = operands.BColumn == 1 && !endsEarly;
        goesAlongRows = isRead && !isTransposed && (long)operands.N * k * sizeof(T) <= LargestRereadB;
        packsB = !isRead || (!goesAlongRows && apparentBytes > NearCacheBytes && operands.M >= RowsWorthPackingB);
        fetchesPanels = IsFar(operands.N);
        fetchesNextRows = operands.M == 1 && (long)operands.N * operands.K * sizeof(T) > NearCacheBytes;
        fetchesRows = IsFar(operands.M) && (packsA || (IsWhole && operands.AColumn == 1 && operands.ARow == k));

        int leastUnits = packsB ? 0 : (int)Math.Min(SharedUnits, 2.0 * m * n * k / UnitCost);
        grid = new ProductGrid<T>(operands.M, operands.N, leastUnits);
        units = new ProductUnit[grid.Blocks * grid.Panels];
        int gridRows = 0;
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = Unit(i);
            TileRow = Math.Max(TileRow, RegisterTiles<T>.BundlesIn(units[i].Columns) * lanes);
            tileRows = Math.Max(tileRows, units[i].Rows);
            gridRows = Math.Max(gridRows, units[i].GridRows);
        }

        packedTileLength = (nint)grid.TileRows * chunk + Packing.Overhang<T>();
        PackedLength = packsA ? packedTileLength * grid.Tiles * chunks : 0;
        turnedOffset = packsB ? (nint)chunk * grid.PanelColumns : 0;
        ScratchLength = turnedOffset + (isTransposed ? (nint)gridRows * grid.PanelColumns : 0);
    }

    public int Units => units.Length;

    /// <summary>Whether a unit is computed at once, in a single chunk of k.</summary>
    public bool IsWhole => operands.K <= chunk;

    /// <summary>Elements of the packed rows of a, which <see cref="PackRows"/> makes for all units; 0 where they are read as they lie.</summary>
    public long PackedLength { get; }

    /// <summary>Blocks of rows that <see cref="PackRows"/> packs one by one.</summary>
    public int Blocks => grid.Blocks;

    /// <summary>Elements of scratch that <see cref="Compute"/> needs.</summary>
    public long ScratchLength { get; }

    /// <summary>Columns of the widest unit, in whole bundles.</summary>
    public int TileRow { get; }

    /// <summary>Whether every unit has all columns of the result, and is computed at once: its rows may then follow one another without gaps, and
    /// what a row's last bundle writes too much is overwritten by the next row.</summary>
    public bool HasWholeRows => IsWhole && (isTransposed ? grid.Blocks : grid.Panels) == 1;

    /// <summary>Elements that hold any unit in rows of <see cref="TileRow"/> elements.</summary>
    public long TileLength => (long)tileRows * TileRow;

    /// <summary>The part of the result that a unit computes. Units that share a packed operand follow one another.</summary>
    public ref readonly ProductUnit this[int index] => ref units[index];

    /// <summary>Computes the unit with a number into <paramref name="c"/>, which points to its first element and, where padded, has room for whole bundles.
    /// <paramref name="packedRows"/> are those of all blocks; <paramref name="packedPanel"/> says which panel the scratch memory holds, from the unit before.</summary>
    public void Compute(int index, T* a, T* b, T* packedRows, T* c, nint cRow, bool isPadded, T* scratch, ref int packedPanel)
    {
        ref readonly ProductUnit unit = ref units[index];
        T* left = (isTransposed ? b : a) + unit.GridRow * operands.ARow, right = (isTransposed ? a : b) + unit.GridColumn * operands.BColumn;
        int wholeColumns = RegisterTiles<T>.BundlesIn(unit.GridColumns) * RegisterTiles<T>.Lanes;
        T* grown = isTransposed ? scratch + turnedOffset : c;
        nint grownRow = isTransposed ? grid.PanelColumns : cRow;
        for (int first = 0; first == 0 || first < operands.K; first += chunk)
        {
            int length = Math.Min(chunk, operands.K - first);
            T* rows = packsA ? packedRows + PackedPlace(first, unit.FirstTile) : left + first * operands.AColumn, panel = right + first * operands.BRow;
            nint panelRow = operands.BRow;
            if (packsB)
            {
                if (packedPanel != unit.Panel || !IsWhole)
                    Packing.Panel(panel, operands.BRow, operands.BColumn, length, unit.GridColumns, scratch, wholeColumns);
                panel = scratch;
                panelRow = wholeColumns;
            }

            Lookahead<T> next = fetchesNextRows ? Lookahead<T>.AtRow(panel + RowsAhead * panelRow, panelRow)
                : fetchesPanels ? NextPanel(index, right, first) : default;
            RunTiles(unit, length, rows, panel, panelRow, grown, grownRow, isPadded || isTransposed, first > 0, next);
        }

        if (isTransposed)
            Transposition.Run(unit.GridColumns, unit.GridRows, grown, grownRow, c, cRow);
        packedPanel = unit.Panel;
    }

    /// <summary>Packs the rows of a of one block, for all units.</summary>
    public void PackRows(int block, T* a, T* b, T* packedRows)
    {
        int firstTile = grid.FirstTile(block), endTile = grid.FirstTile(block + 1);
        T* rows = (isTransposed ? b : a) + grid.FirstRow(firstTile) * operands.ARow;
        for (int first = 0; first < operands.K; first += chunk)
        {
            Packing.Rows(
                grid, firstTile, endTile, rows + first * operands.AColumn, operands.ARow, operands.AColumn, Math.Min(chunk, operands.K - first),
                packedRows + PackedPlace(first, firstTile), packedTileLength, mayReadBeyond);
        }
    }

    /// <summary>Where the packed rows of a register tile begin for the chunk of k that begins with <paramref name="first"/>.</summary>
    private nint PackedPlace(int first, int tile) => ((nint)(first / chunk) * grid.Tiles + tile) * packedTileLength;

    /// <summary>Bytes of the second-level cache that a row of b takes as far as its sets are concerned: its distance from the next one, as far as that is a power of two. Where that
    /// fills the cache, what several register tiles read of a panel would be fetched anew for each (128 x 2048 x 2048: 59 % of peak); few rows go by
    /// chunks of k that fit (79 %), many rows by packed panels.</summary>
    private static long ApparentRow(nint row) => (row & -row) * sizeof(T);

    /// <summary>Whether an operand of so many columns or rows is too large to stay in the second-level cache from one product to the next.</summary>
    private bool IsFar(int count) => (long)count * operands.K * sizeof(T) > FarBytes;

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

    /// <summary>Runs the register tiles of a unit over one chunk of k. While they run, the first ones fetch what comes next of b, the others the rows of a
    /// of the tile that follows.</summary>
    private void RunTiles(
        in ProductUnit unit, int length, T* rows, T* panel, nint panelRow, T* c, nint cRow, bool isPadded, bool resume, Lookahead<T> next)
    {
        int lanes = RegisterTiles<T>.Lanes, columns = unit.GridColumns, bundles = RegisterTiles<T>.BundlesIn(columns);
        int last = isPadded ? lanes : columns - (bundles - 1) * lanes;
        for (int tile = unit.FirstTile; tile < unit.EndTile; tile++)
        {
            int row = grid.FirstRow(tile) - unit.GridRow, height = grid.Height(tile), number = tile - unit.FirstTile;
            T* from = rows + (packsA ? number * packedTileLength : row * operands.ARow);
            nint fromRow = packsA ? 1 : operands.ARow, fromColumn = packsA ? height : operands.AColumn;
            bool isPanelFetched = number >= next.Tiles;
            T* ahead = isPanelFetched ? from + (packsA ? packedTileLength : height * operands.ARow) : next.Start + number * next.TileStep;
            nint aheadStep = !isPanelFetched ? next.Step : fetchesRows ? height : 0;
            RegisterTiles<T>.Get(height, bundles)(
                length, from, fromRow, fromColumn, panel, panelRow, c + row * cRow, cRow, last, resume, ahead, aheadStep);
        }
    }

    private ProductUnit Unit(int index)
    {
        int block = goesAlongRows ? index / grid.Panels : index % grid.Blocks;
        int panel = goesAlongRows ? index % grid.Panels : index / grid.Blocks, first = grid.FirstTile(block), end = grid.FirstTile(block + 1);
        int row = grid.FirstRow(first), column = grid.FirstColumn(panel);
        return new ProductUnit(block, panel, first, end, row, grid.FirstRow(end) - row, column, grid.FirstColumn(panel + 1) - column, isTransposed);
    }
}
