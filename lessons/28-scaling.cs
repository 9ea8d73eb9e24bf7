#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Inputs brought to one scale: fitted on the training part alone, and kept in the model.
using Cajal;

Dataset animals = BuiltInData.Load("cats-dogs", rows: 400);
int[][] parts = Splits.Stratified(animals.Targets, [0.5, 0.5], seed: 1);
(Dataset training, Dataset test) = (animals.Select(parts[0]), animals.Select(parts[1]));
foreach (string kind in new[] { "none", "standard", "robust", "minmax", "quantile" })
{
    Scaler scaler = Scaler.Fit(kind, training);    // the test part is not asked
    Sequential net = new Sequential { new Dense(8), new Tanh(), new Dense(2), new Softmax() }.Build([2], seed: 1, preprocessing: scaler)
        .Compile(new Sgd(0.1), new CrossEntropy(), new Accuracy());
    net.Fit(training, new FitOptions { Epochs = 20 });
    float[] row = new float[2];
    scaler.Apply(test.Row(0), row);
    Console.WriteLine($"{kind,-9} a row ({test.Row(0)[0]:0.0} kg, {test.Row(0)[1]:0.0} cm) becomes ({row[0]:0.00}, {row[1]:0.00}); {net.Evaluate(test).Report["accuracy"].Value:P1} right");
}
