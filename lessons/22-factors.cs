#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// A gradient as a product of Jacobians, factor by factor, and what reusing the factors of the layer above saves.
using Cajal;

var graph = new Graph();
Node x = graph.Input("x", [1, 2]);
Node w1 = graph.Parameter("w1", [2, 3]), w2 = graph.Parameter("w2", [3, 2]), w3 = graph.Parameter("w3", [2, 1]);
Node h1 = x.MatMul(w1).Named("f1").Sigmoid().Named("h1");
Node h2 = h1.MatMul(w2).Named("f2").Sigmoid().Named("h2");
Node y = h2.MatMul(w3).Named("ŷ");
NodeValues values = new()
{
    [x] = [0.5, -1.2], [w1] = [0.1, -0.4, 0.3, 0.8, 0.2, -0.5], [w2] = [0.6, -0.1, -0.3, 0.9, 0.2, 0.4], [w3] = [1.1, -0.7],
};
GraphTrace trace = graph.Trace(y, values);
foreach (Node weight in new[] { w3, w2, w1 })
{
    Console.WriteLine(GradientFactors.Of(trace, weight));
    Console.WriteLine();
}

foreach (int layers in new[] { 4, 16, 64 })
{
    Console.WriteLine(FactorReuse.Count(layers));
}
