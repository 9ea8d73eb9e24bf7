namespace Cajal.Cli.Benchmarking;

/// <summary>Training steps as users run them, with <see cref="Model.Fit"/>: rows are shuffled and gathered, the loss is summed and
/// looked at, right answers are counted, cancellation is asked for. What Fit does before its first step is not counted, and neither are the
/// first steps, after which pointwise programs are compiled.</summary>
internal sealed class FitSubject : Subject
{
    /// <summary>Batches of an epoch: enough to share what an epoch costs, fewer where steps are long.</summary>
    private const int MostBatches = 64;

    /// <summary>Seconds of an epoch of fewer batches, at the peak.</summary>
    private const double EpochSeconds = 0.015;

    /// <summary>Seconds of training that are not counted.</summary>
    private const double SettlingSeconds = 0.05;

    private readonly Workload workload;
    private readonly Model model;
    private readonly Dataset rows;
    private readonly CancellationToken cancellation;
    private double best = double.PositiveInfinity;

    /// <param name="workload">What is trained.</param>
    /// <param name="threads">Threads at work.</param>
    /// <param name="peakFlops">Floating-point operations a second that one thread can do.</param>
    /// <param name="cancellation">Ends a training.</param>
    public FitSubject(Workload workload, int threads, double peakFlops, CancellationToken cancellation)
        : base(threads)
    {
        this.workload = workload;
        this.cancellation = cancellation;
        FewestRuns = (int)Math.Clamp(EpochSeconds * peakFlops / workload.Flops, 2, MostBatches);
        model = workload.NewModel();
        rows = workload.NewRows(workload.Batch * FewestRuns);
    }

    /// <inheritdoc/>
    public override int FewestRuns { get; }

    /// <inheritdoc/>
    public override double Run(int count)
    {
        int counted = count / FewestRuns, settling = Math.Max((int)(SettlingSeconds / (best * FewestRuns)), 1);
        var options = new FitOptions { BatchSize = workload.Batch, Epochs = settling + counted, ClipNorm = workload.ClipNorm, Threads = Threads };
        double seconds = model.Fit(rows, options, cancellation).Epochs.Skip(settling).Sum(epoch => epoch.Seconds) / count;
        best = Math.Min(best, seconds);
        return seconds;
    }
}
