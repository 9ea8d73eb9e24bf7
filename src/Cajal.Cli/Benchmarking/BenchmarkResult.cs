namespace Cajal.Cli.Benchmarking;

/// <summary>A timing and what it means.</summary>
/// <param name="Timing">The timing.</param>
/// <param name="FlopsPerSecond">Floating-point operations a second.</param>
/// <param name="ShareOfPeak">Their share of what as many threads can do at best, in the best moment of the whole run.</param>
/// <param name="ShareAtTheTime">The same, in the best moment of the time in which this was measured.</param>
internal sealed record Figure(Timing Timing, double FlopsPerSecond, double ShareOfPeak, double ShareAtTheTime)
{
    /// <summary>The figure of a timing.</summary>
    /// <param name="flops">Floating-point operations of a run.</param>
    /// <param name="timing">The timing.</param>
    /// <param name="peakFlops">Floating-point operations a second at best, on as many threads.</param>
    public static Figure Of(double flops, Timing timing, double peakFlops)
    {
        double reached = flops / timing.Seconds;
        return new Figure(timing, reached, reached / peakFlops, reached / timing.PeakFlops);
    }
}

/// <summary>The figures of a workload.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Steps">The bare step, for each number of threads.</param>
/// <param name="Fits">Steps within <see cref="Model.Fit"/>, for each number of threads; none where they were not asked for.</param>
internal sealed record WorkloadResult(Workload Workload, IReadOnlyList<Figure> Steps, IReadOnlyList<Figure> Fits)
{
    /// <summary>Part by which more threads must be faster to count as such: small nets run on one thread whatever there are.</summary>
    private const double LeastGain = 0.02;

    /// <summary>The step on the fewest threads that are as fast as any.</summary>
    public Figure Best
    {
        get
        {
            double least = Steps.Min(figure => figure.Timing.Seconds);
            return Steps.First(figure => figure.Timing.Seconds <= least * (1 + LeastGain));
        }
    }

    /// <summary>The fastest step within Fit.</summary>
    public Figure? BestFit => Fits.MinBy(figure => figure.Timing.Seconds);
}

/// <summary>The figures of a product.</summary>
/// <param name="Shape">Sizes of the layer.</param>
/// <param name="Role">Which of its products.</param>
/// <param name="Figures">For each number of threads.</param>
internal sealed record ProductResult(LayerShape Shape, ProductRole Role, IReadOnlyList<Figure> Figures);

/// <summary>The figures of a prediction.</summary>
/// <param name="Workload">The net; its batch are the rows of a call.</param>
/// <param name="Timings">For each number of callers at once.</param>
internal sealed record PredictionResult(Workload Workload, IReadOnlyList<Timing> Timings);

/// <summary>All that was measured.</summary>
/// <param name="PeakFlops">Floating-point operations a second at best, for each number of threads.</param>
/// <param name="Listed">The listed workloads.</param>
/// <param name="Grid">The other workloads.</param>
/// <param name="Products">The products.</param>
/// <param name="Predictions">The predictions.</param>
/// <param name="Seconds">Time that it took.</param>
internal sealed record BenchmarkResult(
    IReadOnlyDictionary<int, double> PeakFlops,
    IReadOnlyList<WorkloadResult> Listed,
    IReadOnlyList<WorkloadResult> Grid,
    IReadOnlyList<ProductResult> Products,
    IReadOnlyList<PredictionResult> Predictions,
    double Seconds)
{
    /// <summary>The layers that are convolutions. Their shares of the peak count the operations of direct sums, so they may exceed it.</summary>
    public IReadOnlyList<ProductResult> Convolutions { get; init; } = [];

    /// <summary>All shares of the peak that cannot exceed it, each with the name of what reached it.</summary>
    public IEnumerable<(string Name, double Share)> Shares =>
    [
        .. from result in Listed.Concat(Grid)
           from figure in result.Steps.Concat(result.Fits)
           select ($"{result.Workload.Name} on {Threads(figure)}", figure.ShareOfPeak),
        .. from result in Products
           from figure in result.Figures
           select ($"{result.Shape.Name} {result.Role.Name()} on {Threads(figure)}", figure.ShareOfPeak),
    ];

    /// <summary>The operations a second that a net of the grid reaches at best, as a part of what the nearest listed workload reaches; null where
    /// that was not measured.</summary>
    public double? ShareOfNearest(WorkloadResult result) =>
        Listed.FirstOrDefault(listed => listed.Workload == Workloads.Nearest(result.Workload)) is { } nearest
            ? result.Best.FlopsPerSecond / nearest.Best.FlopsPerSecond
            : null;

    private static string Threads(Figure figure) => figure.Timing.Threads == 1 ? "1 thread" : $"{figure.Timing.Threads} threads";
}
