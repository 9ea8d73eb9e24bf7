using BenchmarkDotNet.Attributes;

namespace Cajal.Benchmarks;

/// <summary>The products of a layer, and the gradient of its weights with the optimiser in the same pass.</summary>
public class ProductBenchmarks
{
    private Expression forward = null!;
    private Expression inputGradient = null!;
    private Expression weightGradient = null!;
    private Expression weightGradientAndAdamW = null!;

    [Params("10x784x30", "32x784x128", "128x512x512", "128x512x10")]
    public string Layer { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Layer.Split('x').Select(int.Parse)];
        var graph = new Graph();
        Node x = graph.Input("x", [sizes[0], sizes[1]]), w = graph.Input("w", [sizes[1], sizes[2]]), d = graph.Input("d", [sizes[0], sizes[2]]);
        forward = new Expression(x.MatMul(w));
        inputGradient = new Expression(d.MatMul(w.Transpose()));
        weightGradient = new Expression(x.Transpose().MatMul(d));
        weightGradientAndAdamW = Expression.AdamW(x.Transpose().MatMul(d));
    }

    [Benchmark]
    public void Forward() => forward.Run();

    [Benchmark]
    public void InputGradient() => inputGradient.Run();

    [Benchmark]
    public void WeightGradient() => weightGradient.Run();

    [Benchmark]
    public void WeightGradientAndAdamW() => weightGradientAndAdamW.Run();
}
