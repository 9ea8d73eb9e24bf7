using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class ProductTests
{
    /// <summary>m, n, k around the sizes of register tiles, panels, blocks and chunks.</summary>
    public static TheoryData<int, int, int> Sizes() => new()
    {
        { 1, 1, 1 }, { 4, 2, 2 }, { 1, 10, 128 }, { 5, 15, 3 }, { 6, 16, 4 }, { 7, 17, 5 }, { 13, 31, 33 }, { 12, 64, 20 }, { 11, 65, 16 }, { 32, 48, 7 },
        { 50, 70, 256 }, { 97, 33, 40 }, { 200, 130, 30 }, { 3, 20, 2049 }, { 8, 100, 4100 }, { 2, 3, 0 }, { 64, 256, 64 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_element_is_one_ascending_chain_of_fused_multiply_adds(int m, int n, int k)
    {
        CheckRoles<float>(m, n, k);
        CheckRoles<double>(m, n, k);
    }

    /// <summary>Rows at the borders of register tiles of 1 to 12 rows, and of blocks of them.</summary>
    public static TheoryData<int> BorderRows() => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 18, 19, 25, 28, 37, 70, 97];

    [Theory]
    [MemberData(nameof(BorderRows))]
    public void Every_border_of_tiles_and_panels_has_the_same_bits(int m)
    {
        foreach (int n in new[] { 1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 24, 31, 32, 33, 47, 48, 49, 63, 65, 70, 127, 129 })
        {
            foreach (int k in new[] { 0, 1, 2, 7 })
            {
                CheckRoles<float>(m, n, k);
                CheckRoles<double>(m, n, k);
            }
        }
    }

    /// <summary>Strides and lengths from which on operands are packed or fetched ahead, or units share a run of the epilogue; narrow results in several chunks of k.</summary>
    [Theory]
    [InlineData(200, 64, 300)]
    [InlineData(193, 256, 1030)]
    [InlineData(40, 3, 2100)]
    [InlineData(33, 1, 4097)]
    [InlineData(3, 33, 2050)]
    [InlineData(20, 512, 700)]
    [InlineData(1300, 203, 5)]
    [InlineData(300, 1024, 65)]
    [InlineData(13, 600, 900)]
    [InlineData(600, 14, 900)]
    [InlineData(20, 256, 2100)]
    [InlineData(520, 256, 514)]
    [InlineData(70, 4200, 3)]
    public void Packed_operands_and_chunks_have_the_same_bits(int m, int n, int k)
    {
        CheckRoles<float>(m, n, k);
        CheckRoles<double>(m, n, k);
    }

    private static void CheckRoles<T>(int m, int n, int k) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(123);
        foreach (bool transposeA in new[] { false, true })
        {
            foreach (bool transposeB in new[] { false, true })
            {
                Block<T> a = transposeA ? Blocks.Random<T>(random, k, m, m + 1).Transposed() : Blocks.Random<T>(random, m, k);
                Block<T> b = transposeB ? Blocks.Random<T>(random, n, k).Transposed() : Blocks.Random<T>(random, k, n, n + (n % 256 == 0 ? 0 : 2));
                T[] expected = Plain(a, b);
                Block<T> direct = Blocks.Zero<T>(m, n, n + 5), flipped = Blocks.Zero<T>(n, m);
                var work = new ProductWork<T>(a, b, direct, null);
                work.Preparation?.Execute();
                for (int unit = work.Units - 1; unit >= 0; unit--)
                    work.Execute(unit, 1, 0);
                new ProductWork<T>(a, b, flipped.Transposed(), null).Execute();
                Assert.Equal(expected, Blocks.Values(direct));
                Assert.All(Blocks.Values(new Block<T>(direct.Buffer, n, m - 1, 5, n + 5, 1)), x => Assert.Equal(T.Zero, x));
                Assert.Equal(expected, Blocks.Values(flipped.Transposed()));
                Assert.Equal(expected, Spans(a, b));
                Assert.Equal(expected.Select(x => x + x), Doubled(a, b, compiled: false));
                Assert.Equal(expected.Select(x => x + x), Doubled(a, b, compiled: true));
            }
        }
    }

    private static T[] Doubled<T>(Block<T> a, Block<T> b, bool compiled) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> result = Blocks.Zero<T>(a.Rows, b.Columns), difference = Blocks.Random<T>(new Random(5), a.Rows, b.Columns);
        T[] expected = [.. Blocks.Values(difference).Zip(Plain(a, b), (x, y) => x - y)];
        var epilogue = new PointwiseProgramBuilder<T>(a.Rows, b.Columns);
        int tile = epilogue.Accumulator();
        epilogue.Store(epilogue.Apply(PointwiseFunction.Add, tile, tile), result);
        epilogue.Store(epilogue.Apply(PointwiseFunction.Subtract, epilogue.Load(difference), tile), difference);
        var work = new ProductWork<T>(a, b, null, epilogue.Build());
        if (compiled)
            work.Compile();
        work.Execute();
        Assert.Equal(expected, Blocks.Values(difference));
        return Blocks.Values(result);
    }

    private static T[] Spans<T>(Block<T> a, Block<T> b) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] result = new T[a.Rows * b.Columns];
        ReadOnlySpan<T> left = a.Buffer.Span[(int)a.Offset..], right = b.Buffer.Span[(int)b.Offset..];
        Products.Multiply(left, a.RowStride, a.ColumnStride, right, b.RowStride, b.ColumnStride, result, a.Rows, b.Columns, a.Columns);
        return result;
    }

    private static T[] Plain<T>(Block<T> a, Block<T> b) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] result = new T[a.Rows * b.Columns], left = Blocks.Values(a), right = Blocks.Values(b);
        for (int row = 0; row < a.Rows; row++)
        {
            for (int k = 0; k < a.Columns; k++)
            {
                for (int column = 0; column < b.Columns; column++)
                {
                    ref T sum = ref result[row * b.Columns + column];
                    sum = T.FusedMultiplyAdd(left[row * a.Columns + k], right[k * b.Columns + column], sum);
                }
            }
        }

        return result;
    }

    /// <summary>Results whose rows end within a bundle and are many: the epilogue walks through them as through one row.</summary>
    [Theory]
    [InlineData(700, 3, 4)]
    [InlineData(300, 5, 33)]
    [InlineData(97, 17, 9)]
    [InlineData(1000, 20, 10)]
    [InlineData(230, 33, 17)]
    public void Rows_that_repeat_meet_the_columns_they_belong_to_in_every_row(int m, int n, int k)
    {
        CheckRepeatedRows<float>(m, n, k);
        CheckRepeatedRows<double>(m, n, k);
    }

    private static void CheckRepeatedRows<T>(int m, int n, int k) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (bool compiled in new[] { false, true })
        {
            var random = new Random(123);
            Block<T> a = Blocks.Random<T>(random, m, k), b = Blocks.Random<T>(random, k, n), scale = Blocks.Random<T>(random, 1, n), bias = Blocks.Random<T>(random, 1, n);
            Block<T> moved = Blocks.Random<T>(random, m, n), result = Blocks.Zero<T>(m, n);
            T[] product = Plain(a, b), before = Blocks.Values(moved), scales = Blocks.Values(scale), biases = Blocks.Values(bias), memory = moved.Buffer.Span.ToArray();
            var epilogue = new PointwiseProgramBuilder<T>(m, n);
            int scaled = epilogue.Apply(PointwiseFunction.Multiply, epilogue.Accumulator(), epilogue.Load(new Block<T>(scale.Buffer, scale.Offset, m, n, 0, 1)));
            int sum = epilogue.Apply(PointwiseFunction.Add, scaled, epilogue.Load(new Block<T>(bias.Buffer, bias.Offset, m, n, 0, 1)));
            epilogue.Store(epilogue.Apply(PointwiseFunction.Subtract, epilogue.Load(moved), sum), moved);
            epilogue.Store(epilogue.Apply(PointwiseFunction.Multiply, sum, epilogue.Constant(T.CreateChecked(0.5))), result);
            var work = new ProductWork<T>(a, b, null, epilogue.Build());
            if (compiled)
                work.Compile();
            for (int unit = work.Units - 1; unit >= 0; unit--)
                work.Execute(unit, 1, 0);

            T[] expected = [.. product.Select((x, i) => (x * scales[i % n]) + biases[i % n])];
            Assert.Equal(expected.Select(x => x * T.CreateChecked(0.5)), Blocks.Values(result));
            Assert.Equal(before.Zip(expected, (x, y) => x - y), Blocks.Values(moved));
            Assert.Equal(memory[^2..], moved.Buffer.Span[^2..].ToArray());
        }
    }

    [Fact]
    public void Product_with_epilogue_adds_bias_and_cuts_below_zero()
    {
        Block<float> a = Blocks.Of(2, 2, 1f, 2f, 3f, 4f);
        Block<float> b = Blocks.Of(2, 2, 1f, -1f, 2f, -2f);
        Block<float> bias = Blocks.Of(1, 2, 0.5f, 1f);
        Block<float> result = Blocks.Zero<float>(2, 2);
        var epilogue = new PointwiseProgramBuilder<float>(2, 2);
        int sum = epilogue.Apply(PointwiseFunction.Add, epilogue.Accumulator(), epilogue.Load(new Block<float>(bias.Buffer, 0, 2, 2, 0, 1)));
        epilogue.Store(epilogue.Apply(PointwiseFunction.Relu, sum), result);
        new ProductWork<float>(a, b, null, epilogue.Build()).Execute();
        Assert.Equal([5.5f, 0, 11.5f, 0], Blocks.Values(result));
    }

    [Fact]
    public void Transposed_views_give_the_product_of_the_transposes()
    {
        Block<double> a = Blocks.Of(2, 3, 1.0, 2, 3, 4, 5, 6);
        Block<double> result = Blocks.Zero<double>(3, 3);
        new ProductWork<double>(a.Transposed(), a, result, null).Execute();
        Assert.Equal([17.0, 22, 27, 22, 29, 36, 27, 36, 45], Blocks.Values(result));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Block<float> a = Blocks.Zero<float>(2, 3);
        var error = Assert.Throws<ArgumentException>(() => new ProductWork<float>(a, a, a, null));
        Assert.Equal("Product of [2, 3] and [2, 3]: the inner sizes 3 and 2 differ.", error.Message);
    }

    [Fact]
    public void Epilogues_that_do_not_fit_are_refused()
    {
        Block<float> a = Blocks.Zero<float>(2, 3), square = Blocks.Zero<float>(2, 2);
        var larger = new PointwiseProgramBuilder<float>(2, 3);
        larger.Store(larger.Accumulator(), a);
        var error = Assert.Throws<ArgumentException>(() => new ProductWork<float>(a, a.Transposed(), null, larger.Build()));
        Assert.StartsWith("The epilogue works on [2, 3], but the product is [2, 2].", error.Message, StringComparison.Ordinal);
        var other = new PointwiseProgramBuilder<float>(2, 2);
        other.Store(other.Load(square), square);
        error = Assert.Throws<ArgumentException>(() => new ProductWork<float>(a, a.Transposed(), null, other.Build()));
        Assert.StartsWith("The epilogue of a product does not read the product: run it as a work of its own.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => new ProductWork<float>(a, a.Transposed(), null, null));
        Assert.StartsWith("A product needs a result, an epilogue, or both.", error.Message, StringComparison.Ordinal);
    }
}
