using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>What passes over windows have in common: bundles of channels of lines that are written from left to right.</summary>
internal static unsafe class PoolLine<V, T> where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes a bundle of which <paramref name="room"/> numbers may be overwritten. Those beyond the channels of its pixel are written
    /// again by the pixels to the right, which is quicker than a mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(V value, T* to, nint room)
    {
        if (room >= V.Count)
            V.Store(value, to);
        else
            V.StorePartial(value, to, room);
    }

    /// <summary>to[i] = reduction of element i of several lines, from the first on; <paramref name="to"/> has room for a bundle more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Down<TReduction>(T* from, nint lines, nint length, T* to) where TReduction : IReduction
    {
        for (nint i = 0; i < length; i += V.Count)
        {
            V value = V.Load(from + i);
            for (nint line = 1; line < lines; line++)
                value = TReduction.Combine<V, T>(value, V.Load(from + (line * length) + i));
            V.Store(value, to + i);
        }
    }

    /// <summary>Reduction of the channels from <paramref name="from"/> on of several pixels, from the first on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Across<TReduction>(T* from, nint pixels, nint channels) where TReduction : IReduction
    {
        V value = V.Load(from);
        for (nint pixel = 1; pixel < pixels; pixel++)
            value = TReduction.Combine<V, T>(value, V.Load(from + (pixel * channels)));
        return value;
    }
}
