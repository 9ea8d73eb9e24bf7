using System.Runtime.InteropServices;

namespace Cajal.Kernels;

/// <summary>Asks the system for pages of 2 MiB, so that walking through a large matrix row by row does not need a new page each time.</summary>
internal static unsafe partial class HugePages
{
    /// <summary>Bytes of a huge page.</summary>
    public const int Bytes = 2 << 20;

    private const int Advice = 14;

    /// <summary>Asks for huge pages for memory that starts on one. Where the system has none, nothing changes.</summary>
    public static void Ask(void* memory, nuint bytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = AdviseMemory(memory, bytes, Advice);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without this call: small pages do as well.
        }
        catch (DllNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int AdviseMemory(void* memory, nuint bytes, int advice);
}
