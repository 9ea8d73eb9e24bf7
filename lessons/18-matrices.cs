#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// δ layer by layer on a board, for 2-3-2 with sigmoids and ½‖a - y‖², and the gradients of the graph beside it.
using Cajal;

double[] x = [0.5, -1], y = [1, 0];
double[,] w1 = { { 0.1, -0.4, 0.3 }, { 0.8, 0.2, -0.5 } }, w2 = { { 0.6, -0.1 }, { -0.3, 0.9 }, { 0.2, 0.4 } };
double[] b1 = [0.1, 0, -0.1], b2 = [0.05, -0.05];

double[] a1 = Layer(x, w1, b1), a2 = Layer(a1, w2, b2);
double[] delta2 = [.. a2.Select((a, k) => (a - y[k]) * a * (1 - a))];
double[] delta1 = [.. a1.Select((a, j) => Enumerable.Range(0, 2).Sum(k => w2[j, k] * delta2[k]) * a * (1 - a))];
Console.WriteLine($"a¹ = {Row(a1)}\na² = {Row(a2)}\nδ² = {Row(delta2)}\nδ¹ = {Row(delta1)}");
Console.WriteLine($"\nby hand       ∇W² = {Row(a1.SelectMany(a => delta2.Select(d => a * d)))}");
Console.WriteLine($"              ∇W¹ = {Row(x.SelectMany(a => delta1.Select(d => a * d)))}");

var graph = new Graph();
Node input = graph.Input("x", [1, 2]), target = graph.Input("y", [1, 2]);
Node first = graph.Parameter("W1", [2, 3]), second = graph.Parameter("W2", [3, 2]), bias1 = graph.Parameter("b1", [3]), bias2 = graph.Parameter("b2", [2]);
Node a = ((input.MatMul(first) + bias1).Sigmoid().MatMul(second) + bias2).Sigmoid();
Node loss = 0.5 * (a - target).Square().Sum();
NodeValues values = new() { [input] = x, [target] = y, [first] = w1, [second] = w2, [bias1] = b1, [bias2] = b2 };
IReadOnlyList<Node> gradients = loss.Gradients([second, first]);
Console.WriteLine($"by the graph  ∇W² = {Row(gradients[0].Evaluate(values))}");
Console.WriteLine($"              ∇W¹ = {Row(gradients[1].Evaluate(values))}");

static double[] Layer(double[] inputs, double[,] w, double[] b) =>
    [.. b.Select((bias, j) => 1 / (1 + Math.Exp(-(bias + inputs.Select((value, i) => value * w[i, j]).Sum()))))];
static string Row(IEnumerable<double> numbers) => string.Join(" ", numbers.Select(number => $"{number,9:0.000000}"));
