using System.Diagnostics;

namespace Cajal.Kernels;

/// <summary>Whether sharing works pays at present.</summary>
/// <remarks>Where other programs want the processors too, a helper is stopped in the middle of a piece for milliseconds, and everybody waits
/// for it. So what the helpers have done is compared with what was lost by waking them and waiting for them; when the loss was larger,
/// the caller works alone for a while, longer each time, and then tries again. Only time depends on this, never a number.</remarks>
internal sealed class SharingRecord
{
    private static readonly long Window = Stopwatch.Frequency / 200;
    private static readonly long ShortestPause = Stopwatch.Frequency / 20;
    private static readonly long LongestPause = Stopwatch.Frequency;

    private long start;
    private long elapsed;
    private long lost;
    private double ownCost;
    private double helpersCost;
    private long pause = ShortestPause;
    private long pausedUntil = long.MinValue;

    /// <summary>Starts a run at the time <paramref name="now"/> in ticks of the stopwatch; returns whether works should be shared.</summary>
    public bool Begin(long now)
    {
        start = now;
        return now >= pausedUntil;
    }

    /// <summary>Adds a work: its cost as far as the caller and as far as the helpers have done it.</summary>
    public void AddWork(double own, double helpers)
    {
        ownCost += own;
        helpersCost += helpers;
    }

    /// <summary>Adds ticks that the caller spent on the helpers.</summary>
    public void AddLoss(long ticks) => lost += ticks;

    /// <summary>Judges what has happened up to <paramref name="now"/>, if it is long enough; returns whether works should be shared from here on.</summary>
    public bool Judge(long now)
    {
        elapsed += now - start;
        start = now;
        if (elapsed < Window)
            return true;

        // Without helpers their part would have taken the caller as long as its own part did, relative to the cost.
        double saved = (elapsed - lost) * helpersCost / Math.Max(ownCost, 1);
        bool pays = saved >= lost;
        if (!pays)
            pausedUntil = now + pause;
        pause = pays ? ShortestPause : Math.Min(2 * pause, LongestPause);
        (elapsed, lost, ownCost, helpersCost) = (0, 0, 0, 0);
        return pays;
    }
}
