using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cajal.Kernels;

/// <summary>Widths of vectors that the kernels are written for; the numbers they give are the same on all of them.</summary>
internal enum HardwarePath
{
    /// <summary>No vectors: one element at a time.</summary>
    Scalar,

    /// <summary>128-bit vectors (Arm64, or x64 without AVX2).</summary>
    Vector128,

    /// <summary>256-bit vectors with fused multiply-add.</summary>
    Avx2,

    /// <summary>512-bit vectors.</summary>
    Avx512,
}

/// <summary>The vector path of this process, chosen once.</summary>
internal static class Hardware
{
    /// <summary>Best path that the processor and the runtime's settings allow.</summary>
    public static HardwarePath Path { get; } =
        Avx512F.IsSupported ? HardwarePath.Avx512
        : Avx2.IsSupported && Fma.IsSupported ? HardwarePath.Avx2
        : Vector128.IsHardwareAccelerated ? HardwarePath.Vector128
        : HardwarePath.Scalar;

    /// <summary>Fills a table of kernels with those for the bundles of <see cref="Path"/>.</summary>
    public static void Fill<TTable, T>(TTable table)
        where TTable : struct, IKernelTable<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (Path)
        {
            case HardwarePath.Avx512:
                table.Fill<Lanes512<T>>();
                break;
            case HardwarePath.Avx2:
                table.Fill<Lanes256<T>>();
                break;
            case HardwarePath.Vector128:
                table.Fill<Lanes128<T>>();
                break;
            default:
                table.Fill<Lane<T>>();
                break;
        }
    }
}
