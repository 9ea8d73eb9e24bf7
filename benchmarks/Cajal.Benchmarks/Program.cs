using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Cajal.Benchmarks;

if (args is ["memory", string net, string batchSize])
{
    StepMemoryMeasurement.Run(net, int.Parse(batchSize, CultureInfo.InvariantCulture));
    return;
}

if (args is ["transfer", string mnist])
{
    TransferMeasurement.Run(mnist);
    return;
}

// In this process and briefly: minutes instead of hours. "cajal bench" measures training as a whole; here are its parts.
IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(StepBenchmarks).Assembly).Run(args, config);
