#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Optimisers compared: training loss on digits, epoch by epoch.
using Cajal;

Dataset digits = BuiltInData.Digits();
digits = digits.WithInputs([.. digits.Inputs.ToArray().Select(grey => grey / 16)], [64]);
Console.WriteLine($"{"epoch",-22} {string.Join(" ", new[] { 1, 2, 5, 10, 20 }.Select(epoch => $"{epoch,8}"))}");
foreach ((string name, Optimizer optimizer) in new (string, Optimizer)[]
{
    ("plain descent 0.1", new Sgd(0.1)), ("momentum 0.9, 0.05", new Sgd(0.05, 0.9)), ("Nesterov 0.9, 0.05", new Sgd(0.05, 0.9, nesterov: true)), ("AdaGrad 0.03", new AdaGrad(0.03)),
    ("RMSProp 0.001", new RmsProp(0.001)), ("Adam 0.003", new Adam(0.003)), ("AdamW 0.003", new AdamW(0.003)), ("NAdam 0.003", new NAdam(0.003)),
})
{
    Sequential net = new Sequential { new Dense(32), new Relu(), new Dense(10), new Softmax() }.Build([64], seed: 1).Compile(optimizer, new CrossEntropy());
    History history = net.Fit(digits, new FitOptions { Epochs = 20 });
    Console.WriteLine($"{name,-22} {string.Join(" ", new[] { 1, 2, 5, 10, 20 }.Select(epoch => $"{history.Epochs[epoch - 1].Loss,8:0.0000}"))}");
}
