using Xunit.Abstractions;

namespace Cajal.Tests.Classic;

/// <summary>U13: a known function is approximated as closely as wanted; of an unknown one there are only snapshots.</summary>
public sealed class StaircaseNetTests(ITestOutputHelper output)
{
    public static TheoryData<string, Func<double, double>, double> Functions() => new()
    {
        { "sine", x => Math.Sin(2 * Math.PI * x), 2 * Math.PI },
        { "tent", x => Math.Abs(x - 0.3), 1 },
        { "line", x => (5 * x) - 2, 5 },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_error_is_at_most_the_slope_over_the_stairs(string name, Func<double, double> function, double slope)
    {
        const int Points = 100_000;
        float[] inputs = [.. Enumerable.Range(0, Points + 1).Select(i => (float)((double)i / Points))];
        foreach (int steps in new[] { 10, 100, 1000 })
        {
            Sequential net = StaircaseNet.Build(function, steps);
            double error = net.Predict(inputs).Zip(inputs, (y, x) => Math.Abs(y - function(x))).Max();

            output.WriteLine($"{name}, n = {steps}: largest error {error:G4}, L/n = {slope / steps:G4}");
            Assert.InRange(error, 0, slope / steps);
            Assert.Equal([steps - 1, 1], net.Layers.OfType<Dense>().Select(layer => layer.OutFeatures));
        }
    }

    [Fact]
    public void From_more_snapshots_the_error_on_others_falls()
    {
        static Dataset Snapshots(int count, int seed)
        {
            var random = new Random(seed);
            float[] x = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
            float Noise() => (float)(0.2 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            return new Dataset(x, [1], Targets.Values([.. x.Select(value => (float)Math.Sin(2 * Math.PI * value) + Noise())]));
        }

        static double Error(Sequential model, Dataset data) =>
            model.Predict(data.Inputs).Zip(data.Targets.Numbers.ToArray(), (y, t) => (double)(y - t) * (y - t)).Average();

        const int Seeds = 3;
        Dataset test = Snapshots(2000, seed: 99);
        List<double> errors = [];
        foreach (int count in new[] { 10, 100, 1000 })
        {
            (double inTraining, double onOthers) = (0, 0);
            for (int seed = 0; seed < Seeds; seed++)
            {
                Dataset training = Snapshots(count, seed);
                var model = new Sequential { new Dense(20), new Tanh(), new Dense(20), new Tanh(), new Dense(1) };
                model.Compile(new Adam(0.01), new MeanSquaredError());
                model.Fit(training, new FitOptions { Epochs = 100_000 / count, BatchSize = 10, Threads = 1, Schedule = new CosineSchedule(), Seed = (ulong)seed });
                inTraining += Error(model, training) / Seeds;
                onOthers += Error(model, test) / Seeds;
            }
            errors.Add(onOthers);
            output.WriteLine($"{count} snapshots: mean squared error {inTraining:0.0000} in training, {onOthers:0.0000} on others (noise 0.0400)");
        }

        Assert.True(errors[0] > errors[1] && errors[1] > errors[2], string.Join(", ", errors));
    }

    [Fact]
    public void A_function_that_is_not_finite_is_refused()
    {
        Assert.StartsWith("Staircase: f(0.25) is", Assert.Throws<ArgumentException>(() => StaircaseNet.Build(x => 1 / (x - 0.25), 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => StaircaseNet.Build(x => x, 1));
    }
}
