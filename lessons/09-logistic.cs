#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// One sigmoid unit is logistic regression, K softmax units are softmax regression.
using Cajal;

Dataset animals = BuiltInData.Load("cats-dogs");
animals = Scaler.Fit("standard", animals).Apply(animals);
var options = new LinearModelOptions { Penalty = 0.01 };
LogisticRegression unit = LogisticRegression.Fit(animals, options);
Console.WriteLine($"solved:  w = ({string.Join(", ", unit.Weights.ToArray().Select(w => w.ToString("0.0000")))}), b = {unit.Intercepts[0]:0.0000}");
Console.WriteLine($"         {unit.Result.Method}, {unit.Result.Iterations} iterations, gradient norm {unit.Result.GradientNorm:0.0e+00}");

// The same unit as a net, learned by descent over all rows.
var net = new Sequential { new Dense(1), new Sigmoid() };
net.Compile(new Sgd(1), new BinaryCrossEntropy());
float[] isDog = [.. Enumerable.Range(0, animals.Count).Select(row => (float)animals.Targets.ClassOf(row))];
Dataset labels = animals.WithTargets(Targets.Labels(isDog, ["dog"]));
net.Fit(labels, new FitOptions { Epochs = 3000, BatchSize = animals.Count, L2 = 0.01 });
Console.WriteLine($"learned: {string.Join(", ", net.Parameters.SelectMany(parameter => parameter.Values.ToArray()).Select(w => w.ToString("0.0000")))}");

// Where a line separates the classes, there is no minimum without a penalty.
Console.WriteLine(LogisticRegression.Fit<double>([-2, -1, 1, 2], 1, [0, 0, 1, 1], new LinearModelOptions { Penalty = 0 }).Result.Remark);
