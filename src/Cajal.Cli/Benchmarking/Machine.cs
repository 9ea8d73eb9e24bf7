using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Cajal.Cli.Benchmarking;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    private const int FirstOfBrand = unchecked((int)0x80000002);

    /// <summary>The processor as it calls itself, with family and model where it tells them.</summary>
    public static string Processor { get; } = X86Base.IsSupported ? Brand() : $"{RuntimeInformation.ProcessArchitecture}";

    /// <summary>The vectors in use.</summary>
    public static string Vectors => $"{Kernels.Hardware.Path}";

    // AMD64 Architecture Programmer's Manual, volume 3, appendix E.3.2 (family and model) and E.4.4 (name).
    private static string Brand()
    {
        Span<int> name = stackalloc int[12];
        for (int leaf = 0; leaf < 3; leaf++)
        {
            (name[4 * leaf], name[(4 * leaf) + 1], name[(4 * leaf) + 2], name[(4 * leaf) + 3]) = X86Base.CpuId(FirstOfBrand + leaf, 0);
        }

        int signature = X86Base.CpuId(1, 0).Eax;
        int family = (signature >> 8) & 15;
        int model = (signature >> 4) & 15;
        if (family is 6 or 15)
        {
            model += (signature >> 12) & 0xF0;
        }

        if (family == 15)
        {
            family += (signature >> 20) & 255;
        }

        string brand = Encoding.ASCII.GetString(MemoryMarshal.AsBytes(name)).Trim('\0', ' ');
        return $"{brand}, family {family}, model {model}";
    }
}
