using BenchmarkDotNet.Attributes;
using Cajal.Kernels;

namespace Cajal.Benchmarks;

/// <summary>Elementary functions and random numbers, time for one number.</summary>
public class FunctionBenchmarks
{
    private const int Count = 2048;

    private readonly float[] floats = new float[Count];
    private readonly float[] floatResults = new float[Count];
    private readonly double[] doubles = new double[Count];
    private readonly double[] doubleResults = new double[Count];
    private PointwiseFunction function = null!;

    public static IEnumerable<string> Functions => Table.Keys;

    [ParamsSource(nameof(Functions))]
    public string Function { get; set; } = "";

    private static Dictionary<string, PointwiseFunction> Table { get; } = new PointwiseFunction[]
    {
        PointwiseFunction.Relu, PointwiseFunction.Sqrt, PointwiseFunction.Exp, PointwiseFunction.Log, PointwiseFunction.Tanh, PointwiseFunction.Sigmoid,
        PointwiseFunction.Softplus, PointwiseFunction.Erf, PointwiseFunction.Erfc,
    }.ToDictionary(function => function.Name);

    [GlobalSetup]
    public void Setup()
    {
        function = Table[Function];
        CounterRandom.Normal(seed: 7, stream: 0, step: 0, floats.AsSpan());
        CounterRandom.Normal(seed: 7, stream: 0, step: 0, doubles.AsSpan());
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Float() => function.Apply<float>(floats, floatResults);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Double() => function.Apply<double>(doubles, doubleResults);
}
