using System.Globalization;

namespace Cajal.Kernels;

/// <summary>Threads that run plans together, work by work; the calling thread is worker 0. One thread at a time may call <see cref="Run"/>.</summary>
/// <remarks>Works too small to share run on the calling thread, and plans of such works wake nobody. The threads know only their crew,
/// so a team that nobody holds any more is finalised and its threads end; disposing it only does so earlier.</remarks>
internal sealed class Team : IDisposable
{
    /// <summary>Cost from which on sharing a work pays: some microseconds of work, against half a microsecond to meet twice.</summary>
    private const double SharedCost = 300_000;

    private readonly double sharedCost;
    private readonly Crew? crew;
    private int isRunning;
    private bool isDisposed;

    /// <param name="threads">Workers, including the calling thread.</param>
    /// <param name="sharedCost">Cost from which on a work is shared; 0 shares everything.</param>
    public Team(int threads, double sharedCost = SharedCost)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Threads = threads;
        this.sharedCost = sharedCost;
        crew = threads > 1 ? new Crew(threads) : null;
    }

    ~Team() => crew?.Stop();

    /// <summary>The number of threads that users get without asking: <c>CAJAL_THREADS</c>, else the number of processors.</summary>
    public static int DefaultThreads { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CAJAL_THREADS"), NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads > 0
            ? threads
            : Environment.ProcessorCount;

    /// <summary>Workers including the calling thread.</summary>
    public int Threads { get; }

    /// <summary>Runs every work of the plan in order and returns when all are done; throws what a worker threw first.</summary>
    public void Run(ReadOnlySpan<Work> plan)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (Interlocked.CompareExchange(ref isRunning, 1, 0) != 0)
            throw new InvalidOperationException("This team is running another plan. A team serves one thread at a time: make a team for each thread.");
        try
        {
            if (crew is not null && ContainsShared(plan))
            {
                crew.Run(plan, sharedCost);
                return;
            }

            foreach (Work work in plan)
                work.Execute();
        }
        finally
        {
            Volatile.Write(ref isRunning, 0);
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        crew?.Stop();
        GC.SuppressFinalize(this);
    }

    private bool ContainsShared(ReadOnlySpan<Work> plan)
    {
        foreach (Work work in plan)
        {
            if (work.Cost >= sharedCost && work.Units > 1)
                return true;
        }

        return false;
    }
}
