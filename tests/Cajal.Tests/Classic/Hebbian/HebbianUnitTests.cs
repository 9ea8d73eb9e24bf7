namespace Cajal.Tests.Classic;

/// <summary>U4: Hebb's rule learns an association and is unstable; Oja's is stable and finds the first principal component.</summary>
public sealed class HebbianUnitTests
{
    // Independent normal coordinates of variances 4 and 1, turned by 30 degrees: the first eigenvector is (cos 30°, sin 30°), λ₁ = 4.
    private const double First = 4;
    private static readonly double[] _axis = [Math.Cos(Math.PI / 6), Math.Sin(Math.PI / 6)];

    [Fact]
    public void A_bell_that_rings_with_the_food_comes_to_do_as_well_as_the_food()
    {
        // The food always makes the unit fire; the bell does so after five meals. A light that never shone does not.
        var unit = new HebbianUnit([1, 0, 0], rate: 0.2);
        Assert.True(unit.Output([0, 1, 0]) < 1);
        for (int meal = 0; meal < 5; meal++)
        {
            unit.Associate([1, 1, 0], 1);
        }

        Assert.Equal(1, unit.Output([0, 1, 0]), 1e-12);
        Assert.Equal(0, unit.Output([0, 0, 1]));
    }

    [Fact]
    public void Orthogonal_patterns_are_recalled_exactly()
    {
        double[][] patterns = [[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1]];
        double[] values = [3, -1, 0.5];
        var unit = new HebbianUnit(new double[4], rate: 0.25);
        foreach ((double[] pattern, double value) in patterns.Zip(values))
        {
            unit.Associate(pattern, value);
        }

        Assert.Equal(values, patterns.Select(pattern => unit.Output(pattern)));
        Assert.Equal(3f, unit.ToSequential().Predict([1, 1, 1, 1])[0]);
    }

    [Fact]
    public void Hebbs_weights_grow_by_one_plus_rate_times_eigenvalue_a_step()
    {
        const double rate = 0.01;
        const int Steps = 50;
        const int Runs = 20_000;
        double sum = 0;
        for (int run = 0; run < Runs; run++)
        {
            var random = new Random(run);
            var unit = new HebbianUnit(_axis, rate);
            for (int step = 0; step < Steps; step++)
            {
                unit.Learn(Sample(random));
            }
            sum += (unit.Weights[0] * _axis[0]) + (unit.Weights[1] * _axis[1]);
        }
        double factor = Math.Pow(sum / Runs, 1.0 / Steps);

        Assert.Equal(rate * First, factor - 1, 0.05 * rate * First);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ojas_weights_have_length_one_and_the_direction_of_the_first_eigenvector(int seed)
    {
        var random = new Random(seed);
        var unit = new HebbianUnit([0.3, -0.4], rate: 0.0005, HebbianRule.Oja);
        for (int step = 0; step < 40_000; step++)
        {
            unit.Learn(Sample(random));
        }
        double length = Math.Sqrt((unit.Weights[0] * unit.Weights[0]) + (unit.Weights[1] * unit.Weights[1]));
        double cosine = Math.Abs((unit.Weights[0] * _axis[0]) + (unit.Weights[1] * _axis[1])) / length;

        Assert.Equal(1, length, 0.01);
        Assert.InRange(cosine, 0.99, 1 + 1e-12);
    }

    [Fact]
    public void A_unit_that_grows_without_end_says_so()
    {
        var unit = new HebbianUnit([1], rate: 1);
        DivergedException error = Assert.Throws<DivergedException>(() =>
        {
            for (int step = 0; step < 1000; step++)
            {
                unit.Learn([10]);
            }
        });

        Assert.Equal("Hebbian unit: a weight is no longer finite. Hebb's rule grows without end; use Oja's, or fewer steps.", error.Message);
        Assert.StartsWith("Hebbian unit: 2 inputs came, expected 1.", Assert.Throws<ArgumentException>(() => unit.Output([1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HebbianUnit([1], 0));
        Assert.Throws<ArgumentException>(() => new HebbianUnit([double.NaN], 1));
    }

    private static double[] Sample(Random random)
    {
        double angle = 2 * Math.PI * random.NextDouble();
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        (double u, double v) = (Math.Sqrt(First) * radius * Math.Cos(angle), radius * Math.Sin(angle));
        return [(u * _axis[0]) - (v * _axis[1]), (u * _axis[1]) + (v * _axis[0])];
    }
}
