#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// What a net relies on: columns permuted, and one row explained by integrated gradients.
using Cajal;

Dataset iris = BuiltInData.Iris();
Sequential net = new Sequential { new Dense(16), new Tanh(), new Dense(3), new Softmax() }.Build([4], seed: 1, preprocessing: Scaler.Fit("standard", iris))
    .Compile(new AdamW(0.01), new CrossEntropy());
net.Fit(iris, new FitOptions { Epochs = 60 });

Console.WriteLine($"how much worse where a column is permuted:\n{PermutationImportance.Of(net, iris)}\n");
IntegratedGradients parts = IntegratedGradients.Of(net, iris.Row(120));
Console.WriteLine($"row 120, its output '{parts.OutputName}':\n{parts}");
foreach ((int column, string name) in iris.FeatureNames.Index())
{
    Console.WriteLine($"  {name,-14} {iris.Row(120)[column],4:0.0} cm   {parts.Parts[column],8:+0.0000;-0.0000}");
}

Console.WriteLine($"\nsum of the parts {parts.Sum:0.0000}, output less that of the baseline {parts.Value - parts.BaselineValue:0.0000}");
