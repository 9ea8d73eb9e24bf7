#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Learning rates: too high, too low, tried from large to small, and lowered on the way.
using Cajal;

Dataset digits = BuiltInData.Digits();
digits = digits.WithInputs([.. digits.Inputs.ToArray().Select(grey => grey / 16)], [64]);
foreach (double rate in new[] { 10, 1, 0.1, 0.01, 0.001, 1e-4, 1e-5 })
{
    try
    {
        History history = Net(rate).Fit(digits, new FitOptions { Epochs = 8 });
        Console.WriteLine($"η = {rate,-6}  loss {string.Join(" ", history.Epochs.Select(epoch => $"{epoch.Loss,8:0.000}"))}");
    }
    catch (DivergedException error)
    {
        Console.WriteLine($"η = {rate,-6}  {error.Message[..60]} …");
    }
}

// "Try a large value first; divide by 10 and retry in case of divergence."
var regression = new Sequential { new Dense(16), new Elu(), new Dense(16), new Elu(), new Dense(1) };
regression.Build([3], seed: 3).Compile(new Sgd(10, 0.9), new MeanSquaredError());
var random = new Random(1);
float[] x = [.. Enumerable.Range(0, 900).Select(_ => (2 * random.NextSingle()) - 1)];
Targets y = Targets.Values([.. x.Chunk(3).Select(row => (5 * row[0] * row[1]) + (3 * row[2]))]);
History tried = regression.Fit(new Dataset(x, [3], y), new FitOptions { Epochs = 100, Retries = 6, Schedule = new CosineSchedule() });
foreach (FailedAttempt failed in tried.FailedAttempts)
{
    Console.WriteLine($"rate {failed.LearningRate}: {failed.Reason}");
}

Console.WriteLine($"rate {tried.Epochs[0].LearningRate:G2}: loss {tried.Epochs[^1].Loss:0.0000} after {tried.Epochs.Count} epochs");

// A rate that raises itself until the loss bursts, and what it suggests.
Console.WriteLine($"range test: {LearningRateRange.Find(Net(0.1), digits).Suggested:G2}");
foreach (Schedule schedule in new Schedule[] { new ExponentialSchedule(), new StepSchedule(), new CosineSchedule(), new WarmUpSchedule(new CosineSchedule(), 0.2), new OneCycleSchedule() })
{
    Console.WriteLine($"{schedule.Kind,-12} {string.Join(" ", Enumerable.Range(0, 10).Select(tenth => schedule.Factor(tenth * 10, 100).ToString("0.000")))}");
}

static Sequential Net(double rate) =>
    new Sequential { new Dense(32), new Relu(), new Dense(32), new Relu(), new Dense(10), new Softmax() }.Build([64], seed: 1).Compile(new Sgd(rate, 0.9), new CrossEntropy());
