#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// A net that learns its rows by heart, and what helps.
using Cajal;

static Dataset Draw(int rows, int seed)    // three columns matter, twenty do not, one label in ten is wrong
{
    var random = new Random(seed);
    float[] x = [.. Enumerable.Range(0, rows * 23).Select(_ => (2 * random.NextSingle()) - 1)];
    int[] classes = [.. x.Chunk(23).Select(row => row[0] + row[1] - row[2] > 0 != random.NextDouble() < 0.1 ? 1 : 0)];
    return new Dataset(x, [23], Targets.Classes(classes, ["no", "yes"]));
}

(Dataset training, Dataset validation, Dataset others) = (Draw(80, 1), Draw(200, 2), Draw(1000, 3));
(string Cure, double Dropout, double Smoothing, FitOptions Options)[] cures =
[
    ("nothing", 0, 0, new()), ("L2", 0, 0, new() { L2 = 0.02 }), ("L1", 0, 0, new() { L1 = 0.3 }), ("dropout", 0.5, 0, new()), ("max-norm", 0, 0, new() { MaxNorm = 0.6 }),
    ("label smoothing", 0, 0.2, new()), ("early stopping", 0, 0, new() { Validation = validation, Patience = 10 }),
];
foreach ((string cure, double dropout, double smoothing, FitOptions options) in cures)
{
    var net = new Sequential { new Dropout(dropout), new Dense(64), new Relu(), new Dropout(dropout), new Dense(2), new Softmax() };
    net.Compile(new Adam(0.01), new CrossEntropy(smoothing), new Accuracy());
    net.Fit(training, options with { Epochs = 60, BatchSize = 16 });
    Console.WriteLine($"{cure,-16} training rows: {Judge(net, training)}   others: {Judge(net, others)}");
}

static string Judge(Sequential net, Dataset data)
{
    var rows = new PredictedRows(net.Predict(data.Inputs), 2, data.Targets.Numbers, 1);
    return $"loss {new LogLoss().Compute(rows):0.000}, {new Accuracy().Compute(rows),6:P1} right";
}
