#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// XOR three ways: linear layers cannot, two hidden units set by hand can, and a net learns it.
using Cajal;

float[] rows = [0, 0, 0, 1, 1, 0, 1, 1];
float[] wanted = [0, 1, 1, 0];

// 1. However many linear layers: together they are one.
Sequential deep = new Sequential { new Dense(5), new Dense(5), new Dense(1) }.Build([2], seed: 1);
Console.WriteLine($"three linear layers are one:\n{AffineMap.Of(deep)}");
float[] best = new float[4];
LinearRegression.Fit<float>(rows, 2, wanted, new LinearModelOptions { Penalty = 0 }).Predict<float>(rows, best);
Console.WriteLine($"its best answers to XOR: {string.Join(" ", best)}\n");

// 2. By hand: one of the two, but not both.
McCullochPittsNet byHand = LogicFormula.Parse("(a | b) & !(a & b)").ToNet();
Console.WriteLine($"{byHand}\nanswers: {string.Join(" ", byHand.ToSequential(["output"]).Predict(rows))}\n");

// 3. Learned.
var net = new Sequential { new Dense(8), new Sigmoid(), new Dense(1), new Sigmoid() };
net.Compile(new Sgd(2, momentum: 0.9), new BinaryCrossEntropy());
net.Fit(new Dataset(rows, [2], Targets.Labels(wanted, ["xor"])), new FitOptions { Epochs = 2000, BatchSize = 4, Seed = 1 });
Console.WriteLine($"learned: {string.Join(" ", net.Predict(rows).Select(value => value.ToString("0.000")))}");
Console.WriteLine(DecisionPicture.Draw(net, new(-0.5, -0.5), new(1.5, 1.5), 32, 16));
