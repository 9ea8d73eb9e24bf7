using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Random numbers that depend only on (seed, stream, step, index): the same in any order, on any thread.</summary>
/// <remarks>The Philox key is a mix of seed and stream, the counter is (index of the 128-bit block, step).</remarks>
internal static class CounterRandom
{
    /// <summary>Half a step of the 53-bit grid: keeps the argument of the quantile inside (0, 1).</summary>
    private const double HalfStep = 1.0 / (1L << 54);

    /// <summary>Uniform in [0, 1): 24 random bits for a float, 53 for a double.</summary>
    public static void Uniform<T>(ulong seed, ulong stream, ulong step, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Uniform(seed, stream, step, 0, result);

    /// <summary>As above, for elements [first, first + length).</summary>
    internal static void Uniform<T>(ulong seed, ulong stream, ulong step, long first, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong key = Key(seed, stream);
        int perBlock = 16 / Unsafe.SizeOf<T>();
        Span<T> values = stackalloc T[perBlock];
        for (int done = 0; done < result.Length;)
        {
            int skipped = (int)((first + done) % perBlock);
            int count = Math.Min(perBlock - skipped, result.Length - done);
            Uniform(Block(key, step, (ulong)((first + done) / perBlock)), values);
            values.Slice(skipped, count).CopyTo(result[done..]);
            done += count;
        }
    }

    /// <summary>One uniform double in [0, 1) with 53 random bits.</summary>
    public static double UniformDouble(ulong seed, ulong stream, ulong step, ulong index) => ToDouble(LongWord(Key(seed, stream), step, index));

    /// <summary>Standard normal numbers, by the inverse of the distribution function.</summary>
    public static void Normal<T>(ulong seed, ulong stream, ulong step, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong key = Key(seed, stream);
        for (int i = 0; i < result.Length; i++)
            result[i] = T.CreateTruncating(NormalQuantile.Value(ToDouble(LongWord(key, step, (ulong)i)) + HalfStep));
    }

    /// <summary>Shuffles by Fisher and Yates; every permutation depends only on (seed, stream).</summary>
    public static void Shuffle(Span<int> items, ulong seed, ulong stream)
    {
        ulong key = Key(seed, stream);
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = (int)Math.BigMul(LongWord(key, 0, (ulong)i), (ulong)i + 1, out _);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Mixes seed and stream into a key (finaliser of SplitMix64: Steele, Lea, Flood 2014).</summary>
    private static ulong Key(ulong seed, ulong stream)
    {
        ulong z = seed + (stream + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The numbers that one block of bits gives: four floats or two doubles.</summary>
    private static void Uniform<T>((uint X, uint Y, uint Z, uint W) bits, Span<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Unsafe.SizeOf<T>() == sizeof(double))
        {
            values[0] = T.CreateTruncating(ToDouble(Low(bits)));
            values[1] = T.CreateTruncating(ToDouble(High(bits)));
            return;
        }

        T scale = T.CreateTruncating(1.0 / (1 << 24));
        values[0] = T.CreateTruncating(bits.X >> 8) * scale;
        values[1] = T.CreateTruncating(bits.Y >> 8) * scale;
        values[2] = T.CreateTruncating(bits.Z >> 8) * scale;
        values[3] = T.CreateTruncating(bits.W >> 8) * scale;
    }

    private static ulong LongWord(ulong key, ulong step, ulong index)
    {
        (uint X, uint Y, uint Z, uint W) bits = Block(key, step, index / 2);
        return index % 2 == 0 ? Low(bits) : High(bits);
    }

    private static ulong Low((uint X, uint Y, uint Z, uint W) bits) => bits.X | ((ulong)bits.Y << 32);

    private static ulong High((uint X, uint Y, uint Z, uint W) bits) => bits.Z | ((ulong)bits.W << 32);

    private static (uint X, uint Y, uint Z, uint W) Block(ulong key, ulong step, ulong block) =>
        Philox.Generate((uint)block, (uint)(block >> 32), (uint)step, (uint)(step >> 32), (uint)key, (uint)(key >> 32));

    private static double ToDouble(ulong bits) => (bits >> 11) * (1.0 / (1L << 53));
}
