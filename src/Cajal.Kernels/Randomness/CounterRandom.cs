using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cajal.Kernels;

/// <summary>Random numbers that depend only on (seed, stream, step, index): the same in any order, on any thread.</summary>
/// <remarks>The Philox key is a mix of seed and stream, the counter is (index of the 128-bit block, step).</remarks>
internal static unsafe class CounterRandom
{
    /// <summary>Steps of the grids of random floats and doubles.</summary>
    private const float FloatStep = 1f / (1 << 24);
    private const double DoubleStep = 1.0 / (1L << 53);

    /// <summary>Blocks that are computed at once where there are vectors.</summary>
    private const int BlocksPerGroup = 8;

    /// <summary>Words of a shuffle that are computed at once.</summary>
    private const int WordsAtOnce = 256;

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
        if (!Avx2.IsSupported)
        {
            UniformPlain(key, step, first, result);
            return;
        }

        // Whole groups of blocks by vectors, what stands before and behind them plainly.
        int perBlock = 16 / sizeof(T), perGroup = BlocksPerGroup * perBlock;
        int head = Math.Min(result.Length, (int)((perBlock - first % perBlock) % perBlock));
        int end = head + (result.Length - head) / perGroup * perGroup;
        UniformPlain(key, step, first, result[..head]);
        UniformGroups(key, step, (ulong)((first + head) / perBlock), result[head..end]);
        UniformPlain(key, step, first + end, result[end..]);
    }

    /// <summary>Groups of <see cref="BlocksPerGroup"/> blocks from block number <paramref name="block"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UniformGroups<T>(ulong key, ulong step, ulong block, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* start = result)
        {
            for (T* to = start; to < start + result.Length; to += 16 / sizeof(T) * BlocksPerGroup, block += BlocksPerGroup)
            {
                Philox.GenerateEight(block, step, key, out Vector256<ulong> r0, out Vector256<ulong> r1, out Vector256<ulong> r2, out Vector256<ulong> r3);
                Uniform(r0, to);
                Uniform(r1, to + 32 / sizeof(T));
                Uniform(r2, to + 64 / sizeof(T));
                Uniform(r3, to + 96 / sizeof(T));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Uniform<T>(Vector256<ulong> bits, T* to) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            (Vector256.ConvertToSingle((bits.AsUInt32() >>> 8).AsInt32()) * FloatStep).Store((float*)to);
        else
            (Vector256.ConvertToDouble((bits >>> 11).AsInt64()) * DoubleStep).Store((double*)to);
    }

    private static void UniformPlain<T>(ulong key, ulong step, long first, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int perBlock = 16 / sizeof(T);
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
    public static void Normal<T>(ulong seed, ulong stream, ulong step, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Normal(seed, stream, step, 0, result);

    /// <summary>As above, for elements [first, first + length).</summary>
    internal static void Normal<T>(ulong seed, ulong stream, ulong step, long first, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong key = Key(seed, stream);
        for (int i = 0; i < result.Length; i++)
            result[i] = T.CreateTruncating(NormalQuantile.Value(ToDouble(LongWord(key, step, (ulong)(first + i))) + HalfStep));
    }

    /// <summary>Shuffles by Fisher and Yates; every permutation depends only on (seed, stream).</summary>
    public static void Shuffle(Span<int> items, ulong seed, ulong stream)
    {
        ulong key = Key(seed, stream);
        Span<ulong> words = stackalloc ulong[WordsAtOnce];
        for (int end = items.Length; end > 0;)
        {
            int first = (end - 1) / WordsAtOnce * WordsAtOnce;
            LongWords(key, (ulong)first, words);
            for (int i = end - 1; i >= Math.Max(first, 1); i--)
            {
                int j = (int)Math.BigMul(words[i - first], (ulong)i + 1, out _);
                (items[i], items[j]) = (items[j], items[i]);
            }

            end = first;
        }
    }

    /// <summary>The words of step 0 from number <paramref name="first"/> on; it and their count are multiples of a group's words.</summary>
    private static void LongWords(ulong key, ulong first, Span<ulong> words)
    {
        const int perGroup = 2 * BlocksPerGroup;
        for (int i = 0; i < words.Length; i += perGroup)
        {
            ulong index = first + (ulong)i;
            Span<ulong> group = words.Slice(i, perGroup);
            if (Avx2.IsSupported)
            {
                Philox.GenerateEight(index / 2, 0, key, out Vector256<ulong> r0, out Vector256<ulong> r1, out Vector256<ulong> r2, out Vector256<ulong> r3);
                r0.CopyTo(group);
                r1.CopyTo(group[Vector256<ulong>.Count..]);
                r2.CopyTo(group[(2 * Vector256<ulong>.Count)..]);
                r3.CopyTo(group[(3 * Vector256<ulong>.Count)..]);
                continue;
            }

            for (int word = 0; word < perGroup; word++)
                group[word] = LongWord(key, 0, index + (ulong)word);
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
        if (sizeof(T) == sizeof(double))
        {
            values[0] = T.CreateTruncating(ToDouble(Low(bits)));
            values[1] = T.CreateTruncating(ToDouble(High(bits)));
            return;
        }

        T scale = T.CreateTruncating(FloatStep);
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

    private static double ToDouble(ulong bits) => (bits >> 11) * DoubleStep;
}
