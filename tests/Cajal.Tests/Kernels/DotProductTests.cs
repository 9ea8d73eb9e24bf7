using System.Numerics;
using Cajal.Kernels;
using Cajal.Ops;

namespace Cajal.Tests.Kernels;

public sealed class DotProductTests
{
    /// <summary>Lengths around cache lines and bundles of every width, and beyond a chunk that stays in the first-level cache.</summary>
    private static readonly int[] Lengths = [0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 24, 31, 40, 65, 500, 515, 1030];

    public static TheoryData<int> Rows() => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_element_is_the_folded_sums_of_a_cache_line_of_chains(int m)
    {
        foreach (int k in Lengths)
        {
            foreach (int n in k > 500 ? [19] : new[] { 1, 2, 7, 15, 16, 17, 31, 33, 64 })
            {
                Check<float>(m, n, k);
                Check<double>(m, n, k);
            }
        }
    }

    [Theory]
    [InlineData(1, 700, 300)]
    [InlineData(9, 300, 1100)]
    [InlineData(12, 530, 520)]
    public void Units_of_a_large_product_are_computed_in_any_order(int m, int n, int k)
    {
        Check<float>(m, n, k);
        Check<double>(m, n, k);
    }

    [Fact]
    public void Numbers_that_vanish_or_are_infinite_count_as_on_paper()
    {
        foreach (int k in Enumerable.Range(1, 40))
        {
            float[] Values(int seed, float tiny) =>
                [.. Enumerable.Range(0, 40 * 3).Select(i => (i * seed % 5) switch { 0 => -0f, 1 => tiny, 2 => -tiny, 3 => 0, _ => 1 })];
            Block<float> a = Of(3, k, Values(7, 1e-30f)), b = Of(3, k, Values(11, 3e-30f));
            AssertSame(Plain(a, b.Transposed()), Product(a, b.Transposed()));
            a.Buffer.Span[k - 1] = float.PositiveInfinity;
            b.Buffer.Span[k - 1] = 1;
            Assert.Equal(float.PositiveInfinity, Product(a, b.Transposed())[0]);
        }

        static Block<float> Of(int rows, int columns, float[] values)
        {
            Block<float> block = Blocks.Zero<float>(rows, columns);
            values.AsSpan(0, rows * columns).CopyTo(block.Buffer.Span);
            return block;
        }
    }

    [Fact]
    public void Operands_that_do_not_fit_are_refused()
    {
        Block<float> a = Blocks.Zero<float>(2, 3), many = Blocks.Zero<float>(13, 3), other = Blocks.Zero<float>(3, 2);
        Assert.All([(a, a), (many, other)], pair =>
        {
            (Block<float> left, Block<float> right) = pair;
            string message = Assert.Throws<ArgumentException>(() => new DotProductWork<float>(left, right, null, null)).Message;
            Assert.Equal(
                $"Dot products of [{left.Rows}, {left.Columns}] and [{right.Rows}, {right.Columns}]: expected equal inner sizes and at most 12 rows.", message);
        });
    }

    /// <summary>A row of an output has the same bits in every batch, also where weights are contiguous along k; of a gradient nobody asks that.</summary>
    [Fact]
    public void Only_the_gradient_of_few_rows_is_computed_so()
    {
        Assert.Equal((typeof(DotProductWork<float>), true), GradientWork(rows: 8));
        Assert.Equal((typeof(ProductWork<float>), true), GradientWork(rows: 13));
        Assert.Equal((typeof(ProductWork<float>), true), GradientWork(rows: 8, outputs: 16));
        Assert.Equal((typeof(ProductWork<float>), true), GradientWork(rows: 8, isTied: true));

        (Type Work, bool ForwardIsChains) GradientWork(int rows, int outputs = 512, bool isTied = false)
        {
            var graph = new Graph();
            Node x = graph.Input("x", new Shape(rows, 200)), w = graph.Parameter("w", new Shape(200, outputs)), wide = graph.Parameter("wide", new Shape(outputs, 200));
            Node product = x.MatMul(isTied ? wide.Transpose() : w), gradient = product.Operator.Gradient(product, product)[0]!, forward = x.MatMul(wide.Transpose());
            Block<float> left = Blocks.Zero<float>(rows, outputs), right = Blocks.Zero<float>(200, outputs).Transposed();
            Work work = ((MatMul)gradient.Operator).LowerFused(gradient, [left, right], Blocks.Zero<float>(rows, 200), null);
            Work other = ((MatMul)forward.Operator).LowerFused(forward, [left, right], Blocks.Zero<float>(rows, 200), null);
            return (work.GetType(), other is ProductWork<float>);
        }
    }

    private static void Check<T>(int m, int n, int k) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(m + (31 * n) + (1009 * k));
        foreach (int gap in new[] { 0, 3 })
        {
            Block<T> a = Blocks.Random<T>(random, m, k, k + gap), b = Blocks.Random<T>(random, n, k, k + gap).Transposed();
            Block<T> direct = Blocks.Zero<T>(m, n, n + gap), flipped = Blocks.Zero<T>(n, m);
            T[] expected = Plain(a, b);
            var work = new DotProductWork<T>(a, b, direct, null);
            for (int unit = work.Units - 1; unit >= 0; unit--)
                work.Execute(unit, 1, 0);
            GC.KeepAlive(work);
            AssertSame(expected, Blocks.Values(direct));
            Assert.All(direct.Buffer.Span.ToArray().Where((_, i) => i % (n + gap) >= n), x => Assert.Equal(T.Zero, x));
            new DotProductWork<T>(a, b, flipped.Transposed(), null).Execute();
            AssertSame(expected, Blocks.Values(flipped.Transposed()));
            AssertSame(expected, Product(a, Copied(b)));
            AssertSame(expected, Product(Copied(a.Transposed()).Transposed(), b));
            AssertSame([.. expected.Select(x => x + x)], Doubled(a, b, compiled: false));
            AssertSame([.. expected.Select(x => x + x)], Doubled(a, b, compiled: true));
        }
    }

    /// <summary>What a plan reads as a view lies otherwise than what the naive executor has copied; shapes alone may decide how a gradient is computed.</summary>
    [Theory]
    [InlineData(1, 64)]
    [InlineData(5, 100)]
    [InlineData(12, 520)]
    public void A_planned_gradient_has_the_bits_of_the_naive_one_however_its_operands_lie(int rows, int outputs)
    {
        var graph = new Graph();
        Node x = graph.Input("x", [rows, 24]), d = graph.Input("d", [rows, outputs]), column = graph.Input("column", [rows, 1]);
        Node w = graph.Parameter("w", [24, outputs]), v = graph.Parameter("v", [outputs, 24]);
        var random = new Random(rows);
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        var inputs = new Dictionary<Node, double[]> { [x] = Values(rows * 24), [d] = Values(rows * outputs), [column] = Values(rows) };
        var parameters = new Dictionary<string, double[]> { ["w"] = Values(24 * outputs), ["v"] = Values(24 * outputs) };
        Node plain = (x.MatMul(w) * d).Sum().Gradients([x])[0], spread = (x.MatMul(w) * column.Broadcast(d.Shape)).Sum().Gradients([x])[0];
        Node tied = (x.MatMul(v.Transpose()) * d).Sum().Gradients([x])[0];
        Assert.All((Node[][])[[plain], [plain, w.Transpose()], [spread], [tied]], outputs => PlanCheck.SameBits<float>(new GraphFunction(outputs), inputs, parameters));
    }

    /// <summary>The same values in rows without gaps.</summary>
    private static Block<T> Copied<T>(Block<T> block) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> copy = Blocks.Zero<T>(block.Rows, block.Columns);
        Blocks.Values(block).CopyTo(copy.Buffer.Span);
        return copy;
    }

    private static T[] Product<T>(Block<T> a, Block<T> b) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> result = Blocks.Zero<T>(a.Rows, b.Columns);
        var work = new DotProductWork<T>(a, b, result, null);
        for (int unit = (work.Preparation?.Units ?? 0) - 1; unit >= 0; unit--)
            work.Preparation!.Execute(unit, 1, 0);
        work.ExecuteUnits();
        return Blocks.Values(result);
    }

    private static T[] Doubled<T>(Block<T> a, Block<T> b, bool compiled) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> sum = Blocks.Zero<T>(a.Rows, b.Columns), product = Blocks.Zero<T>(a.Rows, b.Columns);
        var epilogue = new PointwiseProgramBuilder<T>(a.Rows, b.Columns);
        int tile = epilogue.Accumulator();
        epilogue.Store(epilogue.Apply(PointwiseFunction.Add, tile, tile), sum);
        var work = new DotProductWork<T>(a, b, product, epilogue.Build());
        if (compiled)
            work.Compile();
        work.Execute();
        AssertSame(Plain(a, b), Blocks.Values(product));
        return Blocks.Values(sum);
    }

    /// <summary>The specification: as many sums as a cache line has numbers, k padded with zeros to whole lines, then halves added to halves.</summary>
    private static T[] Plain<T>(Block<T> a, Block<T> b) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int parts = typeof(T) == typeof(float) ? 16 : 8, padded = (a.Columns + parts - 1) / parts * parts;
        T[] left = Blocks.Values(a), right = Blocks.Values(b), result = new T[a.Rows * b.Columns];
        for (int i = 0; i < result.Length; i++)
        {
            int row = i / b.Columns, column = i % b.Columns;
            var sums = new T[parts];
            for (int k = 0; k < padded; k++)
            {
                bool isThere = k < a.Columns;
                T x = isThere ? left[row * a.Columns + k] : T.Zero, y = isThere ? right[k * b.Columns + column] : T.Zero;
                sums[k % parts] = T.FusedMultiplyAdd(x, y, sums[k % parts]);
            }

            for (int half = parts / 2; half > 0; half /= 2)
            {
                for (int j = 0; j < half; j++)
                    sums[j] += sums[j + half];
            }

            result[i] = sums[0];
        }

        return result;
    }

    /// <summary>Equal bits, the sign of a zero included.</summary>
    private static void AssertSame<T>(T[] expected, T[] actual) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected, actual);
        Assert.Equal(expected.Select(T.IsNegative), actual.Select(T.IsNegative));
    }
}
