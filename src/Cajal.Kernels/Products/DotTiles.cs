using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The kernels of dot products of this process's hardware path.</summary>
internal static unsafe class DotTiles<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Most rows of a tile, and most others that they are multiplied with.</summary>
    public const int MaxRows = 8, MaxOthers = 4;

    /// <summary>Columns of a result whose partial sums are added up together.</summary>
    public const int GroupColumns = 16;

    private static readonly delegate*<nint, nint, T*, nint, T*, nint, T*, nint, nint, bool, void>[] Tiles =
        new delegate*<nint, nint, T*, nint, T*, nint, T*, nint, nint, bool, void>[MaxRows * MaxOthers];

    private static delegate*<T*, int, int, T*, nint, void> sums;

    static DotTiles() => Hardware.Fill<Table, T>(default);

    /// <summary>Partial sums of a dot product, on every hardware path: the numbers of a cache line.</summary>
    public static int Parts => Prefetching.LineBytes / sizeof(T);

    /// <summary>Kernels that there are.</summary>
    public static int Count { get; private set; }

    /// <summary>Whether there is a kernel for so many rows and others: products need it, and all it works on has registers.</summary>
    public static bool Has(int rows, int others) => Get(rows, others) != null;

    /// <summary>The kernel for so many rows and others.</summary>
    public static delegate*<nint, nint, T*, nint, T*, nint, T*, nint, nint, bool, void> Get(int rows, int others) => Tiles[(others - 1) * MaxRows + rows - 1];

    /// <summary>Adds up the partial sums of a group: see <see cref="DotSums{V, T}.Run"/>.</summary>
    public static void Sum(T* partial, int rows, int columns, T* to, nint toRow) => sums(partial, rows, columns, to, toRow);

    private static void Set<V, TRows, TOthers>()
        where V : unmanaged, ILanes<V, T>
        where TRows : unmanaged, ISize
        where TOthers : unmanaged, ISize
    {
        int accumulators = sizeof(TRows) * sizeof(TOthers), operands = sizeof(TOthers) + 1;
        if (accumulators + operands > RegisterTiles<T>.Registers) return;
        Tiles[(sizeof(TOthers) - 1) * MaxRows + sizeof(TRows) - 1] = &DotTile<V, T, TRows, TOthers>.Run;
        Count++;
    }

    /// <summary>Powers of two are columns of a result; where five to eight rows are multiplied with others, the others are.</summary>
    private static void SetRows<V, TOthers>()
        where V : unmanaged, ILanes<V, T>
        where TOthers : unmanaged, ISize
    {
        Set<V, One, TOthers>();
        Set<V, Two, TOthers>();
        Set<V, Four, TOthers>();
        Set<V, Five, TOthers>();
        Set<V, Six, TOthers>();
        Set<V, Seven, TOthers>();
        Set<V, Eight, TOthers>();
    }

    private readonly struct Table : IKernelTable<T>
    {
        public void Fill<V>() where V : unmanaged, ILanes<V, T>
        {
            SetRows<V, One>();
            SetRows<V, Two>();
            SetRows<V, Three>();
            SetRows<V, Four>();
            sums = &DotSums<V, T>.Run;
        }
    }
}
