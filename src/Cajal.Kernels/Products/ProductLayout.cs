using System.Numerics;

namespace Cajal.Kernels;

/// <summary>What a <see cref="ProductPlan{T}"/> decides by the sizes and strides of a product: whether it is computed transposed, in which chunks of k and
/// in which order, which operands are packed, and what is fetched before it is needed. None of it changes a bit of the result.</summary>
internal sealed unsafe class ProductLayout<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
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

    /// <summary>Rows from which on packing contiguous rows of b costs little against their use: more for wide panels, which read whole pieces of rows,
    /// than for panels of one cache line (AVX2: 128 x 2048 x 2048 80 % of peak, by chunks of k 57).</summary>
    private static readonly int RowsWorthPackingB = Math.Max(96, 48 * RegisterTiles<T>.PanelColumns * sizeof(T) / Prefetching.LineBytes);

    /// <summary>Bytes of b up to which units follow one another along the rows of the result, so that b is read anew for each block: then each
    /// worker writes rows of its own, and no two of them write neighbouring cache lines (784 x 128 weights updated by two workers: 24 µs
    /// instead of 35).</summary>
    private const long LargestRereadB = 256 << 10;

    /// <summary>The same where an epilogue reads and writes more than fits the second-level cache, which many neighbouring columns at a time make
    /// fast; panels that would drive each other out of the first-level cache are then packed once, before the product.</summary>
    private const long LargestPackedB = 4 << 20;

    /// <summary>Bytes of a first-level and of a second-level cache. Rows at a distance of 2^n bytes share their sets as if each of them filled that distance.</summary>
    private const int NearCacheBytes = 48 << 10, CacheBytes = 1 << 20;

    /// <summary>Bytes from which on an operand is fetched ahead: of a smaller one much is still in the second-level cache, and asking for it costs 3 %.</summary>
    private const int FarBytes = 2 * CacheBytes;

    /// <summary>Multiply-adds from which on, and length of k up to which, the places that later tiles write are fetched while tiles run: short tiles write
    /// faster than lines come from beyond the caches (gradient of 2048 x 2048 weights at 32 rows: 72 % of peak, with it 75, and 50 and 75 beside a busy neighbour).
    /// Of smaller products much of the result is still in a cache, and asking for it costs 3 % (1024 x 2048 weights at 32 rows).</summary>
    private const long LargeProduct = 1 << 26, LengthWorthFetchingResult = 128;

    /// <param name="asked">The product as it was asked for.</param>
    /// <param name="mayReadBeyond">Whether whole bundles may be loaded from an operand even where its last row ends earlier.</param>
    /// <param name="prefersRows">Whether an epilogue reads and writes so much that it should find long parts of rows.</param>
    public ProductLayout(ProductOperands asked, bool mayReadBeyond, bool prefersRows)
    {
        ProductOperands transposed = asked.Transposed();
        IsTransposed = transposed.Cost<T>() + ProductOperands.TranspositionCost<T>(asked.M, asked.N) < asked.Cost<T>();
        Operands = IsTransposed ? transposed : asked;
        (int m, int n, int k) = (Operands.M, Operands.N, Operands.K);

        long bytesOfB = (long)n * k * sizeof(T), apparentBytes = Operands.BColumn == 1 ? ApparentRow(Operands.BRow) * k : 0;
        int largestChunk = apparentBytes > CacheBytes && m < RowsWorthPackingB && m > RegisterTiles<T>.MaxRows
            ? (int)Math.Max(SmallestChunk, CacheBytes * 3L / 4 / ApparentRow(Operands.BRow))
            : LargestChunk;
        Chunks = Math.Max(1, (k + largestChunk - 1) / largestChunk);
        Chunk = Math.Max(1, (k + Chunks - 1) / Chunks);

        bool isRead = Operands.BColumn == 1 && (mayReadBeyond || n % RegisterTiles<T>.Lanes == 0);
        bool isWorthPackingB = apparentBytes > NearCacheBytes && m >= RowsWorthPackingB;
        GoesAlongRows = isRead && !IsTransposed && bytesOfB <= (prefersRows ? LargestPackedB : LargestRereadB);
        PacksRows = Operands.AColumn != 1 && k >= LengthWorthPackingA * RegisterTiles<T>.PanelColumns && n >= ColumnsWorthPackingA
            && m > RegisterTiles<T>.MaxRows && (long)m * k * sizeof(T) <= LargestPackedA;
        PacksEachPanel = !isRead || (isWorthPackingB && !GoesAlongRows);
        PacksAllPanels = isWorthPackingB && GoesAlongRows && bytesOfB > LargestRereadB;

        FetchesPanels = bytesOfB > FarBytes && !PacksAllPanels;
        FetchesRows = (long)m * k * sizeof(T) > FarBytes && (PacksRows || (Chunks == 1 && Operands.AColumn == 1 && Operands.ARow == k));
        FetchesResult = (long)m * n * k > LargeProduct && k <= LengthWorthFetchingResult && !FetchesPanels && !FetchesRows;

        // Rows in one stream that begin within cache lines: the lines are read twice already, which leaves no time to ask for them too.
        bool isStream = Operands.BRow == n && RegisterTiles<T>.BundlesIn(n) <= RegisterTiles<T>.MaxBundles && bytesOfB <= CacheBytes;
        FetchesNextRows = m == 1 && bytesOfB > NearCacheBytes && !(isStream && ApparentRow(n) < Prefetching.LineBytes);
        LeastUnits = PacksEachPanel ? 0 : (int)Math.Min(SharedUnits, 2.0 * m * n * k / UnitCost);
    }

    /// <summary>The product that is computed: the one asked for or its transpose.</summary>
    public ProductOperands Operands { get; }

    public bool IsTransposed { get; }

    /// <summary>Chunks of k, one behind the other.</summary>
    public int Chunks { get; }

    /// <summary>Length of a chunk.</summary>
    public int Chunk { get; }

    /// <summary>Whether units follow one another along the rows of the result, not down its panels.</summary>
    public bool GoesAlongRows { get; }

    /// <summary>Whether the rows of a are packed before the product.</summary>
    public bool PacksRows { get; }

    /// <summary>Whether the panels of b are packed before the product.</summary>
    public bool PacksAllPanels { get; }

    /// <summary>Whether each panel of b is packed by who computes its units.</summary>
    public bool PacksEachPanel { get; }

    /// <summary>Whether the next panel of b is fetched while tiles run.</summary>
    public bool FetchesPanels { get; }

    /// <summary>Whether a tile fetches the rows of a of the next one.</summary>
    public bool FetchesRows { get; }

    /// <summary>Whether tiles fetch the places of the result that later ones write.</summary>
    public bool FetchesResult { get; }

    /// <summary>Whether the only tile of a panel fetches the rows of b that it reads a little later.</summary>
    public bool FetchesNextRows { get; }

    /// <summary>Units that the product should be cut into at least.</summary>
    public int LeastUnits { get; }

    /// <summary>Bytes of the second-level cache that a row of b takes as far as its sets are concerned: its distance from the next one, as far as that is a power of two. Where that
    /// fills the cache, what several register tiles read of a panel would be fetched anew for each (128 x 2048 x 2048: 59 % of peak); few rows go by
    /// chunks of k that fit (79 %), many rows by packed panels.</summary>
    private static long ApparentRow(nint row) => (row & -row) * sizeof(T);
}
