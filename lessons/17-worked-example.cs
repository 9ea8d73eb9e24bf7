#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Two linear layers, input (2, 3), target 1, one step of descent at rate 0.05: the figures of the lecture, and any number of steps more.
using Cajal;

const double Rate = 0.05;
var graph = new Graph();
Node input = graph.Input("i", [1, 2]);
Node hidden = graph.Parameter("[w1 w3; w2 w4]", [2, 2]);
Node output = graph.Parameter("[w5; w6]", [2, 1]);
Node h = input.MatMul(hidden).Named("h");
Node prediction = h.MatMul(output).Named("prediction");
Node error = (0.5 * (prediction - 1).Square()).Sum().Named("error");

NodeValues values = new() { [input] = [2, 3], [hidden] = [.11, .12, .21, .08], [output] = [.14, .15] };
for (int step = 0; step <= 3; step++)
{
    GraphTrace trace = graph.Trace(error, values);
    Console.WriteLine($"step {step}: h = ({Row(trace[h].Value)}), prediction {trace[prediction].Value[0]:0.##########}, error {trace[error].Value[0]:0.##########}");
    NodeValues next = values.Copy();
    foreach ((Node weights, string name) in new[] { (hidden, "w1 w3 w2 w4"), (output, "w5 w6") })
    {
        double[] moved = [.. trace[weights].Value.Zip(trace[weights].Gradient, (value, slope) => value - (Rate * slope))];
        Console.WriteLine($"    {name,-12} {Row(trace[weights].Value)}  →  {Row(moved)}");
        next[weights] = moved;
    }

    values = next;
}

static string Row(IEnumerable<double> numbers) => string.Join(" ", numbers.Select(number => number.ToString("0.########")));
