#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// When to stop: where the validation loss falls no more, with the best weights restored; or at a number of steps, a loss, a flat gradient.
using Cajal;

Dataset digits = BuiltInData.Digits();
digits = digits.WithInputs([.. digits.Inputs.ToArray().Select(grey => grey / 16)], [64]);
int[][] parts = Splits.Stratified(digits.Targets, [0.1, 0.9], seed: 5);
(Dataset training, Dataset validation) = (digits.Select(parts[0]), digits.Select(parts[1]));

Sequential net = Net();
History history = net.Fit(training, new FitOptions { Epochs = 400, Validation = validation, Patience = 12 });
foreach (EpochResult epoch in history.Epochs)
{
    Console.WriteLine($"epoch {epoch.Epoch,2}: training {epoch.Loss:0.0000}, validation {epoch.ValidationLoss:0.0000}{(epoch.Epoch == history.BestEpoch ? "  ← best" : "")}");
}

Console.WriteLine($"{history.Stopped}; the model holds the weights of epoch {history.BestEpoch}, validation loss {net.Evaluate(validation).Loss:0.0000}\n");
foreach (FitOptions goal in new FitOptions[]
{
    new() { Epochs = 50, MaxSteps = 123 }, new() { Epochs = 500, TargetLoss = 0.05 }, new() { Epochs = 5000, GradientNorm = 0.01, BatchSize = training.Count },
})
{
    Console.WriteLine(Net().Fit(training, goal).Stopped);
}

static Sequential Net() => new Sequential { new Dense(64), new Relu(), new Dense(10), new Softmax() }.Build([64], seed: 1).Compile(new Sgd(0.1, 0.9), new CrossEntropy());
