using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

/// <summary>What this assembly does when it is started as a program: runs every register tile once, so that the runtime compiles them all
/// and <see cref="RegisterTileCodeTests"/> can read their code.</summary>
internal static class RegisterTileProgram
{
    public static void Main()
    {
        RunAll<float>();
        RunAll<double>();
    }

    private static unsafe void RunAll<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var buffer = new NativeBuffer<T>(RegisterTiles<T>.MaxRows * RegisterTiles<T>.MaxBundles * RegisterTiles<T>.Lanes);
        int row = RegisterTiles<T>.MaxBundles * RegisterTiles<T>.Lanes;
        for (int bundles = 1; bundles <= RegisterTiles<T>.MaxBundles; bundles++)
        {
            for (int rows = 1; rows <= RegisterTiles<T>.RowsFor(bundles); rows++)
                RegisterTiles<T>.Get(rows, bundles)(1, buffer.Pointer, row, 1, buffer.Pointer, row, buffer.Pointer, row, RegisterTiles<T>.Lanes, false, buffer.Pointer, 0);
        }

        for (int others = 1; others <= DotTiles<T>.MaxOthers; others++)
        {
            for (int rows = 1; rows <= DotTiles<T>.MaxRows; rows++)
            {
                if (DotTiles<T>.Has(rows, others))
                    DotTiles<T>.Get(rows, others)(1, RegisterTiles<T>.Lanes, buffer.Pointer, 0, buffer.Pointer, 0, buffer.Pointer, 0, 0, false);
            }
        }

        GC.KeepAlive(buffer);
    }
}
