using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class PhiloxTests
{
    // Known answers of philox4x32-10 from the Random123 distribution (tests/kat_vectors): counter, key, result.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Known_answers(uint x, uint y, uint z, uint w, uint key0, uint key1, uint e0, uint e1, uint e2, uint e3) =>
        Assert.Equal((e0, e1, e2, e3), Philox.Generate(x, y, z, w, key0, key1));

    // The same known answers through the vectors: the first counter is (block, step) = (0xffffffff..., 0xffffffff...) and so on.
    [Theory]
    [InlineData(0ul, 0ul, 0ul, 0xe169c58d_6627e8d5ul, 0x9b00dbd8_bc57ac4cul)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x41c83b0e_408f276dul, 0x6d5451fd_a20bc7c6ul)]
    [InlineData(0x85a308d3_243f6a88ul, 0x03707344_13198a2eul, 0x299f31d0_a4093822ul, 0x94fdcceb_d16cfe09ul, 0x24126ea1_5001e420ul)]
    public void Known_answers_by_vectors(ulong block, ulong step, ulong key, ulong low, ulong high)
    {
        if (!Avx2.IsSupported) return;
        var halves = new Vector256<ulong>[4];
        for (int place = 0; place < 8; place++)
        {
            Philox.GenerateEight(block - (ulong)place, step, key, out halves[0], out halves[1], out halves[2], out halves[3]);
            Assert.Equal((low, high), (halves[place / 2][place % 2 * 2], halves[place / 2][place % 2 * 2 + 1]));
        }
    }

    // A plain reading of the definition: number i of a sequence comes from word i mod 4 of block i / 4 (floats) or half i mod 2 of block i / 2.
    [Theory]
    [InlineData(0L, 200)]
    [InlineData(3L, 77)]
    [InlineData((1L << 34) - 9, 60)]
    public void Uniform_numbers_are_the_upper_bits_of_the_blocks(long first, int count)
    {
        float[] floats = new float[count];
        double[] doubles = new double[count];
        CounterRandom.Uniform<float>(5, 6, 0x1_0000_0007, first, floats);
        CounterRandom.Uniform<double>(5, 6, 0x1_0000_0007, first, doubles);
        for (int i = 0; i < count; i++)
        {
            ulong index = (ulong)(first + i);
            Assert.Equal(CounterRandom.UniformDouble(5, 6, 0x1_0000_0007, index), doubles[i]);
            double pair = CounterRandom.UniformDouble(5, 6, 0x1_0000_0007, index / 2);
            uint word = (uint)((ulong)(pair * (1L << 53)) << 11 >> 32);
            if (index % 2 == 1)
                Assert.Equal((word >> 8) / (float)(1 << 24), floats[i]);
        }
    }

    [Fact]
    public void Uniform_numbers_have_the_moments_of_their_distribution()
    {
        double[] values = new double[100_000];
        CounterRandom.Uniform<double>(1, 2, 3, values);
        Assert.All(values, v => Assert.InRange(v, 0, 1 - double.Epsilon));
        Assert.Equal(0.5, values.Average(), 0.005);
        Assert.Equal(1 / 12.0, values.Average(v => (v - 0.5) * (v - 0.5)), 0.002);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_their_distribution()
    {
        double[] values = new double[100_000];
        CounterRandom.Normal<double>(1, 2, 3, values);
        Assert.Equal(0, values.Average(), 0.01);
        Assert.Equal(1, values.Average(v => v * v), 0.02);
        Assert.Equal(0, values.Average(v => v * v * v), 0.05);
        Assert.Equal(3, values.Average(v => v * v * v * v), 0.1);
    }

    // Quantiles of the standard normal distribution (tables of Abramowitz and Stegun, 26.5, and Wichura's own test value at 0.25).
    [Theory]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(1e-20, -9.262340089798408)]
    [InlineData(0.975, 1.959963984540054)]
    public void Normal_quantile(double probability, double expected) => Assert.Equal(expected, NormalQuantile.Value(probability), 1e-13);

    [Fact]
    public void A_number_depends_on_its_index_only()
    {
        CheckIndex<float>();
        CheckIndex<double>();
    }

    [Fact]
    public void The_work_fills_rows_with_the_numbers_of_one_sequence()
    {
        Block<float> block = Blocks.Zero<float>(5, 7, 9);
        var state = new RandomState { Seed = 3, Step = 4 };
        var work = new RandomUniformWork<float>(state, 2, block);
        work.Execute(3, 2, 0);
        work.Execute(0, 3, 0);
        float[] expected = new float[35];
        CounterRandom.Uniform<float>(3, 2, 4, expected);
        Assert.Equal(expected, Blocks.Values(block));
        state.Step = 5;
        work.Execute();
        Assert.NotEqual(expected, Blocks.Values(block));
    }

    private static void CheckIndex<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] all = new T[50];
        CounterRandom.Uniform<T>(1, 2, 3, all);
        Assert.Equal(50, all.Distinct().Count());
        for (int length = 0; length < 9; length++)
        {
            for (int first = 0; first < 9; first++)
            {
                T[] part = new T[length];
                CounterRandom.Uniform<T>(1, 2, 3, first, part);
                Assert.Equal(all.Skip(first).Take(length), part);
            }
        }

        Assert.Equal(typeof(T) == typeof(double) ? double.CreateChecked(all[7]) : CounterRandom.UniformDouble(1, 2, 3, 7), CounterRandom.UniformDouble(1, 2, 3, 7));
    }

    [Fact]
    public void Shuffle_is_a_permutation_that_depends_on_seed_and_stream()
    {
        int[] first = Shuffled(7, 1);
        Assert.Equal(Enumerable.Range(0, 1000), first.Order());
        Assert.Equal(first, Shuffled(7, 1));
        Assert.NotEqual(first, Shuffled(7, 2));
        Assert.NotEqual(first, Shuffled(8, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1030)]
    public void Shuffle_exchanges_each_item_with_one_before_it_that_its_own_random_number_picks(int count)
    {
        int[] items = [.. Enumerable.Range(0, count)];
        int[] expected = [.. items];
        for (int i = count - 1; i > 0; i--)
        {
            int j = (int)(CounterRandom.UniformDouble(7, 3, 0, (ulong)i) * (i + 1));
            (expected[i], expected[j]) = (expected[j], expected[i]);
        }

        CounterRandom.Shuffle(items, 7, 3);
        Assert.Equal(expected, items);
    }

    private static int[] Shuffled(ulong seed, ulong stream)
    {
        int[] items = [.. Enumerable.Range(0, 1000)];
        CounterRandom.Shuffle(items, seed, stream);
        return items;
    }
}
