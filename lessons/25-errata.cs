#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// A slip on a slide, shown by numbers: with ∇J = (y - ŷ)∇ŷ and a minus in the update, descent climbs.
using Cajal;

var graph = new Graph();
Node x = graph.Input("x", [1, 2]), y = graph.Input("y", [1, 1]);
Node w1 = graph.Parameter("w1", [2, 3]), w2 = graph.Parameter("w2", [3, 1]);
Node prediction = x.MatMul(w1).Sigmoid().MatMul(w2);
Node loss = 0.5 * (y - prediction).Square().Sum();
foreach (bool printed in new[] { true, false })
{
    NodeValues values = new() { [x] = [0.5, -1.2], [y] = 1, [w1] = [0.1, -0.4, 0.3, 0.8, 0.2, -0.5], [w2] = [1.1, -0.7, 0.4] };
    Console.Write(printed ? "w ← w - α(y - ŷ)∇ŷ " : "w ← w + α(y - ŷ)∇ŷ ");
    for (int step = 0; step < 8; step++)
    {
        Console.Write($"{loss.Evaluate(values)[0],9:0.0000}");
        double error = 1 - prediction.Evaluate(values)[0];
        GraphTrace trace = graph.Trace(prediction.Sum(), values);
        foreach (Node weights in new[] { w1, w2 })
        {
            values[weights] = trace[weights].Value.Zip(trace[weights].Gradient, (w, slope) => w + ((printed ? -0.3 : 0.3) * error * slope)).ToArray();
        }
    }

    Console.WriteLine();
}
