using System.Globalization;

namespace Cajal.Kernels;

/// <summary>Threads that run a plan together, step by step.</summary>
internal sealed class Team : IDisposable
{
    private bool disposed;

    public Team(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Threads = threads;
    }

    /// <summary>The number of threads that users get without asking: <c>CAJAL_THREADS</c>, else the number of processors.</summary>
    public static int DefaultThreads { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CAJAL_THREADS"), NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads > 0
            ? threads
            : Environment.ProcessorCount;

    /// <summary>Workers including the calling thread.</summary>
    public int Threads { get; }

    /// <summary>Runs every work of the plan in order and returns when all are done.</summary>
    public void Run(ReadOnlySpan<Work> plan)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        foreach (Work work in plan)
            work.Execute(0, work.Units, 0);
    }

    public void Dispose() => disposed = true;
}
