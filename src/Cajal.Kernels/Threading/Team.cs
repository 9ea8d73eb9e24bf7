using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cajal.Kernels;

/// <summary>Threads that run plans together, work by work; the calling thread is worker 0. One thread at a time may call <see cref="Run"/>.</summary>
/// <remarks>Works too small to share run on the calling thread, and plans of such works wake nobody. The threads know only their crew,
/// so a team that nobody holds any more is finalised and its threads end; disposing it only does so earlier.</remarks>
internal sealed class Team : IDisposable
{
    /// <summary>Cost from which on sharing a work pays: some microseconds of work, against less than a microsecond to offer it and to wait for the rest.</summary>
    private const double SharedCost = 300_000;

    /// <summary>Most threads of a team: more than any machine has processors. Without a limit a slip of the finger would end the process,
    /// since the runtime does not survive a thread that the system cannot start.</summary>
    public const int MostThreads = 1024;

    private readonly double sharedCost;
    private readonly Crew? crew;
    private int isRunning;
    private volatile bool isDisposed;

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
    public static int DefaultThreads { get; } = DefaultThreadsOf(Environment.GetEnvironmentVariable("CAJAL_THREADS"), Environment.ProcessorCount);

    /// <summary>What <see cref="DefaultThreads"/> is: the limit where it is a whole number above 0, else the number of processors, and never more than <see cref="MostThreads"/>.</summary>
    /// <param name="limit">The value of <c>CAJAL_THREADS</c>; null where it is not set.</param>
    /// <param name="processors">Processors of the machine.</param>
    public static int DefaultThreadsOf(string? limit, int processors) => Math.Min(
        int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads > 0 ? threads : processors, MostThreads);

    /// <summary>Whether a value of <c>CAJAL_THREADS</c> means something: none, or a number up to <see cref="MostThreads"/>, of which 0 stands for all processors.
    /// A library may not fail because of a variable; who has a user before it can say so.</summary>
    public static bool IsLimit([NotNullWhen(false)] string? limit) =>
        string.IsNullOrEmpty(limit) || (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads <= MostThreads);

    /// <summary>A team of as many threads as a user has asked for.</summary>
    /// <param name="threads">Threads; 0 for <see cref="DefaultThreads"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number below 0 or above <see cref="MostThreads"/>.</exception>
    public static Team Of(int threads)
    {
        CheckThreads(threads);
        return new Team(threads > 0 ? threads : DefaultThreads);
    }

    /// <summary>Refuses an impossible number of threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number below 0 or above <see cref="MostThreads"/>.</exception>
    public static void CheckThreads(int threads)
    {
        if (threads is < 0 or > MostThreads)
            throw new ArgumentOutOfRangeException(nameof(threads), $"{threads} threads asked for, expected 1 to {MostThreads}, or 0 for all processors.");
    }

    /// <summary>Workers including the calling thread.</summary>
    public int Threads { get; }

    /// <summary>Runs every work of the plan in order and returns when all are done; throws what a worker threw first.</summary>
    public void Run(WorkList plan)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (Interlocked.CompareExchange(ref isRunning, 1, 0) != 0)
            throw new InvalidOperationException("This team is running another plan. A team serves one thread at a time: make a team for each thread.");
        try
        {
            if (crew is not null && plan.LargestShareableCost >= sharedCost)
            {
                crew.Run(plan, sharedCost);
                return;
            }

            foreach (Work work in plan.Works)
                work.ExecuteUnits();
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
}
