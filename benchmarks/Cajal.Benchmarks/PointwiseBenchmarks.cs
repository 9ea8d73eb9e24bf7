using BenchmarkDotNet.Attributes;

namespace Cajal.Benchmarks;

/// <summary>Chains of pointwise functions over a block that fits into the second-level cache.</summary>
public class PointwiseBenchmarks
{
    private const int Rows = 128;
    private const int Columns = 512;

    private Expression biasAndRelu = null!;
    private Expression gelu = null!;
    private Expression geluGradient = null!;
    private Expression adamW = null!;

    [GlobalSetup]
    public void Setup()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [Rows, Columns]);
        Node activated = new Gelu().Apply(x);
        biasAndRelu = new Expression((x + graph.Input("bias", [Columns])).Relu());
        gelu = new Expression(activated);
        geluGradient = new Expression(activated.Sum().Gradients([x])[0]);
        adamW = Expression.AdamW(x);
    }

    [Benchmark(OperationsPerInvoke = Rows * Columns)]
    public void BiasAndRelu() => biasAndRelu.Run();

    [Benchmark(OperationsPerInvoke = Rows * Columns)]
    public void Gelu() => gelu.Run();

    [Benchmark(OperationsPerInvoke = Rows * Columns)]
    public void GeluGradient() => geluGradient.Run();

    [Benchmark(OperationsPerInvoke = Rows * Columns)]
    public void AdamW() => adamW.Run();
}
