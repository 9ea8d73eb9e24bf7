using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Cajal.Kernels;

/// <summary>Asks for memory before it is needed, where the processor does not foresee it: it follows rows, and not steps from row to row.</summary>
internal static unsafe class Prefetching
{
    /// <summary>Bytes of a cache line.</summary>
    public const int LineBytes = 64;

    /// <summary>Fetches a cache line into the second-level cache. An address that does not exist fetches nothing; the runtime offers it for x86 alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch1(address);
    }

    /// <summary>Fetches a cache line into the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchNear(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }
}
