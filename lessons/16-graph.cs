#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// The gradient over a graph of arithmetic operations, stage by stage.
using Cajal;

var graph = new Graph();
Node x = graph.Input("x"), y = graph.Input("y"), z = graph.Input("z");
Node f = ((x + y).Named("s") * z).Named("f");
GraphTrace trace = graph.Trace(f, new() { [x] = -2, [y] = 5, [z] = -4 });
Console.WriteLine(trace);
Console.WriteLine();
Console.WriteLine(trace.Explain());
if (args is [var file])    // dotnet run lessons/16-graph.cs -- graph.svg
{
    File.WriteAllText(file, GraphDrawing.ToSvg(trace));
}
