using BenchmarkDotNet.Attributes;

namespace Cajal.Benchmarks;

/// <summary>What is done row by row: softmax, cross entropy with its gradient, sums.</summary>
public class LogitsBenchmarks
{
    private Expression softmax = null!;
    private Expression lossAndGradient = null!;
    private Expression argMaximum = null!;
    private Expression sumRows = null!;

    [Params("16x3", "32x10", "128x10", "256x1000")]
    public string Logits { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Logits.Split('x').Select(int.Parse)];
        var graph = new Graph();
        Node logits = graph.Input("logits", [sizes[0], sizes[1]]), labels = graph.Input("labels", [sizes[0], 1], Kind.Integer);
        Node loss = logits.CrossEntropy(labels).Mean();
        softmax = new Expression(logits.Softmax());
        lossAndGradient = new Expression([loss, loss.Gradients([logits])[0]], [], classes: sizes[1]);
        argMaximum = new Expression(logits.ArgMaximum());
        sumRows = new Expression(logits.SumRows());
    }

    [Benchmark]
    public void Softmax() => softmax.Run();

    [Benchmark]
    public void LossAndGradient() => lossAndGradient.Run();

    [Benchmark]
    public void ArgMaximum() => argMaximum.Run();

    [Benchmark]
    public void SumRows() => sumRows.Run();
}
