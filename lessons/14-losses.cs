#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Softmax and cross entropy by hand: the gradient at the sums is f(x) - e(y), and it stays finite where f_y is 0.
using Cajal;

foreach (double[] sums in new[] { new[] { 1, 2, 0.5 }, [1e4, -1e4, 0] })
{
    const int Label = 1;
    var graph = new Graph();
    Node z = graph.Input("z", [1, 3]);
    Node y = graph.Input("y", [1, 1], Kind.Integer);
    Node loss = z.CrossEntropy(y).Sum();
    NodeValues values = new() { [z] = sums, [y] = Label };

    double[] e = [.. sums.Select(sum => Math.Exp(sum - sums.Max()))];
    double[] f = [.. e.Select(value => value / e.Sum())];
    Console.WriteLine($"z        = {Row(sums)}      y = {Label}");
    Console.WriteLine($"f        = {Row(f)}");
    Console.WriteLine($"-ln f_y  = {-Math.Log(f[Label]),10:0.0000}      by the graph {loss.Evaluate(values)[0]:0.0000}");
    Console.WriteLine($"f - e(y) = {Row([.. f.Select((value, i) => value - (i == Label ? 1 : 0))])}");
    Console.WriteLine($"gradient = {Row(loss.Gradients([z])[0].Evaluate(values))}\n");
}

static string Row(double[] numbers) => string.Join(" ", numbers.Select(number => $"{number,10:0.0000}"));
