namespace Cajal.Cli.Benchmarking;

/// <summary>How long one run of a subject took.</summary>
/// <param name="Threads">Threads at work.</param>
/// <param name="Seconds">Least of the repetitions: what was not disturbed by others on the machine.</param>
/// <param name="Median">Median of the repetitions.</param>
/// <param name="AllocatedBytes">Least managed memory of a repetition, of all threads together: the runtime itself takes some at times.</param>
/// <param name="PeakFlops">Floating-point operations a second that as many threads could do at best, between the repetitions of this subject and
/// of those that took turns with it: the clock changes within a run.</param>
internal sealed record Timing(int Threads, double Seconds, double Median, double AllocatedBytes, double PeakFlops)
{
    /// <summary>The timing of repetitions.</summary>
    public static Timing Of(int threads, IReadOnlyCollection<(double Seconds, double AllocatedBytes)> repetitions, double peakFlops) => new(
        threads,
        repetitions.Min(one => one.Seconds),
        repetitions.Select(one => one.Seconds).Order().ElementAt(repetitions.Count / 2),
        repetitions.Min(one => one.AllocatedBytes),
        peakFlops);
}
