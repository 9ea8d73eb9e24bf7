using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class ReductionTests
{
    public static TheoryData<int, int> Sizes() => new()
    {
        { 1, 1 }, { 1, 15 }, { 1, 16 }, { 1, 17 }, { 3, 31 }, { 17, 5 }, { 40, 64 }, { 33, 65 }, { 5, 130 }, { 200, 1 }, { 2, 1000 }, { 0, 5 }, { 4, 0 }, { 2, 8 }, { 7, 9 }, { 8, 40 }, { 20, 1100 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Works_and_spans_equal_the_plain_twins_bit_for_bit(int rows, int columns)
    {
        Check<float>(rows, columns);
        Check<double>(rows, columns);
    }

    [Fact]
    public void A_maximum_passes_on_what_is_not_a_number()
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(i => (double)i)];
        values[18] = double.NaN;
        Assert.Equal(double.NaN, Reductions.Maximum<double>(values, 4, 10));
        var perRow = new double[4];
        Reductions.MaximumColumns<double>(values, 4, 10, perRow);
        Assert.Equal([9, double.NaN, 29, 39], perRow);
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        Assert.Equal(
            "Reduction of [2, 3] needs 6 elements and 3 results, but 6 and 2 came.",
            Assert.Throws<ArgumentException>(() => Reductions.SumRows<float>(new float[6], 2, 3, new float[2])).Message);
        Assert.Equal(
            "Result of the reduction is [1, 2], expected [1, 3].",
            Assert.Throws<ArgumentException>(() => new SumWork<float>(Blocks.Zero<float>(2, 3), Blocks.Zero<float>(1, 2), Axis.Rows)).Message);
    }

    private static void Check<T>(int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(123);
        Block<T> dense = Blocks.Random<T>(random, rows, columns), padded = Blocks.Random<T>(random, rows, columns, columns + 3);
        Block<T> flipped = Blocks.Random<T>(random, columns, rows).Transposed();
        foreach (Block<T> block in new[] { dense, padded, flipped })
        {
            T[] values = Blocks.Values(block);
            T[] sums = [.. Enumerable.Range(0, rows).Select(r => Tree(values[(r * columns)..((r + 1) * columns)]))];
            T[] maxima = [.. Enumerable.Range(0, rows).Select(r => values[(r * columns)..((r + 1) * columns)].Aggregate(T.NegativeInfinity, T.Max))];
            T[] down = [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Aggregate(T.Zero, (s, r) => s + values[r * columns + c]))];
            T[] highest = [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Aggregate(T.NegativeInfinity, (s, r) => T.Max(s, values[r * columns + c])))];

            Assert.Equal(down, Run<T>(r => new SumWork<T>(block, r, Axis.Rows), 1, columns));
            Assert.Equal(highest, Run<T>(r => new MaximumWork<T>(block, r, Axis.Rows), 1, columns));
            Assert.Equal(sums, Run<T>(r => new SumWork<T>(block, r, Axis.Columns), rows, 1));
            Assert.Equal(maxima, Run<T>(r => new MaximumWork<T>(block, r, Axis.Columns), rows, 1));
            Assert.Equal([Tree(sums)], Run<T>(r => new SumWork<T>(block, r, Axis.All), 1, 1));
            Assert.Equal([maxima.Aggregate(T.NegativeInfinity, T.Max)], Run<T>(r => new MaximumWork<T>(block, r, Axis.All), 1, 1));

            T[] spans = new T[columns], lines = new T[rows];
            Reductions.SumRows(values, rows, columns, spans);
            Reductions.SumColumns(values, rows, columns, lines);
            Assert.Equal(down, spans);
            Assert.Equal(sums, lines);
            Assert.Equal(Tree(sums), Reductions.Sum<T>(values, rows, columns));
        }
    }

    /// <summary>Element i to partial sum i mod 16, then halving.</summary>
    internal static T Tree<T>(T[] values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var partials = new T[16];
        for (int i = 0; i < values.Length; i++)
            partials[i % 16] += values[i];
        for (int half = 8; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
                partials[i] += partials[i + half];
        }

        return partials[0];
    }

    private static T[] Run<T>(Func<Block<T>, Work> make, int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> result = Blocks.Zero<T>(rows, columns);
        Work work = make(result);
        for (int unit = work.Units - 1; unit >= 0; unit--)
            work.Execute(unit, 1, 0);
        return Blocks.Values(result);
    }
}
