#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// The perceptron learns what one unit can be, and says what it cannot be.
using Cajal;

foreach (string name in new[] { "and", "or", "nand", "xor" })
{
    Dataset data = BuiltInData.Load(name, rows: 4);
    var perceptron = Perceptron.Fit(data);
    Console.WriteLine($"{name,-5} {perceptron.Result.Verdict}, {perceptron.Result.Mistakes} mistakes, w = ({string.Join(", ", perceptron.Weights.ToArray())}), b = {perceptron.Bias}");
    Console.WriteLine($"      {perceptron.Result.Remark ?? "all rows right"}");
    Console.WriteLine($"      {LinearSeparability.Decide(data)}");
}

// Ten is no, eleven is yes: so close together that it takes many mistakes, though fewer than the bound.
var narrow = Perceptron.Fit<double>([10, 11], 1, [0, 1]);
double bound = Perceptron.MistakeBound<double>([10, 11], 1, [0, 1], weights: [1], bias: -10.5);
Console.WriteLine($"\n10 → 0, 11 → 1: {narrow.Result.Mistakes} mistakes; (R/γ)² allows {bound:0}");
