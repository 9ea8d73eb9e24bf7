using Cajal.Numerics;

namespace Cajal.Tests.Numerics;

public sealed class LimitedMemoryTests
{
    private const int Size = 6;

    /// <summary>The direction is that of the whole matrix H, built up pair by pair by the BFGS formula (Nocedal and Wright, equation 6.17) from the last pairs.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(5, false)]
    [InlineData(9, true)]
    public void The_direction_is_that_of_the_matrix(int pairs, bool hasDiagonal)
    {
        const int Capacity = 5;
        var random = new Random(pairs);
        double[] diagonal = hasDiagonal ? GradientCheck.Numbers(random, Size, 0.5, 2) : [];
        var memory = new LimitedMemory(Size, Capacity);
        var all = new List<(double[,] Step, double[,] Change)>();
        for (int pair = 0; pair < pairs; pair++)
        {
            double[] step = GradientCheck.Numbers(random, Size, -1, 1);
            double[] change = [.. step.Select((s, index) => ((1 + index) * s) + (0.1 * random.NextDouble()))];
            memory.Add(step, change, 1e-8);
            all.Add((Column(step), Column(change)));
        }

        var last = all.TakeLast(Capacity).ToArray();
        Assert.Equal(last.Length, memory.Count);
        double[,] start = PlainMatrix.New(Size, Size, (i, j) => i == j ? hasDiagonal ? diagonal[i] : 1 : 0);
        (double[,] s, double[,] y) = last[^1];
        double scale = s.Dot(y) / y.Transposed().Times(start).Times(y)[0, 0];
        double[,] inverse = start.Map(value => value * scale);
        foreach ((double[,] step, double[,] change) in last)
        {
            double rho = 1 / step.Dot(change);
            double[,] left = step.Times(change.Transposed()).Map(value => -rho * value).Ridge(1);
            inverse = left.Times(inverse).Times(left.Transposed()).Zip(step.Times(step.Transposed()), (a, b) => a + (rho * b));
        }

        double[] gradient = GradientCheck.Numbers(random, Size, -1, 1), direction = new double[Size];
        memory.FillDirection(gradient, diagonal, direction);
        Near.Equal([.. inverse.Times(Column(gradient)).Cast<double>().Select(value => -value)], direction, 1e-10);
    }

    [Fact]
    public void A_step_along_which_the_gradient_does_not_grow_is_not_remembered()
    {
        var memory = new LimitedMemory(2, 3);
        memory.Add([1, 0], [-1, 0], 1e-8);
        memory.Add([1, 0], [0, 1], 1e-8);
        memory.Add([1, 0], [double.NaN, 0], 1e-8);
        Assert.Equal(0, memory.Count);
        double[] direction = new double[2];
        memory.FillDirection([2, -3], [], direction);
        Assert.Equal([-2, 3], direction);
        memory.Add([1, 0], [2, 0], 1e-8);
        Assert.Equal(1, memory.Count);
        memory.Clear();
        Assert.Equal(0, memory.Count);
    }

    private static double[,] Column(double[] values) => PlainMatrix.New(values.Length, 1, (i, _) => values[i]);
}
