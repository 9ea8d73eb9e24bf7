using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Four bundles side by side, and the one-dimensional transforms of Winograd's filtering with two outputs and three weights. Each of the two
/// ways back is the transpose of a way there.</summary>
internal readonly struct Quad<V, T>(V v0, V v1, V v2, V v3)
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public readonly V V0 = v0;
    public readonly V V1 = v1;
    public readonly V V2 = v2;
    public readonly V V3 = v3;

    private static V Half
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Broadcast(T.CreateTruncating(0.5));
    }

    /// <summary>Four neighbouring inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V, T> OfInputs(V x0, V x1, V x2, V x3) => new(x0 - x2, x1 + x2, x2 - x1, x1 - x3);

    /// <summary>Three weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V, T> OfWeights(V w0, V w1, V w2)
    {
        V even = (w0 + w2) * Half, odd = w1 * Half;
        return new(w0, even + odd, even - odd, w2);
    }

    /// <summary>The gradients of two neighbouring outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V, T> OfOutputs(V y0, V y1) => new(y0, y0 + y1, y0 - y1, -y1);

    /// <summary>Two outputs, from products of transformed inputs and weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ToOutputs(out V y0, out V y1)
    {
        y0 = V0 + V1 + V2;
        y1 = V1 - V2 - V3;
    }

    /// <summary>The gradients of three weights, from products of transformed inputs and outputs' gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ToWeights(out V w0, out V w1, out V w2)
    {
        V even = (V1 + V2) * Half;
        w0 = V0 + even;
        w1 = (V1 - V2) * Half;
        w2 = even + V3;
    }
}
