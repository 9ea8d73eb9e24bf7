using BenchmarkDotNet.Attributes;
using Cajal.Kernels;

namespace Cajal.Benchmarks;

/// <summary>Random numbers, time for one.</summary>
public class RandomBenchmarks
{
    private const int Count = 2048;

    private readonly float[] floats = new float[Count];
    private readonly double[] doubles = new double[Count];

    [Benchmark(OperationsPerInvoke = Count)]
    public void UniformFloat() => CounterRandom.Uniform(seed: 1, stream: 2, step: 3, floats.AsSpan());

    [Benchmark(OperationsPerInvoke = Count)]
    public void UniformDouble() => CounterRandom.Uniform(seed: 1, stream: 2, step: 3, doubles.AsSpan());

    [Benchmark(OperationsPerInvoke = Count)]
    public void NormalFloat() => CounterRandom.Normal(seed: 1, stream: 2, step: 3, floats.AsSpan());
}
