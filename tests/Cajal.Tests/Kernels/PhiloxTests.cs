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

    private static int[] Shuffled(ulong seed, ulong stream)
    {
        int[] items = [.. Enumerable.Range(0, 1000)];
        CounterRandom.Shuffle(items, seed, stream);
        return items;
    }
}
