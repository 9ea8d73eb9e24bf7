using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

/// <summary>Sums over so many rows that they are cut into chains: the same bits from one work, from the plan's two, and from any number of threads.</summary>
public sealed class TallSumTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1024, 1024)]
    [InlineData(1025, 256)]
    [InlineData(1024 * 256, 256)]
    [InlineData((1024 * 256) + 1, 257)]
    public void Chains_are_short_and_at_most_1024(int rows, int length) => Assert.Equal(length, Reductions.ChainLength(rows));

    [Theory]
    [InlineData(1100, 3)]
    [InlineData(1500, 70)]
    [InlineData(2049, 300)]
    public void The_sum_is_that_of_the_chains(int rows, int columns)
    {
        Block<float> block = Blocks.Random<float>(new Random(4), rows, columns);
        float[] values = Blocks.Values(block);
        var expected = new float[columns];
        for (int first = 0; first < rows; first += 256)
        {
            for (int column = 0; column < columns; column++)
            {
                float chain = 0;
                for (int row = first; row < Math.Min(first + 256, rows); row++)
                {
                    chain += values[(row * columns) + column];
                }

                expected[column] += chain;
            }
        }

        Block<float> result = Blocks.Zero<float>(1, columns);
        new SumWork<float>(block, result, Axis.Rows).Execute();
        Assert.Equal(expected, Blocks.Values(result));
        var spans = new float[columns];
        Reductions.SumRows(values, rows, columns, spans);
        Assert.Equal(expected, spans);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Plans_share_chains_among_threads_without_changing_a_bit(int threads)
    {
        var graph = new Graph();
        Node x = graph.Input("x", [3, 600, 5]), center = graph.Input("center", [5]), other = graph.Input("other", [3, 600, 5]);
        Node sum = x.SumRows(), products = x.CenteredProducts(center, other, center);
        Node normal = x.Standardize(sum * (1.0 / 1800), products).Tanh();
        IReadOnlyList<Node> gradients = (normal * other).Sum().Gradients([x, center, other]);
        var random = new Random(9);
        Dictionary<Node, double[]> values = new[] { x, center, other }.ToDictionary(node => node, node => GradientCheck.Numbers(random, node.Shape.Count, -1, 1));
        string plan = PlanCheck.SameBits<float>(new GraphFunction([sum, products, normal, .. gradients]), values, threads: threads).ToString()!;
        Assert.Contains("SumGroups", plan, StringComparison.Ordinal);
        Assert.Contains("CenteredGroupProducts", plan, StringComparison.Ordinal);
        PlanCheck.SameBits<double>(new GraphFunction([sum, products, normal, .. gradients]), values, threads: threads);
    }

    [Fact]
    public void Works_of_centered_products_equal_plain_loops_unit_by_unit()
    {
        foreach ((int rows, int columns) in new[] { (3, 5), (40, 130), (1030, 67), (2, 16) })
        {
            var random = new Random(8);
            Block<double> a = Blocks.Random<double>(random, rows, columns), c = Blocks.Random<double>(random, rows, columns);
            Block<double> b = Blocks.Random<double>(random, 1, columns), d = Blocks.Random<double>(random, 1, columns), sums = Blocks.Zero<double>(1, columns);
            var work = new CenteredProductWork<double>(a, b, c, d, sums, Axis.Rows);
            for (int unit = work.Units - 1; unit >= 0; unit--)
            {
                work.Execute(unit, 1, 0);
            }

            double[] down = [.. Enumerable.Range(0, columns).Select(column => Enumerable.Range(0, rows).Sum(row => (a[row, column] - b[0, column]) * (c[row, column] - d[0, column])))];
            Near.Equal(down, Blocks.Values(sums), 1e-12, "down");

            Block<double> e = Blocks.Random<double>(random, rows, 1), f = Blocks.Random<double>(random, rows, 1), lines = Blocks.Zero<double>(rows, 1);
            new CenteredProductWork<double>(a, e, c, f, lines, Axis.Columns).Execute();
            double[] along = [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, columns).Sum(column => (a[row, column] - e[row, 0]) * (c[row, column] - f[row, 0])))];
            Near.Equal(along, Blocks.Values(lines), 1e-12, "along");
        }
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        Block<float> x = Blocks.Zero<float>(3, 4), row = Blocks.Zero<float>(1, 4), column = Blocks.Zero<float>(3, 1);
        Assert.Equal("Centers have 3 and 4 elements, expected 4.",
            Assert.Throws<ArgumentException>(() => new CenteredProductWork<float>(x, column, x, row, row, Axis.Rows)).Message);
        Assert.StartsWith("Result of the centered products is [3, 1].",
            Assert.Throws<ArgumentException>(() => new CenteredProductWork<float>(x, row, x, row, column, Axis.Rows)).Message, StringComparison.Ordinal);
    }
}
