using BenchmarkDotNet.Attributes;
using Cajal.Cli.Benchmarking;
using Cajal.Kernels;

namespace Cajal.Benchmarks;

/// <summary>Whole training steps on one thread, those of <c>cajal bench</c>.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private StepSubject step = null!;

    public static IEnumerable<string> Names => Workloads.Listed.Select(workload => workload.Name);

    [ParamsSource(nameof(Names))]
    public string Workload { get; set; } = "";

    [GlobalSetup]
    public void Setup() => step = new StepSubject(Workloads.Listed.Single(workload => workload.Name == Workload), new Team(threads: 1));

    [Benchmark]
    public void Step() => step.Run(1);
}
