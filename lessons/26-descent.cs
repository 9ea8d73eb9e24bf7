#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Batch, mini-batch and stochastic descent: an epoch shows each row once, in random order.
using Cajal;

// 35 rows, each with an input of its own: a weight moves by 0.5/m where its row comes in a batch of m rows.
const int Rows = 35;
float[] identity = new float[Rows * Rows];
for (int row = 0; row < Rows; row++)
{
    identity[(row * Rows) + row] = 1;
}

var data = new Dataset(identity, [Rows], Targets.Labels([.. Enumerable.Repeat(1f, Rows)], ["yes"]));
foreach (int batch in new[] { Rows, 8, 1 })
{
    var unit = new Sequential { new Dense(1, new ZerosInitializer(), hasBias: false), new Sigmoid() };
    unit.Compile(new Sgd(1), new BinaryCrossEntropy());
    unit.Fit(data, new FitOptions { Epochs = 1, BatchSize = batch, Seed = 1 });
    var steps = unit.Parameters[0].Values.ToArray().GroupBy(weight => weight).OrderBy(group => group.Key);
    Console.WriteLine($"batches of {batch,2}: " + string.Join(", ", steps.Select(group => $"{group.Count()} rows moved their weight by {group.Key:0.0000}")));
}

// The same net on moons, judged by the loss after so many rows.
Dataset moons = BuiltInData.Load("moons", rows: 1000);
foreach (int batch in new[] { 1000, 100, 10, 1 })
{
    Sequential net = new Sequential { new Dense(16), new Tanh(), new Dense(2), new Softmax() }.Build([2], seed: 1).Compile(new Sgd(0.1), new CrossEntropy());
    History history = net.Fit(moons, new FitOptions { Epochs = 20, BatchSize = batch });
    Console.WriteLine($"moons, batches of {batch,4}: loss {string.Join(" ", history.Epochs.Where(epoch => epoch.Epoch % 5 == 0).Select(epoch => epoch.Loss.ToString("0.0000")))} after 5, 10, 15, 20 epochs, {history.Seconds:0.00} s");
}
