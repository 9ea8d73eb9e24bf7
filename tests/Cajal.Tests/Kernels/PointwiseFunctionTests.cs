using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class PointwiseFunctionTests
{
    private static readonly double[] Values =
        [0.0, -0.0, 1, -1, 2.5, -2.5, 1e-3, 1e300, -1e300, 5e-324, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    [Fact]
    public void Every_function_equals_its_scalar_twin_bit_for_bit()
    {
        double[] x = [.. Values.SelectMany(_ => Values)], y = [.. Values.SelectMany(v => Enumerable.Repeat(v, Values.Length))];
        double[] z = [.. x.Select((_, i) => Values[i * 7 % Values.Length])];
        foreach ((PointwiseFunction function, Func<double, double, double, double> twin) in PointwiseCases.Cases)
        {
            double[] result = Apply(function, x, y, z);
            for (int i = 0; i < x.Length; i++)
            {
                double expected = twin(x[i], y[i], z[i]);
                bool same = double.IsNaN(expected) ? double.IsNaN(result[i]) : expected.Equals(result[i]);
                Assert.True(same, $"{function}({x[i]}, {y[i]}, {z[i]}) = {result[i]}, expected {expected}");
            }
        }
    }

    [Theory]
    [InlineData(2, 3, 8)]
    [InlineData(3, 2, 9)]
    [InlineData(2, -2, 0.25)]
    [InlineData(-2, 3, -8)]
    [InlineData(9, 0.5, 3)]
    [InlineData(-8, 0.5, double.NaN)]
    [InlineData(0, 0, 1)]
    [InlineData(0, -1, double.PositiveInfinity)]
    [InlineData(double.NaN, 0, 1)]
    [InlineData(double.PositiveInfinity, -0.5, 0)]
    [InlineData(10, 300, 1e300)]
    [InlineData(2, 100.5, 1.7927286711931612e30)]
    [InlineData(-1, 101, -1)]
    public void Powers(double x, double y, double expected)
    {
        double[] result = Apply(PointwiseFunction.Power, [x], [y], [0]);
        if (double.IsFinite(expected))
            Assert.Equal(expected, result[0], Math.Abs(expected) * 2e-13);
        else
            Assert.Equal(expected, result[0]);
    }

    [Fact]
    public void Elu_is_the_identity_above_zero_and_saturates_below()
    {
        double[] result = Apply(PointwiseFunction.Elu, [2, 0, -1, -1e4], [0.5, 0.5, 0.5, 0.5], [0, 0, 0, 0]);
        Assert.Equal([2, 0, 0.5 * (Math.Exp(-1) - 1), -0.5], result);
    }

    [Fact]
    public void Lengths_around_the_vector_width_and_in_place()
    {
        for (int length = 0; length < 70; length++)
        {
            float[] x = [.. Enumerable.Range(0, length).Select(i => i - 3.5f)];
            float[] expected = [.. x.Select(v => v * v)], result = new float[length + 1];
            result[length] = 42;
            PointwiseFunction.Square.Apply<float>(x, result.AsSpan(0, length));
            Assert.Equal(expected.Append(42), result);
            PointwiseFunction.Square.Apply<float>(x, x);
            Assert.Equal(expected, x);
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        float[] one = [1], two = [1, 2];
        Assert.Equal("Function 'add' takes 2 arguments, but 1 came.", Assert.Throws<ArgumentException>(() => PointwiseFunction.Add.Apply<float>(one, one)).Message);
        Assert.Equal(
            "Function 'add': arguments have 1, 2, 2 elements, the result 1; all must be equal.",
            Assert.Throws<ArgumentException>(() => PointwiseFunction.Add.Apply<float>(one, two, one)).Message);
    }

    private static double[] Apply(PointwiseFunction function, double[] x, double[] y, double[] z)
    {
        double[] result = new double[x.Length];
        if (function.Arity == 1)
            function.Apply<double>(x, result);
        else if (function.Arity == 2)
            function.Apply<double>(x, y, result);
        else
            function.Apply<double>(x, y, z, result);
        return result;
    }
}
