using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Cajal.Kernels;

/// <summary>The threads of a team and what they share: the current work and the places where those with nothing to do sleep.</summary>
/// <remarks>Only the caller (worker 0) walks through the plan. It offers the units of a shared work, takes part itself, and goes on as soon as
/// all units are done. It waits for nobody who has not claimed any: a helper that the system does not let run costs nothing.</remarks>
internal sealed class Crew(int threads)
{
    /// <summary>The smallest piece worth claiming, as a part of the cost from which on works are shared.</summary>
    private const double SmallestPiece = 0.5;

    private readonly Claims claims = new(threads);
    private readonly SharingRecord record = new();
    private readonly object helpersGate = new();
    private readonly object callerGate = new();
    private int started = 1;
    private Work? work;
    private Exception? error;
    private Padded published;
    private Padded done;
    private Padded sleepingHelpers;
    private Padded sleepingCaller;
    private volatile bool isStopped;

    /// <summary>Runs a plan as worker 0; the others help with works of at least <paramref name="sharedCost"/>.</summary>
    public void Run(ReadOnlySpan<Work> plan, double sharedCost)
    {
        StartThreads();
        bool shares = record.Begin(Stopwatch.GetTimestamp());
        foreach (Work next in plan)
        {
            double cost = next.Cost;
            if (shares && next.Units > 1 && cost >= sharedCost)
                shares = RunShared(next, cost, sharedCost);
            else
            {
                next.Execute();
                if (shares)
                    record.AddWork(cost, 0);
            }
        }

        if (shares)
            record.Judge(Stopwatch.GetTimestamp());
    }

    /// <summary>Ends the threads. A plan that is running is finished by its caller.</summary>
    public void Stop()
    {
        isStopped = true;
        lock (helpersGate)
            Monitor.PulseAll(helpersGate);
    }

    private void StartThreads()
    {
        for (; started < threads; started++)
        {
            int number = started;
            new Thread(() => Serve(number)) { IsBackground = true, Name = $"Cajal worker {number}" }.UnsafeStart();
        }
    }

    /// <summary>Runs one work together with the helpers; returns whether the next one should be shared too.</summary>
    private bool RunShared(Work shared, double cost, double sharedCost)
    {
        int units = shared.Units;
        work = shared;
        done.Value = 0;
        claims.Open(units, (int)Math.Clamp(units * SmallestPiece * sharedCost / Math.Max(cost, 1), 1, units));
        WakeHelpers();
        int own = Share(0);
        bool shares = WaitForHelpers(units - own);
        record.AddWork(cost * own / units, cost * (units - own) / units);
        work = null;
        if (error is { } thrown)
        {
            error = null;
            ExceptionDispatchInfo.Throw(thrown);
        }

        return shares;
    }

    private void WakeHelpers()
    {
        // The full fence orders "there is work" before the look at who sleeps; helpers do it the other way round.
        Interlocked.Increment(ref published.Value);
        if (Volatile.Read(ref sleepingHelpers.Value) == 0) return;
        long start = Stopwatch.GetTimestamp();
        try
        {
            lock (helpersGate)
                Monitor.PulseAll(helpersGate);
        }
        catch (ThreadInterruptedException)
        {
            // The caller can do without helpers; it hears of the interruption at its next wait that may end early.
            Thread.CurrentThread.Interrupt();
        }

        record.AddLoss(Stopwatch.GetTimestamp() - start);
    }

    /// <summary>Claims and executes units while there are any; returns how many.</summary>
    private int Share(int worker)
    {
        int total = 0;
        while (claims.TryClaim(worker, out int first, out int count))
        {
            Work current = work!;
            try
            {
                // After an error the rest is only counted.
                if (Volatile.Read(ref error) is null)
                    current.Execute(first, count, worker);
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref error, thrown, null);
            }

            GC.KeepAlive(current);
            total += count;
        }

        return total;
    }

    /// <summary>Waits until helpers have reported so many units; returns whether it went well enough to go on sharing.</summary>
    private bool WaitForHelpers(int units)
    {
        if (Volatile.Read(ref done.Value) == units)
            return true;
        long start = Stopwatch.GetTimestamp();
        bool slept = false, isInterrupted = false;
        var patience = new Patience(threads);
        while (Volatile.Read(ref done.Value) != units)
        {
            if (patience.Spin()) continue;
            slept = true;
            try
            {
                SleepUntilDone(units);
            }
            catch (ThreadInterruptedException)
            {
                // Helpers are still at work in the plan's memory: the caller has to see them out.
                isInterrupted = true;
            }
        }

        if (isInterrupted)
            Thread.CurrentThread.Interrupt();

        long end = Stopwatch.GetTimestamp();
        record.AddLoss(end - start);
        return !slept || record.Judge(end);
    }

    private void SleepUntilDone(int units)
    {
        lock (callerGate)
        {
            // The full fence orders "I sleep" before the last look at what is done; helpers do it the other way round.
            Interlocked.Exchange(ref sleepingCaller.Value, 1);
            while (Volatile.Read(ref done.Value) != units)
                Monitor.Wait(callerGate);
            Volatile.Write(ref sleepingCaller.Value, 0);
        }
    }

    /// <summary>The life of a helper.</summary>
    private void Serve(int worker)
    {
        for (int seen = 0; WaitForWork(ref seen);)
        {
            int units = Share(worker);
            if (units > 0)
                Report(units);
        }
    }

    private void Report(int units)
    {
        Interlocked.Add(ref done.Value, units);
        if (Volatile.Read(ref sleepingCaller.Value) == 0) return;
        lock (callerGate)
            Monitor.Pulse(callerGate);
    }

    /// <summary>Waits until something has been published after <paramref name="seen"/>; returns false when the crew is stopped.</summary>
    private bool WaitForWork(ref int seen)
    {
        var patience = new Patience(threads);
        while (!isStopped)
        {
            int now = Volatile.Read(ref published.Value);
            if (now != seen)
            {
                seen = now;
                return true;
            }

            if (patience.Spin()) continue;
            lock (helpersGate)
            {
                Interlocked.Increment(ref sleepingHelpers.Value);
                while (Volatile.Read(ref published.Value) == seen && !isStopped)
                    Monitor.Wait(helpersGate);
                Interlocked.Decrement(ref sleepingHelpers.Value);
            }
        }

        return false;
    }
}
