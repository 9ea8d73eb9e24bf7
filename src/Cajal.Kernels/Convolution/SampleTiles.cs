using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The register tiles of this process's hardware path for values whose samples lie innermost.</summary>
internal static unsafe class SampleTiles<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Most rows of a tile.</summary>
    public const int MaxRows = 6;

    /// <summary>Most output channels of a tile of the weights' gradient.</summary>
    public const int MaxColumns = 4;

    private static readonly delegate*<nint, nint, T*, nint, nint, nint, T*, nint, nint, T*, nint, nint, void>[] Tiles =
        new delegate*<nint, nint, T*, nint, nint, nint, T*, nint, nint, T*, nint, nint, void>[MaxRows * MaxColumns];

    private static readonly delegate*<nint, nint, nint, T*, nint, T*, nint, nint, T*, nint, void>[] Products =
        new delegate*<nint, nint, nint, T*, nint, T*, nint, nint, T*, nint, void>[MaxRows * MaxColumns];

    static SampleTiles() => Hardware.Fill<Table, T>(default);

    /// <summary>Most bundles of samples in a tile of <see cref="MaxRows"/>.</summary>
    public static int MaxBundles { get; } = RegisterTiles<T>.PanelColumns / RegisterTiles<T>.Lanes;

    /// <summary>Most output channels in a tile of <see cref="MaxRows"/> rows of the weights' gradient.</summary>
    public static int GradientColumns { get; } = Math.Min(MaxColumns, MaxBundles);

    /// <summary>Adds up the partial sums of a weight's gradient.</summary>
    public static delegate*<nint, T*, T*, void> Sum { get; private set; }

    /// <summary>The kernel for so many rows, places or channels, and bundles, of channels or samples.</summary>
    public static delegate*<nint, nint, T*, nint, nint, nint, T*, nint, nint, T*, nint, nint, void> Get(int rows, int bundles) =>
        Tiles[(bundles - 1) * MaxRows + rows - 1];

    /// <summary>The kernel for so many rows of weights and output channels.</summary>
    public static delegate*<nint, nint, nint, T*, nint, T*, nint, nint, T*, nint, void> GetProduct(int rows, int columns) =>
        Products[(columns - 1) * MaxRows + rows - 1];

    private static void FillColumns<V, TColumns>()
        where V : unmanaged, ILanes<V, T>
        where TColumns : unmanaged, ISize
    {
        int first = (sizeof(TColumns) - 1) * MaxRows;
        Tiles[first] = &WindowTile<V, T, One, TColumns>.Run;
        Tiles[first + 1] = &WindowTile<V, T, Two, TColumns>.Run;
        Tiles[first + 2] = &WindowTile<V, T, Three, TColumns>.Run;
        Tiles[first + 3] = &WindowTile<V, T, Four, TColumns>.Run;
        Tiles[first + 4] = &WindowTile<V, T, Five, TColumns>.Run;
        Tiles[first + 5] = &WindowTile<V, T, Six, TColumns>.Run;
        Products[first] = &SampleProductTile<V, T, One, TColumns>.Run;
        Products[first + 1] = &SampleProductTile<V, T, Two, TColumns>.Run;
        Products[first + 2] = &SampleProductTile<V, T, Three, TColumns>.Run;
        Products[first + 3] = &SampleProductTile<V, T, Four, TColumns>.Run;
        Products[first + 4] = &SampleProductTile<V, T, Five, TColumns>.Run;
        Products[first + 5] = &SampleProductTile<V, T, Six, TColumns>.Run;
    }

    private readonly struct Table : IKernelTable<T>
    {
        public void Fill<V>() where V : unmanaged, ILanes<V, T>
        {
            Sum = &WeightLanes<V, T>.Sum;
            FillColumns<V, One>();
            FillColumns<V, Two>();
            FillColumns<V, Three>();
            FillColumns<V, Four>();
        }
    }
}
