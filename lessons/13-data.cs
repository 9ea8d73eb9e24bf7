#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// The lectures' data, drawn from a seed. Cats lie between ferrets and dogs: no straight border will do.
using Cajal;

foreach (BuiltInSet set in BuiltInData.All)
{
    Console.WriteLine($"{set.Name,-11} {set.Rows,5} rows of {set.Features,2}   {set.Description}");
}

Dataset animals = BuiltInData.Load("cat-or-not");
animals = Scaler.Fit("standard", animals).Apply(animals);
float[] linear = LogisticRegression.Fit(animals).Predict(animals);
double right = linear.Index().Average(row => (row.Item > 0.5f ? 1 : 0) == animals.Targets.ClassOf(row.Index) ? 1.0 : 0);

var net = new Sequential { new Dense(16), new Tanh(), new Dense(2), new Softmax() };
net.Compile(new Adam(0.02), new CrossEntropy(), new Accuracy());
net.Fit(animals, new FitOptions { Epochs = 100 });
Console.WriteLine($"\ncat or not: a straight border {right:P0} right, two layers {net.Evaluate(animals).Report["accuracy"].Value:P0}");
Console.WriteLine(DecisionPicture.Draw(net, new(-2.5, -2.5), new(2.5, 2.5), 48, 20));
