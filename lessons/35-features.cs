#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// A net is logistic regression on features that it learns: look at what its hidden units respond to.
using Cajal;

Dataset digits = BuiltInData.Digits();
var net = new Sequential { new Flatten(), new Dense(32), new Tanh(), new Dense(16), new Tanh(), new Dense(10), new Softmax() };
net.Compile(new Adam(0.01), new CrossEntropy());
net.Build([8, 8], seed: 1, preprocessing: Scaler.Fit("minmax", digits));
net.Fit(digits, new FitOptions { Epochs = 30, Schedule = new CosineSchedule() });

FirstLayerWeights weights = FirstLayerWeights.Of(net);
Console.WriteLine($"{weights.Units.Count} units of the first layer, the weights of the first four as pictures:");
for (int line = 0; line < 8; line++)
{
    Console.WriteLine(string.Join("    ", weights.Units.Take(4).Select(unit => string.Concat(unit.Skip(8 * line).Take(8).Select(weight => Shade(weight, unit))))));
}

foreach (LayerResponses layer in UnitResponses.Of(net, digits, top: 5).Layers)
{
    Console.WriteLine($"\n{layer.Name}:");
    foreach (UnitResponse unit in layer.Units.Take(5))
    {
        Console.WriteLine($"  unit {unit.Unit}: with digit {unit.Target!.Name} ({unit.Target.Correlation:+0.00;-0.00}), excited most by the digits {string.Join(" ", unit.Rows.Select(row => digits.Targets.ClassOf(row.Row)))}");
    }
}

if (args is [var file])    // dotnet run lessons/35-features.cs -- weights.svg
{
    File.WriteAllText(file, weights.ToSvg());
}

static string Shade(float weight, IReadOnlyList<float> unit)
{
    double strength = weight / unit.Max(Math.Abs);
    return strength > 0.5 ? "##" : strength > 0.15 ? "++" : strength < -0.5 ? "--" : strength < -0.15 ? "··" : "  ";
}
