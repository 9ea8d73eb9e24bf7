using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The register tiles of this process's hardware path, by their number of rows and of bundles.</summary>
internal static unsafe class RegisterTiles<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Most rows of a tile.</summary>
    public const int MaxRows = 12;

    /// <summary>Most bundles of a tile.</summary>
    public const int MaxBundles = 8;

    private static readonly delegate*<nint, T*, nint, nint, T*, nint, T*, nint, nint, bool, T*, nint, void>[] Tiles =
        new delegate*<nint, T*, nint, nint, T*, nint, T*, nint, nint, bool, T*, nint, void>[MaxRows * MaxBundles];

    static RegisterTiles() => Hardware.Fill<Table, T>(default);

    /// <summary>Numbers in a bundle.</summary>
    public static int Lanes { get; } = Hardware.Path switch
    {
        HardwarePath.Avx512 => 64 / sizeof(T),
        HardwarePath.Avx2 => 32 / sizeof(T),
        HardwarePath.Vector128 => 16 / sizeof(T),
        _ => 1,
    };

    /// <summary>Columns of the tiles that most products have at most; wider ones have one or two rows.</summary>
    public static int PanelColumns { get; } = Lanes * Registers / 8;

    /// <summary>Registers that hold a bundle each.</summary>
    public static int Registers => Hardware.Path is HardwarePath.Avx512 or HardwarePath.Vector128 ? 32 : 16;

    /// <summary>Bundles that hold so many columns.</summary>
    public static int BundlesIn(int columns) => (columns + Lanes - 1) / Lanes;

    /// <summary>Most rows of a tile of so many bundles: its accumulators, a row of b and an element of a are in registers.</summary>
    public static int RowsFor(int bundles) => Math.Min((Registers - 1 - bundles) / bundles, bundles > 4 ? 2 : MaxRows);

    /// <summary>Bundles of the tiles of a product with so many rows: few rows make a single tile, which reads b only once and, of one or two
    /// rows, in long pieces.</summary>
    public static int BundlesFor(int rows)
    {
        int rowsOfTile = rows <= RowsFor(2) ? Math.Max(1, rows) : Registers / 4 + 1, bundles = MaxBundles;
        while (RowsFor(bundles) < rowsOfTile)
            bundles--;
        return bundles;
    }

    /// <summary>The kernel for a tile of so many rows and bundles.</summary>
    public static delegate*<nint, T*, nint, nint, T*, nint, T*, nint, nint, bool, T*, nint, void> Get(int rows, int bundles) =>
        Tiles[(bundles - 1) * MaxRows + rows - 1];

    private static void FillBundles<V, TBundles>()
        where V : unmanaged, ILanes<V, T>
        where TBundles : unmanaged, ISize
    {
        int first = (sizeof(TBundles) - 1) * MaxRows;
        Tiles[first] = &RegisterTile<V, T, One, TBundles>.Run;
        Tiles[first + 1] = &RegisterTile<V, T, Two, TBundles>.Run;
        Tiles[first + 2] = &RegisterTile<V, T, Three, TBundles>.Run;
        Tiles[first + 3] = &RegisterTile<V, T, Four, TBundles>.Run;
        Tiles[first + 4] = &RegisterTile<V, T, Five, TBundles>.Run;
        Tiles[first + 5] = &RegisterTile<V, T, Six, TBundles>.Run;
        if (sizeof(TBundles) > 3) return;
        Tiles[first + 6] = &RegisterTile<V, T, Seven, TBundles>.Run;
        Tiles[first + 7] = &RegisterTile<V, T, Eight, TBundles>.Run;
        Tiles[first + 8] = &RegisterTile<V, T, Nine, TBundles>.Run;
        if (sizeof(TBundles) > 2) return;
        Tiles[first + 9] = &RegisterTile<V, T, Ten, TBundles>.Run;
        Tiles[first + 10] = &RegisterTile<V, T, Eleven, TBundles>.Run;
        Tiles[first + 11] = &RegisterTile<V, T, Twelve, TBundles>.Run;
    }

    private static void FillWide<V, TMore>()
        where V : unmanaged, ILanes<V, T>
        where TMore : unmanaged, ISize
    {
        int first = (sizeof(TMore) + 3) * MaxRows;
        Tiles[first] = &WideRegisterTile<V, T, One, TMore>.Run;
        Tiles[first + 1] = &WideRegisterTile<V, T, Two, TMore>.Run;
    }

    private readonly struct Table : IKernelTable<T>
    {
        public void Fill<V>() where V : unmanaged, ILanes<V, T>
        {
            FillBundles<V, One>();
            FillBundles<V, Two>();
            FillBundles<V, Three>();
            FillBundles<V, Four>();
            FillWide<V, One>();
            FillWide<V, Two>();
            FillWide<V, Three>();
            FillWide<V, Four>();
        }
    }
}
