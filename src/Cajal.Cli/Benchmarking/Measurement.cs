using System.Diagnostics;
using Cajal.Kernels;

namespace Cajal.Cli.Benchmarking;

/// <summary>Times subjects in turns, so that what slows the machine for a while slows all of them, and looks at the ceiling between them.</summary>
/// <param name="settings">How long.</param>
/// <param name="cancellation">Ends it between two runs.</param>
internal sealed class Measurement(BenchmarkSettings settings, CancellationToken cancellation)
{
    /// <summary>Part by which times of a warm subject differ at most.</summary>
    private const double Steady = 0.05;

    /// <summary>Part of a repetition that is run before it, to bring the subject's memory back into the caches and its threads out of sleep.</summary>
    private const int Prelude = 4;

    private const int MostRuns = 1 << 28;

    private const int FewestCeilingSamples = 10;
    private const int MostCeilingSamples = 250;

    private readonly HashSet<Type> warm = [];

    private readonly Ceiling[] ceilings = [.. settings.Threads.Select(threads => new Ceiling(threads, settings.CeilingSeconds))];

    /// <summary>Floating-point operations a second at best, for each number of threads. Of many threads that reach it together, one has reached
    /// its part, so the ceiling of few is never below that of many.</summary>
    public IReadOnlyDictionary<int, double> PeakFlops() => Peaks(ceiling => ceiling.FlopsPerSecond);

    /// <summary>Looks at all ceilings thoroughly: until many threads do together what each could do alone, which takes a while where others
    /// use the machine too, and is never so where the clock falls when all cores are at work.</summary>
    public void SampleCeilings()
    {
        for (int samples = 0; samples < FewestCeilingSamples || (samples < MostCeilingSamples && !AreEqual()); samples++)
        {
            foreach (Ceiling ceiling in ceilings)
            {
                ceiling.SampleAll();
            }
        }

        bool AreEqual()
        {
            IEnumerable<double> ofOne = ceilings.Select(ceiling => ceiling.FlopsPerSecond / ceiling.Threads);
            return ofOne.Min() >= (1 - Steady) * ofOne.Max();
        }
    }

    /// <summary>Times each subject.</summary>
    /// <returns>A timing for each, in their order.</returns>
    public IReadOnlyList<Timing> Time(IReadOnlyList<Subject> subjects)
    {
        int[] runs = [.. subjects.Select(WarmUp)];
        foreach (Ceiling ceiling in ceilings)
        {
            ceiling.BeginWindow();
        }

        double[] spent = new double[subjects.Count];
        List<(double Seconds, double AllocatedBytes)>[] repetitions = [.. subjects.Select(_ => new List<(double, double)>())];
        for (int round = 0; round < settings.Repetitions; round++)
        {
            for (int index = 0; index < subjects.Count; index++)
            {
                if (spent[index] > settings.MostSeconds)
                {
                    continue;
                }

                cancellation.ThrowIfCancellationRequested();
                foreach (Ceiling ceiling in ceilings)
                {
                    ceiling.Sample();
                }

                long began = Stopwatch.GetTimestamp();
                repetitions[index].Add(Repeat(subjects[index], runs[index]));
                spent[index] += Stopwatch.GetElapsedTime(began).TotalSeconds;
            }
        }

        Dictionary<int, double> peaks = Peaks(ceiling => ceiling.WindowFlopsPerSecond);
        return [.. subjects.Select((subject, index) => Timing.Of(subject.Threads, repetitions[index], peaks[subject.Threads]))];
    }

    private Dictionary<int, double> Peaks(Func<Ceiling, double> flopsPerSecond) => ceilings.ToDictionary(
        one => one.Threads,
        one => ceilings.Where(other => other.Threads >= one.Threads).Max(other => flopsPerSecond(other) / other.Threads) * one.Threads);

    private static (double Seconds, double AllocatedBytes) Repeat(Subject subject, int runs)
    {
        subject.Run(Math.Max(runs / Prelude / subject.FewestRuns, 1) * subject.FewestRuns);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        double seconds = subject.Run(runs);
        return (seconds, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)runs);
    }

    /// <summary>Runs a subject until its time is steady.</summary>
    /// <returns>How many runs make a repetition.</returns>
    private int WarmUp(Subject subject)
    {
        double wanted = settings.WarmUpSeconds * (warm.Add(subject.GetType()) ? 4 : 1);
        double best = double.PositiveInfinity;
        long began = Stopwatch.GetTimestamp();
        int runs = subject.FewestRuns;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            double seconds = subject.Run(runs);
            double spent = Stopwatch.GetElapsedTime(began).TotalSeconds;
            bool steady = seconds <= best * (1 + Steady);
            best = Math.Min(best, seconds);
            if ((spent >= wanted && steady) || spent >= 4 * wanted)
            {
                return runs;
            }

            long fitting = (long)Math.Ceiling(settings.RepetitionSeconds / best / subject.FewestRuns);
            runs = (int)Math.Clamp(fitting * subject.FewestRuns, subject.FewestRuns, Math.Min(8L * runs, MostRuns));
        }
    }
}
