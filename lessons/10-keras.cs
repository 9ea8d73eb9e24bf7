#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// The lecture's Keras model in C#: Dense(H, input N), tanh, Dense(K), softmax.
using Cajal;

Console.WriteLine("N, H, K = 784, 32, 10:");
Console.WriteLine(new Sequential { new Dense(32), new Tanh(), new Dense(10), new Softmax() }.Build([784]).Summary());

// The same on handwritten digits of 8 × 8 pixels.
Dataset digits = BuiltInData.Digits();
int[][] parts = Splits.Stratified(digits.Targets, [0.8, 0.2], seed: 1);
(Dataset training, Dataset test) = (digits.Select(parts[0]), digits.Select(parts[1]));

var model = new Sequential { new Flatten(), new Dense(32), new Tanh(), new Dense(10), new Softmax() };
model.Compile(new Adam(0.01), new CrossEntropy(), new Accuracy());
model.Build([8, 8], seed: 1, preprocessing: Scaler.Fit("standard", training));
History history = model.Fit(training, new FitOptions { Epochs = 20, Schedule = new CosineSchedule() });
foreach (EpochResult epoch in history.Epochs.Where(epoch => epoch.Epoch % 5 == 0))
{
    Console.WriteLine($"epoch {epoch.Epoch,2}: loss {epoch.Loss:0.0000}, {epoch.Accuracy:P1} right");
}

Console.WriteLine(model.Evaluate(test));
