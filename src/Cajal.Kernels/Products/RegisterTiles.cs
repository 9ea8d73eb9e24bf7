using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The register tiles of this process's hardware path, by their number of rows and of bundles.</summary>
internal static unsafe class RegisterTiles<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Most rows of a tile.</summary>
    public const int MaxRows = 6;

    private const int MaxVectors = 4;

    private static readonly delegate*<nint, T*, nint, nint, T*, nint, T*, nint, nint, bool, void>[] Table = Fill();

    /// <summary>Numbers in a bundle.</summary>
    public static int Lanes { get; } = Hardware.Path switch
    {
        HardwarePath.Avx512 => 64 / sizeof(T),
        HardwarePath.Avx2 => 32 / sizeof(T),
        HardwarePath.Vector128 => 16 / sizeof(T),
        _ => 1,
    };

    /// <summary>Columns of the widest tile: 6 x 4 bundles need 29 registers, 6 x 2 need 15, which is what AVX2 has.</summary>
    public static int PanelColumns { get; } = Lanes * (Hardware.Path is HardwarePath.Avx512 or HardwarePath.Vector128 ? 4 : 2);

    /// <summary>The kernel for a tile of so many rows and bundles.</summary>
    public static delegate*<nint, T*, nint, nint, T*, nint, T*, nint, nint, bool, void> Get(int rows, int vectors) =>
        Table[(vectors - 1) * MaxRows + rows - 1];

    private static delegate*<nint, T*, nint, nint, T*, nint, T*, nint, nint, bool, void>[] Fill()
    {
        var table = new delegate*<nint, T*, nint, nint, T*, nint, T*, nint, nint, bool, void>[MaxRows * MaxVectors];
        switch (Hardware.Path)
        {
            case HardwarePath.Avx512:
                FillLanes<Lanes512<T>>(table);
                break;
            case HardwarePath.Avx2:
                FillLanes<Lanes256<T>>(table);
                break;
            case HardwarePath.Vector128:
                FillLanes<Lanes128<T>>(table);
                break;
            default:
                FillLanes<Lane<T>>(table);
                break;
        }

        return table;
    }

    private static void FillLanes<V>(delegate*<nint, T*, nint, nint, T*, nint, T*, nint, nint, bool, void>[] table) where V : unmanaged, ILanes<V, T>
    {
        FillRows<V, One>(table);
        FillRows<V, Two>(table);
        FillRows<V, Three>(table);
        FillRows<V, Four>(table);
    }

    private static void FillRows<V, TVectors>(delegate*<nint, T*, nint, nint, T*, nint, T*, nint, nint, bool, void>[] table)
        where V : unmanaged, ILanes<V, T>
        where TVectors : ISize
    {
        int first = (TVectors.Value - 1) * MaxRows;
        table[first] = &RegisterTile<V, T, One, TVectors>.Run;
        table[first + 1] = &RegisterTile<V, T, Two, TVectors>.Run;
        table[first + 2] = &RegisterTile<V, T, Three, TVectors>.Run;
        table[first + 3] = &RegisterTile<V, T, Four, TVectors>.Run;
        table[first + 4] = &RegisterTile<V, T, Five, TVectors>.Run;
        table[first + 5] = &RegisterTile<V, T, Six, TVectors>.Run;
    }
}
