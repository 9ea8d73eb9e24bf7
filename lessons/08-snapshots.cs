#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// A net can be any known function, as closely as wanted. Of an unknown one it sees a few snapshots.
using Cajal;

static double F(double x) => Math.Sin(2 * Math.PI * x);
float[] everywhere = [.. Enumerable.Range(0, 1001).Select(i => i / 1000f)];
foreach (int steps in new[] { 10, 100, 1000 })
{
    double error = StaircaseNet.Build(F, steps).Predict(everywhere).Zip(everywhere, (y, x) => Math.Abs(y - F(x))).Max();
    Console.WriteLine($"known: stairs of {steps,4} units, largest error {error:0.0000}, at most L/n = {2 * Math.PI / steps:0.0000}");
}

foreach (int count in new[] { 10, 100, 1000 })
{
    var random = new Random(1);
    float[] x = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    float[] y = [.. x.Select(value => (float)F(value) + ((random.NextSingle() - 0.5f) * 0.6f))];
    var net = new Sequential { new Dense(20), new Tanh(), new Dense(20), new Tanh(), new Dense(1) };
    net.Compile(new Adam(0.01), new MeanSquaredError());
    net.Fit(new Dataset(x, [1], Targets.Values(y)), new FitOptions { Epochs = 100_000 / count, BatchSize = 10, Schedule = new CosineSchedule() });
    double error = net.Predict(everywhere).Zip(everywhere, (a, b) => Math.Pow(a - F(b), 2)).Average();
    Console.WriteLine($"unknown: {count,4} noisy snapshots, mean squared error {error:0.0000}");
}
