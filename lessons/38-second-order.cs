#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Second order: how many steps a deep autoencoder of digits needs to the loss that descent reaches in 1,000.
using Cajal;

float[] pixels = [.. BuiltInData.Digits().Inputs[..(1792 * 64)].ToArray().Select(grey => grey / 16)];
var digits = new Dataset(pixels, [64], Targets.Values(pixels, Enumerable.Range(0, 64).Select(pixel => $"pixel {pixel}")));

History Train(Optimizer optimizer, double? target)
{
    Sequential net = new Sequential
    {
        new Dense(128), new Tanh(), new Dense(64), new Tanh(), new Dense(32), new Tanh(), new Dense(8), new Tanh(),
        new Dense(32), new Tanh(), new Dense(64), new Tanh(), new Dense(128), new Tanh(), new Dense(64),
    }.Build([64], seed: 0).Compile(optimizer, new MeanSquaredError());
    long began = System.Diagnostics.Stopwatch.GetTimestamp();
    History history = net.Fit(digits, new FitOptions { Epochs = 143, BatchSize = 256, TargetLoss = target });
    int steps = history.Epochs.Count * 7;
    Console.WriteLine($"{optimizer.Kind,-8} {steps,5} steps {System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds,6:0.00} s   loss {history.Epochs[^1].Loss:0.0000}");
    return history;
}

double target = Train(new Sgd(0.7, momentum: 0.9), target: null).Epochs[^1].Loss;
Train(new Kfac(), target);
Train(new Shampoo(0.01), target);

// L-BFGS takes all rows in each step: a small net that tells digits apart, until no step lowers the loss.
Dataset classes = BuiltInData.Digits();
classes = classes.WithInputs(classes.Inputs.ToArray(), [64]);
Sequential small = new Sequential { new Dense(32), new Tanh(), new Dense(10), new Softmax() }.Build([64], seed: 1).Compile(new Lbfgs(), new CrossEntropy());
History limited = small.Fit(classes, new FitOptions { Epochs = 1000 });
Console.WriteLine($"lbfgs    {limited.Epochs.Count,5} steps, {limited.Stopped}: loss {limited.Epochs[^1].Loss:g2}");
