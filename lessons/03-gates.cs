#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Gates by sigmoid units: f(-30 + 20 x1 + 20 x2) is AND, as good as a threshold.
using Cajal;

foreach (string gate in new[] { "!x1", "!x1 & !x2", "x1 & x2", "x1 | x2", "(x1 & x2) | (!x1 & !x2)" })
{
    var formula = LogicFormula.Parse(gate, ["x1", "x2"]);
    Sequential net = formula.ToSequential(LogicUnits.Sigmoid);
    float[] outputs = net.Predict([0, 0, 0, 1, 1, 0, 1, 1]);
    Console.WriteLine($"{gate,-24} {string.Join("  ", outputs.Select(value => value.ToString("0.000000")))}");
    foreach (ModelParameter parameter in net.Parameters)
    {
        Console.WriteLine($"    {parameter.Name,-14} {string.Join(" ", parameter.Values.ToArray())}");
    }
}
