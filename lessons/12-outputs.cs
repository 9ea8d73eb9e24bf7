#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// One of K, several labels, values; and K classes from classifiers of two.
using Cajal;

// Several labels in a row: a sigmoid for each.
Dataset discs = BuiltInData.Load("discs", rows: 2000);
int[][] parts = Splits.Random(discs.Count, [0.7, 0.3], seed: 1);
var labels = new Sequential { new Dense(32), new Tanh(), new Dense(3), new Sigmoid() };
labels.Compile(new Adam(0.02), new BinaryCrossEntropy());
labels.Fit(discs.Select(parts[0]), new FitOptions { Epochs = 60, Schedule = new CosineSchedule() });
Console.WriteLine($"points in discs, any number of three labels\n{labels.Evaluate(discs.Select(parts[1]))}\n");

// Ten classes from ten classifiers of two, or from forty-five.
Dataset digits = BuiltInData.Digits();
parts = Splits.Stratified(digits.Targets, [0.8, 0.2], seed: 1);
Dataset scaled = digits.WithInputs([.. digits.Inputs.ToArray().Select(grey => grey / 16)], [64]);
(Dataset training, Dataset test) = (scaled.Select(parts[0]), scaled.Select(parts[1]));
foreach ((string name, IBinaryLearner learner) in new[] { ("logistic", BinaryLearner.Logistic()), ("perceptron", BinaryLearner.Perceptron(new PerceptronOptions { MaximumEpochs = 100 })) })
{
    OneVersusAll all = OneVersusAll.Fit(training, learner);
    OneVersusOne one = OneVersusOne.Fit(training, learner);
    Console.WriteLine($"digits by {name} units: {all.Classifiers.Length} against all {all.Evaluate(test)["accuracy"].Value:P1}, {one.Classifiers.Length} against one {one.Evaluate(test)["accuracy"].Value:P1} right");
}
