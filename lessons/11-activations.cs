#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// What a unit makes of its sum, with derivatives; softmax with its Jacobian s(δ - s).
using Cajal;

var graph = new Graph();
Node x = graph.Input("x", [5]);
NodeValues values = new() { [x] = [-2, -0.5, 0.1, 1, 3] };
Console.WriteLine($"{"",-11} {Row(values[x].Numbers.ToArray())}");
foreach (string name in new[] { "threshold", "sigmoid", "tanh", "relu", "elu", "gelu", "softplus" })
{
    Node y = name switch
    {
        "threshold" => x.Step(), "sigmoid" => x.Sigmoid(), "tanh" => x.Tanh(), "relu" => x.Relu(), "elu" => x.Elu(),
        "gelu" => x * 0.5 * (-x / Math.Sqrt(2)).Erfc(), _ => x.Softplus(),
    };
    Console.WriteLine($"{name,-11} {Row(y.Evaluate(values))}");
    Console.WriteLine($"  slope     {Row(y.Sum().Gradients([x])[0].Evaluate(values))}");
}

Node z = graph.Input("z", [1, 3]);
Node s = z.Softmax();
values[z] = [1, 2, 0.5];
double[,] jacobian = s.Jacobian(z, values);
Console.WriteLine($"\nsoftmax     {Row(s.Evaluate(values))}");
for (int row = 0; row < 3; row++)
{
    Console.WriteLine($"  ∂s{row + 1}/∂z    {Row([jacobian[row, 0], jacobian[row, 1], jacobian[row, 2]])}");
}

values[z] = [1e4, -1e4, 1e4];
Console.WriteLine($"at ±10,000  {Row(s.Evaluate(values))}");

static string Row(double[] numbers) => string.Join(" ", numbers.Select(number => $"{number,9:0.0000}"));
