using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Loops of fused multiply-adds alone. An addition waits for the one before it in its chain, so there must be as many chains as
/// the processor begins additions until the first is done (8 on a processor that begins two a cycle and needs four cycles).</summary>
/// <typeparam name="V">The bundle of floats.</typeparam>
internal static unsafe class CeilingLoops<V> where V : unmanaged, ILanes<V, float>
{
    /// <summary>All loops, each with the floating-point operations of one pass.</summary>
    public static IReadOnlyList<(Action<long> Run, double Flops)> All { get; } =
    [
        (passes => Eight(passes), 8 * FlopsOfOne), (passes => Twelve(passes), 12 * FlopsOfOne),
        (passes => TwelveLoading(passes), 12 * FlopsOfOne), (passes => TwentyFour(passes), 24 * FlopsOfOne),
    ];

    private static double FlopsOfOne => 2.0 * V.Count;

    /// <summary>Fewest registers: for processors with 16 of them there is room to spare.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static V Eight(long passes)
    {
        V x = V.Broadcast(1), y = V.Broadcast(0.5f);
        V a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
        for (; passes > 0; passes--)
        {
            a = V.MultiplyAdd(a, y, x);
            b = V.MultiplyAdd(b, y, x);
            c = V.MultiplyAdd(c, y, x);
            d = V.MultiplyAdd(d, y, x);
            e = V.MultiplyAdd(e, y, x);
            f = V.MultiplyAdd(f, y, x);
            g = V.MultiplyAdd(g, y, x);
            h = V.MultiplyAdd(h, y, x);
        }

        return a + b + c + d + e + f + g + h;
    }

    /// <summary>As many as 16 registers hold beside the operands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static V Twelve(long passes)
    {
        V x = V.Broadcast(1), y = V.Broadcast(0.5f);
        V a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (; passes > 0; passes--)
        {
            a = V.MultiplyAdd(a, y, x);
            b = V.MultiplyAdd(b, y, x);
            c = V.MultiplyAdd(c, y, x);
            d = V.MultiplyAdd(d, y, x);
            e = V.MultiplyAdd(e, y, x);
            f = V.MultiplyAdd(f, y, x);
            g = V.MultiplyAdd(g, y, x);
            h = V.MultiplyAdd(h, y, x);
            i = V.MultiplyAdd(i, y, x);
            j = V.MultiplyAdd(j, y, x);
            k = V.MultiplyAdd(k, y, x);
            l = V.MultiplyAdd(l, y, x);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }

    /// <summary>With an operand that comes from the nearest cache, as in a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static V TwelveLoading(long passes)
    {
        float* source = Scratch<float>.Get(2 * V.Count);
        V.Store(V.Broadcast(0.5f), source);
        V.Store(V.Broadcast(0.25f), source + V.Count);
        V x = V.Broadcast(1);
        V a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (; passes > 0; passes--)
        {
            V y = V.Load(source), z = V.Load(source + V.Count);
            a = V.MultiplyAdd(a, y, x);
            b = V.MultiplyAdd(b, y, x);
            c = V.MultiplyAdd(c, y, x);
            d = V.MultiplyAdd(d, y, x);
            e = V.MultiplyAdd(e, y, x);
            f = V.MultiplyAdd(f, y, x);
            g = V.MultiplyAdd(g, z, x);
            h = V.MultiplyAdd(h, z, x);
            i = V.MultiplyAdd(i, z, x);
            j = V.MultiplyAdd(j, z, x);
            k = V.MultiplyAdd(k, z, x);
            l = V.MultiplyAdd(l, z, x);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }

    /// <summary>As many as 32 registers hold; the loop itself costs least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static V TwentyFour(long passes)
    {
        V x = V.Broadcast(1), y = V.Broadcast(0.5f);
        V a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        V m = x, n = x, o = x, p = x, q = x, r = x, s = x, t = x, u = x, v = x, w = x, z = x;
        for (; passes > 0; passes--)
        {
            a = V.MultiplyAdd(a, y, x);
            b = V.MultiplyAdd(b, y, x);
            c = V.MultiplyAdd(c, y, x);
            d = V.MultiplyAdd(d, y, x);
            e = V.MultiplyAdd(e, y, x);
            f = V.MultiplyAdd(f, y, x);
            g = V.MultiplyAdd(g, y, x);
            h = V.MultiplyAdd(h, y, x);
            i = V.MultiplyAdd(i, y, x);
            j = V.MultiplyAdd(j, y, x);
            k = V.MultiplyAdd(k, y, x);
            l = V.MultiplyAdd(l, y, x);
            m = V.MultiplyAdd(m, y, x);
            n = V.MultiplyAdd(n, y, x);
            o = V.MultiplyAdd(o, y, x);
            p = V.MultiplyAdd(p, y, x);
            q = V.MultiplyAdd(q, y, x);
            r = V.MultiplyAdd(r, y, x);
            s = V.MultiplyAdd(s, y, x);
            t = V.MultiplyAdd(t, y, x);
            u = V.MultiplyAdd(u, y, x);
            v = V.MultiplyAdd(v, y, x);
            w = V.MultiplyAdd(w, y, x);
            z = V.MultiplyAdd(z, y, x);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w + z;
    }
}
