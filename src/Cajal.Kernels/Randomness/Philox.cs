using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cajal.Kernels;

/// <summary>The counter-based generator Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 4.3.</summary>
internal static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>The 128 random bits of a 128-bit counter under a 64-bit key, as four words, lowest first.</summary>
    public static (uint X, uint Y, uint Z, uint W) Generate(uint x, uint y, uint z, uint w, uint key0, uint key1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * x;
            ulong product1 = (ulong)Multiplier1 * z;
            x = (uint)(product1 >> 32) ^ y ^ key0;
            y = (uint)product1;
            z = (uint)(product0 >> 32) ^ w ^ key1;
            w = (uint)product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (x, y, z, w);
    }

    /// <summary>Eight counters at once, (block, <paramref name="high"/>) for block = <paramref name="first"/> to first + 7; writes their
    /// sixteen 64-bit halves in order. Needs AVX2.</summary>
    /// <remarks>Each 64-bit lane holds a word in its lower half; what is in the upper half never matters, because the multiplication reads lower
    /// halves only. Two vectors of counters side by side hide the latency of the rounds.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void GenerateEight(
        ulong first, ulong high, ulong key, out Vector256<ulong> r0, out Vector256<ulong> r1, out Vector256<ulong> r2, out Vector256<ulong> r3)
    {
        // In this order of blocks the interleaving at the end gives them in ascending order.
        Vector256<ulong> x0 = Vector256.Create(first) + Vector256.Create(0UL, 2, 1, 3), x1 = x0 + Vector256.Create(4UL);
        Vector256<ulong> y0 = x0 >>> 32, y1 = x1 >>> 32, z0 = Vector256.Create(high), w0 = Vector256.Create(high >> 32), z1 = z0, w1 = w0;
        Vector256<ulong> key0 = Vector256.Create(key), key1 = Vector256.Create(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Round(ref x0, ref y0, ref z0, ref w0, key0, key1);
            Round(ref x1, ref y1, ref z1, ref w1, key0, key1);
            key0 += Vector256.Create((ulong)Weyl0);
            key1 += Vector256.Create((ulong)Weyl1);
        }

        (r0, r1) = Interleave(x0, y0, z0, w0);
        (r2, r3) = Interleave(x1, y1, z1, w1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector256<ulong> x, ref Vector256<ulong> y, ref Vector256<ulong> z, ref Vector256<ulong> w, Vector256<ulong> key0, Vector256<ulong> key1)
    {
        Vector256<ulong> product0 = Avx2.Multiply(x.AsUInt32(), Vector256.Create((ulong)Multiplier0).AsUInt32());
        Vector256<ulong> product1 = Avx2.Multiply(z.AsUInt32(), Vector256.Create((ulong)Multiplier1).AsUInt32());
        x = (product1 >>> 32) ^ (y ^ key0);
        y = product1;
        z = (product0 >>> 32) ^ (w ^ key1);
        w = product0;
    }

    /// <summary>(x, y, z, w) of blocks 0 and 1, then of blocks 2 and 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> First, Vector256<ulong> Second) Interleave(
        Vector256<ulong> x, Vector256<ulong> y, Vector256<ulong> z, Vector256<ulong> w)
    {
        const byte upperHalves = 0b10101010;
        Vector256<ulong> low = Avx2.Blend(x.AsUInt32(), (y << 32).AsUInt32(), upperHalves).AsUInt64();
        Vector256<ulong> high = Avx2.Blend(z.AsUInt32(), (w << 32).AsUInt32(), upperHalves).AsUInt64();
        return (Avx2.UnpackLow(low, high), Avx2.UnpackHigh(low, high));
    }
}
