using System.Diagnostics;

namespace Cajal.Kernels;

/// <summary>Times what several threads do at the same time; the action must not throw.</summary>
internal static class Simultaneous
{
    /// <summary>Runs an action on several threads, the calling one among them, which all begin when the last of them is there.</summary>
    /// <returns>Seconds from the first beginning to the last end.</returns>
    public static double Seconds(int threads, Action action)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        long[] begun = new long[threads], ended = new long[threads];
        int arrived = 0;
        var helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.Length; i++)
        {
            int number = i + 1;
            helpers[i] = new Thread(() => Run(number)) { IsBackground = true, Name = $"Cajal timing {number}" };
            helpers[i].UnsafeStart();
        }

        Run(0);
        foreach (Thread helper in helpers)
            helper.Join();
        return Stopwatch.GetElapsedTime(begun.Min(), ended.Max()).TotalSeconds;

        void Run(int number)
        {
            Interlocked.Increment(ref arrived);
            var wait = new SpinWait();
            while (Volatile.Read(ref arrived) < threads)
                wait.SpinOnce(sleep1Threshold: -1);
            begun[number] = Stopwatch.GetTimestamp();
            action();
            ended[number] = Stopwatch.GetTimestamp();
        }
    }
}
