using Cajal.Cli.Benchmarking;

namespace Cajal.Tests.Cli.Benchmarking;

/// <summary>Measuring, as briefly as can be: what the figures are is another matter.</summary>
public sealed class BenchmarkTests
{
    private static readonly BenchmarkSettings Brief = new()
    {
        Threads = [1, 2],
        Repetitions = 2,
        RepetitionSeconds = 1e-5,
        WarmUpSeconds = 1e-5,
        CeilingSeconds = 1e-5,
    };

    [Fact]
    public void Whatever_is_selected_is_timed_on_every_number_of_threads()
    {
        Workload[] listed = [new([2, 2, 1], 4, "sgd") { Activation = "tanh", Targets = TargetKind.Labels }, new([4, 3, 3], 2, "nesterov")];
        Workload[] grid = [new([5, 7, 1], 3, "adamw") { Dropout = 0.5, ClipNorm = 1, Activation = "gelu", Targets = TargetKind.Values }];
        // Long enough for a clock that counts tenths of a microsecond.
        ProductShape[] products = [new(40, 170, 50)];
        using var benchmark = new Benchmark(Brief, _ => { }, CancellationToken.None);

        BenchmarkResult result = benchmark.Run(new Selection(listed, grid, products, listed) { Convolutions = [new(5, 2, 3, 3, 2)] });

        Assert.Equal(listed, result.Listed.Select(one => one.Workload));
        Assert.Equal(grid, result.Grid.Select(one => one.Workload));
        Assert.Equal(Enum.GetValues<ProductRole>(), result.Products.Select(one => one.Role));
        Assert.Equal(Enum.GetValues<ProductRole>(), result.Convolutions.Select(one => one.Role));
        Assert.Equal(listed, result.Predictions.Select(one => one.Workload));
        Figure[] figures =
        [
            .. result.Listed.Concat(result.Grid).SelectMany(one => one.Steps), .. result.Listed.SelectMany(one => one.Fits),
            .. result.Products.Concat(result.Convolutions).SelectMany(one => one.Figures),
        ];
        Assert.Equal((2 * 3) + (2 * 2) + (2 * 3) + (2 * 3), figures.Length);
        Assert.All(figures.Chunk(2), pair => Assert.Equal([1, 2], pair.Select(figure => figure.Timing.Threads)));
        Assert.All(figures.Select(figure => figure.Timing).Concat(result.Predictions.SelectMany(one => one.Timings)), timing =>
        {
            Assert.True(timing.Seconds > 0);
            Assert.InRange(timing.Median, timing.Seconds, double.MaxValue);
            Assert.InRange(timing.PeakFlops, double.Epsilon, result.PeakFlops[timing.Threads]);
        });
        Assert.All(result.Listed.SelectMany(one => one.Steps.Concat(one.Fits), (one, figure) => (one.Workload, figure)), pair =>
        {
            Assert.Equal(pair.Workload.Flops / pair.figure.Timing.Seconds, pair.figure.FlopsPerSecond, 1e-6);
            Assert.Equal(pair.figure.FlopsPerSecond / result.PeakFlops[pair.figure.Timing.Threads], pair.figure.ShareOfPeak, 1e-12);
            Assert.Equal(pair.figure.FlopsPerSecond / pair.figure.Timing.PeakFlops, pair.figure.ShareAtTheTime, 1e-12);
        });
        Assert.InRange(result.PeakFlops[1], result.PeakFlops[2] / 2, double.MaxValue);
    }

    [Fact]
    public void What_would_take_too_long_here_is_left_out_and_said()
    {
        var said = new List<string>();
        using var benchmark = new Benchmark(Brief with { MostSeconds = 1e-7 }, said.Add, CancellationToken.None);

        BenchmarkResult result = benchmark.Run(new Selection([], [new([1, 1], 1, "sgd"), new([9999, 9999], 9999, "sgd")], [], []));

        Assert.Equal("1-1 b1 sgd", Assert.Single(result.Grid).Workload.Name);
        Assert.Matches("^left out: 9999-9999 b9999 sgd would take at least .+ on this machine, expected at most 0.0 ms$", said[0]);
    }

    [Fact]
    public void It_ends_between_two_runs_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var benchmark = new Benchmark(Brief, _ => cancellation.Cancel(), cancellation.Token);
        Assert.Throws<OperationCanceledException>(() => benchmark.Run(Selection.Of("2-2-1", isFull: false)));
    }

    [Theory]
    [InlineData(10.0, 9.0, 2)]
    [InlineData(10.0, 9.9, 1)]
    [InlineData(10.0, 12.0, 1)]
    public void The_best_step_uses_no_thread_that_gains_nothing(double one, double two, int threads)
    {
        Figure[] steps = [Figure.Of(1, new Timing(1, one, one, 0, 1), 1), Figure.Of(1, new Timing(2, two, two, 0, 2), 2)];
        Assert.Equal(threads, new WorkloadResult(Workloads.Listed[0], steps, []).Best.Timing.Threads);
    }

    [Fact]
    public void The_least_of_the_repetitions_counts_and_the_median_stands_beside_it()
    {
        var timing = Timing.Of(2, [(5, 8), (3, 6), (9, 16), (4, 2), (7, 4)], peakFlops: 1);
        Assert.Equal(new Timing(Threads: 2, Seconds: 3, Median: 5, AllocatedBytes: 2, PeakFlops: 1), timing);
    }
}
