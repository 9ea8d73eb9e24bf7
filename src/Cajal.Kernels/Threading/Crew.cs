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
    private WorkList plan = new();
    private Exception? error;
    private Padded doneByHelpers;
    private Padded sleepingHelpers;
    private Padded sleepingCaller;
    private volatile bool isStopped;

    /// <summary>Runs a plan as worker 0; the others help with works of at least <paramref name="sharedCost"/>.</summary>
    public void Run(WorkList works, double sharedCost)
    {
        // A write would take the line away from helpers that look at it.
        if (!ReferenceEquals(plan, works)) plan = works;
        StartThreads();
        bool shares = record.Begin(Stopwatch.GetTimestamp());
        for (int i = 0; i < works.Works.Length; i++)
        {
            if (shares && works.Units[i] > 1 && works.Costs[i] >= sharedCost)
                shares = RunShared(i, sharedCost);
            else
            {
                works.Works[i].ExecuteUnits();
                if (shares)
                    record.AddWork(works.Costs[i], 0);
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
    private bool RunShared(int number, double sharedCost)
    {
        int units = plan.Units[number];
        double cost = plan.Costs[number];
        claims.Open(number, units, (int)Math.Clamp(units * SmallestPiece * sharedCost / Math.Max(cost, 1), 1, units));
        WakeHelpers();
        int own = Share(0);
        doneByHelpers.Value += units - own;
        bool shares = WaitForHelpers();
        record.AddWork(cost * own / units, cost * (units - own) / units);
        if (error is { } thrown)
        {
            error = null;
            ExceptionDispatchInfo.Throw(thrown);
        }

        return shares;
    }

    private void WakeHelpers()
    {
        // A helper that falls asleep makes every thread pass a fence before its last look at what is offered, so none is needed here.
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
        while (claims.TryClaim(worker, out int number, out int first, out int count))
        {
            try
            {
                // After an error the rest is only counted.
                if (Volatile.Read(ref error) is null)
                    plan.Works[number].Execute(first, count, worker);
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref error, thrown, null);
            }

            total += count;
        }

        return total;
    }

    /// <summary>Waits until helpers have reported all they claimed; returns whether it went well enough to go on sharing.</summary>
    private bool WaitForHelpers()
    {
        if (claims.DoneByHelpers == doneByHelpers.Value)
            return true;
        long start = Stopwatch.GetTimestamp();
        bool slept = false, isInterrupted = false;
        var patience = new Patience(threads);
        while (claims.DoneByHelpers != doneByHelpers.Value)
        {
            if (patience.Spin()) continue;
            slept = true;
            try
            {
                SleepUntilDone();
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

    private void SleepUntilDone()
    {
        lock (callerGate)
        {
            // The fence in all threads orders "I sleep" before the last look at what is done, and the helpers' reports before their look at who sleeps.
            Volatile.Write(ref sleepingCaller.Value, 1);
            Interlocked.MemoryBarrierProcessWide();
            try
            {
                while (claims.DoneByHelpers != doneByHelpers.Value)
                    Monitor.Wait(callerGate);
            }
            finally
            {
                Volatile.Write(ref sleepingCaller.Value, 0);
            }
        }
    }

    /// <summary>The life of a helper.</summary>
    private void Serve(int worker)
    {
        while (WaitForWork(worker))
        {
            int units = Share(worker);
            if (units > 0)
                Report(worker, units);
        }
    }

    private void Report(int worker, int units)
    {
        claims.Report(worker, units);
        if (Volatile.Read(ref sleepingCaller.Value) == 0) return;
        lock (callerGate)
            Monitor.Pulse(callerGate);
    }

    /// <summary>Waits until units are offered to a helper; returns false when the crew is stopped.</summary>
    private bool WaitForWork(int worker)
    {
        var patience = new Patience(threads);
        while (!isStopped)
        {
            if (claims.IsOffered(worker))
                return true;
            if (patience.Spin()) continue;
            lock (helpersGate)
            {
                Volatile.Write(ref sleepingHelpers.Value, sleepingHelpers.Value + 1);
                Interlocked.MemoryBarrierProcessWide();
                while (!claims.IsOffered(worker) && !isStopped)
                    Monitor.Wait(helpersGate);
                Volatile.Write(ref sleepingHelpers.Value, sleepingHelpers.Value - 1);
            }
        }

        return false;
    }
}
