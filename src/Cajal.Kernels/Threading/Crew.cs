using System.Runtime.ExceptionServices;

namespace Cajal.Kernels;

/// <summary>The threads of a team and what they share: the current plan, one counter per worker, and the place where idle workers sleep.</summary>
/// <remarks>Every worker walks the whole plan. Workers meet before a work unless it and its predecessor both belong to worker 0 alone.
/// A meeting is a number: a worker writes it to its own counter and waits until all counters have reached it.</remarks>
internal sealed class Crew
{
    /// <summary>Distance of two workers' counters, in elements of 8 bytes: two cache lines, because neighbouring lines are fetched in pairs.</summary>
    private const int Padding = 16;

    private readonly int threads;
    private readonly long[] meetings;
    private readonly Lock startGate = new();
    private readonly object sleepGate = new();
    private Work[] plan = [];
    private bool[] shared = [];
    private int count;
    private bool isStarted;
    private volatile bool isStopped;
    private volatile Exception? error;
    private int sleepers;
    private long command;

    public Crew(int threads)
    {
        this.threads = threads;
        meetings = new long[(threads + 1) * Padding];
    }

    /// <summary>Runs a plan as worker 0 together with the others.</summary>
    public void Run(ReadOnlySpan<Work> works, double sharedCost)
    {
        Start();
        SetPlan(works, sharedCost);
        Interlocked.Increment(ref command);
        if (Volatile.Read(ref sleepers) > 0)
        {
            lock (sleepGate)
                Monitor.PulseAll(sleepGate);
        }

        Walk(0);
        Meet(0);
        Array.Clear(plan, 0, count);
        if (error is { } thrown)
        {
            error = null;
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    /// <summary>Ends the threads once they have finished the current plan.</summary>
    public void Stop()
    {
        isStopped = true;
        lock (sleepGate)
            Monitor.PulseAll(sleepGate);
    }

    private void Start()
    {
        lock (startGate)
        {
            if (isStarted) return;
            isStarted = true;
            for (int worker = 1; worker < threads; worker++)
            {
                int number = worker;
                new Thread(() => Serve(number)) { IsBackground = true, Name = $"Cajal worker {number}" }.Start();
            }
        }
    }

    private void SetPlan(ReadOnlySpan<Work> works, double sharedCost)
    {
        if (plan.Length < works.Length)
        {
            plan = new Work[works.Length];
            shared = new bool[works.Length];
        }

        works.CopyTo(plan);
        count = works.Length;
        for (int i = 0; i < works.Length; i++)
            shared[i] = works[i].Cost >= sharedCost && works[i].Units > 1;
    }

    /// <summary>The life of a worker thread.</summary>
    private void Serve(int worker)
    {
        for (long seen = 0; WaitForCommand(seen); seen++)
        {
            Walk(worker);
            Volatile.Write(ref Meeting(worker), Meeting(worker) + 1);
        }
    }

    private bool WaitForCommand(long seen)
    {
        var patience = new Patience(threads);
        while (!isStopped)
        {
            if (Volatile.Read(ref command) != seen)
                return true;
            if (patience.Spin()) continue;
            lock (sleepGate)
            {
                // The full fence of Increment orders "I sleep" before the last look at the command; Run does it the other way round.
                Interlocked.Increment(ref sleepers);
                while (Volatile.Read(ref command) == seen && !isStopped)
                    Monitor.Wait(sleepGate);
                Interlocked.Decrement(ref sleepers);
            }
        }

        return false;
    }

    private void Walk(int worker)
    {
        bool afterShared = false;
        for (int i = 0; i < count; i++)
        {
            if (i > 0 && (shared[i] || afterShared))
                Meet(worker);
            afterShared = shared[i];
            if (error is null && (worker == 0 || shared[i]))
                Execute(plan[i], shared[i], worker);
        }
    }

    private void Execute(Work work, bool isShared, int worker)
    {
        try
        {
            int first = isShared ? (int)((long)work.Units * worker / threads) : 0;
            int end = isShared ? (int)((long)work.Units * (worker + 1) / threads) : work.Units;
            if (end > first)
                work.Execute(first, end - first, worker);
        }
        catch (Exception thrown)
        {
            // The others must not wait for this worker for ever: it keeps meeting them, and everybody skips the rest.
            error ??= thrown;
        }
    }

    private void Meet(int worker)
    {
        long meeting = Meeting(worker) + 1;
        Volatile.Write(ref Meeting(worker), meeting);
        for (int other = 0; other < threads; other++)
        {
            var patience = new Patience(threads);
            while (Volatile.Read(ref Meeting(other)) < meeting)
            {
                if (!patience.Spin())
                    Thread.Yield();
            }
        }
    }

    private ref long Meeting(int worker) => ref meetings[(worker + 1) * Padding];
}
