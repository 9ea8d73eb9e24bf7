using Cajal.Cli.Lessons.Graphs;

namespace Cajal.Tests.Moments;

/// <summary>G9, forward: mean and covariance of the outputs for inputs of a mean and covariance.</summary>
public sealed class OutputMomentsTests
{
    private const int Width = 32;
    private const int Hidden = 64;
    private const int Samples = 1_000_000;

    [Fact]
    public void They_are_exact_on_a_linear_net()
    {
        Sequential model = new Sequential { new Dense(7), new Identity(), new Dense(6), new Dense(3) }.Build([5], 2);
        (double[] mean, double[,] covariance) = Inputs(5);

        OutputMoments moments = OutputMoments.Of(model, mean, covariance);

        // The net is one matrix: its columns are the changes of the outputs for unit inputs.
        double[] Output(double[] x)
        {
            foreach (string name in new[] { "dense1", "dense2", "dense3" })
            {
                float[] weight = Parameter(model, $"{name}.weight");
                float[] bias = Parameter(model, $"{name}.bias");
                double[] before = x;
                x = [.. bias.Select((b, j) => b + before.Select((value, i) => value * weight[(i * bias.Length) + j]).Sum())];
            }

            return x;
        }

        double[] zero = Output(new double[5]);
        double[][] columns = [.. Enumerable.Range(0, 5).Select(i => Output([.. Enumerable.Range(0, 5).Select(k => k == i ? 1.0 : 0)]).Zip(zero, (a, b) => a - b).ToArray())];
        Near.Equal(Output(mean), [.. moments.Mean], 1e-10);
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                double expected = Enumerable.Range(0, 5).Sum(i => Enumerable.Range(0, 5).Sum(j => columns[i][a] * covariance[i, j] * columns[j][b]));
                Assert.Equal(expected, moments.Covariance[a, b], 1e-10);
            }
        }
    }

    /// <summary>Sums of normal inputs are normal, so one layer of max(x, 0) is exact: only the samples' own noise remains.</summary>
    [Fact]
    public void One_layer_of_rectified_units_is_exact_for_normal_inputs()
    {
        Sequential model = new Sequential { new Dense(6), new Relu(), new Dense(3) }.Build([3], 1);
        (double[] mean, double[,] covariance) = Inputs(3);

        Assert.InRange(MomentsLesson.Error(OutputMoments.Of(model, mean, covariance), NormalSampling.Of(model, mean, covariance, Samples, 10_000)), 0, 0.006);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_hidden_layers_are_within_a_tenth_of_a_million_samples_and_variances_alone_are_not(ulong seed)
    {
        Sequential model = new Sequential { new Dense(Hidden, new HeInitializer()), new Relu(), new Dense(Hidden, new HeInitializer()), new Relu(), new Dense(2) }
            .Build([Width], seed);
        (double[] mean, double[,] covariance) = Inputs(Width);
        OutputMoments sampled = NormalSampling.Of(model, mean, covariance, Samples, 10_000);

        Assert.InRange(MomentsLesson.Error(OutputMoments.Of(model, mean, covariance), sampled), 0, 0.1);
        Assert.InRange(MomentsLesson.Error(OutputMoments.Of(model, mean, covariance, CovarianceMode.Diagonal), sampled), 0.1, 1);
    }

    /// <summary>For means 0: E max(x, 0) = σ/√2π, and with correlation ρ = cos θ the mean of the product is σ²(sin θ + (π − θ) cos θ)/2π.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(-0.7)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.99)]
    [InlineData(1)]
    public void Rectified_normals_of_mean_zero_have_the_arc_cosine_moments(double correlation)
    {
        double theta = Math.Acos(correlation);
        double expected = ((Math.Sin(theta) + ((Math.PI - theta) * correlation)) / (2 * Math.PI)) - (1 / (2 * Math.PI));

        Assert.Equal(6 * expected, Cajal.Moments.RectifiedNormal.Covariance(0, 2, 0, 3, 6 * correlation), 1e-10);
        Assert.Equal(2 / Math.Sqrt(2 * Math.PI), Cajal.Moments.RectifiedNormal.Mean(0, 2), 1e-12);
        Assert.Equal(4 * (0.5 - (1 / (2 * Math.PI))), Cajal.Moments.RectifiedNormal.Variance(0, 2), 1e-12);
    }

    [Theory]
    [InlineData(1.5, 0.8)]
    [InlineData(-2, 1)]
    [InlineData(7, 0.5)]
    [InlineData(-30, 1)]
    [InlineData(3, 0)]
    public void The_covariance_of_a_rectified_normal_with_itself_is_its_variance(double mean, double deviation) => Assert.Equal(
        Cajal.Moments.RectifiedNormal.Variance(mean, deviation),
        Cajal.Moments.RectifiedNormal.Covariance(mean, deviation, mean, deviation, deviation * deviation), 1e-7);

    [Fact]
    public void Wrong_use_is_told()
    {
        Sequential tanh = new Sequential { new Dense(3), new Tanh() }.Build([2]);
        Assert.StartsWith("Moments: Tanh 'tanh1' is a layer that moments are not carried through.", Assert.Throws<ArgumentException>(() => OutputMoments.Of(tanh, [0, 0], new double[2, 2])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Moments: 3 means and a covariance [2, 2] came, the model has 2 inputs.", Assert.Throws<ArgumentException>(() => OutputMoments.Of(tanh, [0, 0, 0], new double[2, 2])).Message, StringComparison.Ordinal);
    }

    private static float[] Parameter(Sequential model, string name) => model.Parameters.Single(parameter => parameter.Name == name).Values.ToArray();

    private static (double[] Mean, double[,] Covariance) Inputs(int features)
    {
        var covariance = new double[features, features];
        for (int i = 0; i < features; i++)
        {
            for (int j = 0; j < features; j++)
            {
                covariance[i, j] = Math.Abs(i - j) switch { 0 => 1, 1 => 0.4, _ => 0 };
            }
        }

        return ([.. Enumerable.Range(0, features).Select(feature => Math.Sin(feature))], covariance);
    }
}
