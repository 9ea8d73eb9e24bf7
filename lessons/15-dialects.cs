#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Two penalties, one gradient: (λ_L/2m)Σθ² of one lecture and λ_B‖W‖² of another agree where λ_L = 2m·λ_B. The bias carries none.
using Cajal;

const int Rows = 4;
const double LambdaB = 0.05;
const double LambdaL = 2 * Rows * LambdaB;
var graph = new Graph();
Node x = graph.Input("x", [Rows, 2]);
Node y = graph.Input("y", [Rows, 1]);
Node w = graph.Parameter("W", [2, 1]);
Node b = graph.Parameter("b", [1]);
NodeValues values = new() { [x] = [0, 1, 1, 0, 1, 1, 2, -1], [y] = [0, 1, 1, 0], [w] = [0.5, -0.3], [b] = 0.2 };
Node h = (x.MatMul(w) + b).Sigmoid();
Node cost = -((y * h.Log()) + ((1 - y) * (1 - h).Log())).Sum() / Rows;

(string Name, Node Loss)[] dialects =
[
    ("without a penalty", cost),
    ($"+ λ/2m Σθ², λ = {LambdaL}", cost + (LambdaL / (2 * Rows) * w.Square().Sum())),
    ($"+ λ‖W‖²,   λ = {LambdaB}", cost + (LambdaB * w.Square().Sum())),
];
foreach ((string name, Node loss) in dialects)
{
    IReadOnlyList<Node> gradients = loss.Gradients([w, b]);
    Console.WriteLine($"{name,-22} J = {loss.Evaluate(values)[0]:0.000000}   ∇W = ({string.Join(", ", gradients[0].Evaluate(values).Select(g => g.ToString("0.000000")))})   ∇b = {gradients[1].Evaluate(values)[0]:0.000000}");
}

Console.WriteLine($"\nz = 0: a unit that fires above 0 says {graph.Constant(0).Step().Evaluate(new())[0]}, one that fires from 0 on {graph.Constant(0).GreaterOrEqual(graph.Constant(0)).Evaluate(new())[0]}");
