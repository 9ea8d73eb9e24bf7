#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// A training watched: what to look at before it, and what the doctor finds after it.
using Cajal;

Dataset digits = BuiltInData.Digits();
int[][] parts = Splits.Stratified(digits.Targets, [0.8, 0.2], seed: 1);
(Dataset training, Dataset validation) = (digits.Select(parts[0]), digits.Select(parts[1]));
Sequential net = Net(0.01);
Console.WriteLine($"first loss: {net.CheckFirstLoss(training)}");
Console.WriteLine($"twenty rows by heart: {net.CheckFewRows(training)}");
foreach (LayerUpdate update in net.CheckUpdates(training))
{
    Console.WriteLine($"steps: {update.Parameter} moves by {update.Ratio:G2} of itself{(update.IsFlagged ? ", unusual" : "")}");
}

foreach (double rate in new[] { 0.01, 1e-6, 3 })
{
    Sequential model = Net(rate);
    var options = new FitOptions { Epochs = 30, Validation = validation };
    History history = model.Fit(training, options);
    Console.WriteLine($"\nrate {rate}: loss {history.Epochs[^1].Loss:0.0000} on training rows, {history.Epochs[^1].ValidationLoss:0.0000} on others");
    Console.WriteLine(model.Diagnose(training, history, options));
}

Sequential Net(double rate) => new Sequential { new Flatten(), new Dense(32), new Relu(), new Dense(10), new Softmax() }
    .Build([8, 8], seed: 1, preprocessing: Scaler.Fit("standard", training)).Compile(new Adam(rate), new CrossEntropy());
