using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

/// <summary>Pooling in single precision, unit by unit in any order, against plain loops.</summary>
public sealed class PoolTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, PictureOpCases.Windows.Count())];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Passes_equal_the_plain_twins_unit_by_unit(int row)
    {
        Check<float>(row, 1e-6);
        Check<double>(row, 1e-14);
    }

    [Fact]
    public void The_first_of_equal_maxima_gets_the_gradient()
    {
        Block<float> x = Blocks.Of<float>(4, 1, 3, 3, 3, 3), shares = Blocks.Of<float>(1, 1, 5), result = Blocks.Zero<float>(4, 1);
        new PoolWork<MaximumPoolScatter, float>(Grid(new(1, 2, 2, 1), new(2, 2), new(2, 2)), x, shares, result).Execute();
        Assert.Equal([5, 0, 0, 0], Blocks.Values(result));
    }

    [Fact]
    public void What_is_not_a_number_passes_on_and_gets_no_gradient()
    {
        Block<float> x = Blocks.Of(4, 1, 1, float.NaN, 3, 2), one = Blocks.Of<float>(1, 1, 5), largest = Blocks.Zero<float>(1, 1), result = Blocks.Zero<float>(4, 1);
        PoolGrid grid = Grid(new(1, 2, 2, 1), new(2, 2), new(2, 2));
        new PoolWork<WindowReduction<MaximumReduction, Unweighted>, float>(grid, x, x, largest).Execute();
        new PoolWork<MaximumPoolScatter, float>(grid, x, one, result).Execute();
        Assert.Equal(float.NaN, largest[0, 0]);
        Assert.Equal([0, 0, 0, 0], Blocks.Values(result));
    }

    [Fact]
    public void A_wrong_result_is_refused() => Assert.StartsWith(
        "Result of the pooling has 2 elements, expected 1.",
        Assert.Throws<ArgumentException>(() => new PoolWork<WindowReduction<MaximumReduction, Unweighted>, float>(
            Grid(new(1, 2, 2, 1), new(2, 2), new(2, 2)), Blocks.Zero<float>(4, 1), Blocks.Zero<float>(4, 1), Blocks.Zero<float>(2, 1))).Message,
        StringComparison.Ordinal);

    private static PoolGrid Grid(Shape pictures, PoolSpan lines, PoolSpan columns) =>
        new(pictures[0], new PoolAxis(pictures[1], lines), new PoolAxis(pictures[2], columns), pictures[3]);

    private static void Check<T>(int row, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (Shape pictures, PoolSpan lines, PoolSpan columns) = PictureOpCases.Windows.ElementAt(row);
        var twin = new PoolReference(pictures, lines, columns);
        PoolGrid grid = Grid(pictures, lines, columns);
        var random = new Random(3);
        Block<T> x = Blocks.Random<T>(random, pictures.Rows, pictures.Columns), values = Blocks.Random<T>(random, pictures.Rows, pictures.Columns);
        Block<T> windows = Blocks.Random<T>(random, twin.Windows.Rows, twin.Windows.Columns);
        double[] v = Numbers(x), w = Numbers(windows);

        Equal(twin.Maximum(v), Run<WindowReduction<MaximumReduction, Unweighted>, T>(grid, x, x, twin.Windows), 0);
        Equal(twin.Pick(v, Numbers(values)), Run<MaximumPoolPick, T>(grid, x, values, twin.Windows), 0);
        Equal(twin.Scatter(v, w), Run<MaximumPoolScatter, T>(grid, x, windows, pictures), tolerance);
        Equal(twin.Average(v, true), Run<WindowReduction<SumReduction, PaddingCounts>, T>(grid, x, x, twin.Windows), tolerance);
        Equal(twin.Average(v, false), Run<WindowReduction<SumReduction, PaddingIsLeftOut>, T>(grid, x, x, twin.Windows), tolerance);
        Equal(twin.Spread(w, true), Run<AveragePoolSpread<PaddingCounts>, T>(grid, windows, windows, pictures), tolerance);
        Equal(twin.Spread(w, false), Run<AveragePoolSpread<PaddingIsLeftOut>, T>(grid, windows, windows, pictures), tolerance);
    }

    private static double[] Numbers<T>(Block<T> block) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Blocks.Values(block).Select(double.CreateChecked)];

    private static void Equal(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, tolerance));
    }

    /// <summary>The units in two orders, over what was there before: the same numbers.</summary>
    private static double[] Run<TPass, T>(PoolGrid grid, Block<T> a, Block<T> b, Shape result)
        where TPass : IPoolPass
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> forward = Blocks.Random<T>(new Random(1), result.Rows, result.Columns), backward = Blocks.Random<T>(new Random(2), result.Rows, result.Columns);
        new PoolWork<TPass, T>(grid, a, b, forward).Execute();
        var work = new PoolWork<TPass, T>(grid, a, b, backward);
        for (int unit = work.Units - 1; unit >= 0; unit--)
        {
            work.Execute(unit, 1, 0);
        }

        Assert.Equal(Blocks.Values(forward), Blocks.Values(backward));
        return Numbers(forward);
    }
}
