using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Memory of the running thread for the time of one kernel call: shared by all works, so that it stays in the cache. Its contents never outlive the call.</summary>
internal static unsafe class Scratch<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static NativeBuffer<T>? buffer;

    /// <summary>At least <paramref name="length"/> elements, 64-byte aligned. Only one user at a time: the outermost kernel takes it for all it calls.</summary>
    public static T* Get(long length)
    {
        NativeBuffer<T>? current = buffer;
        if (current is null || current.Length < length)
            buffer = current = new NativeBuffer<T>(length);
        return current.Pointer;
    }
}
