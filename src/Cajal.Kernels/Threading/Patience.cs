using System.Diagnostics;
using System.Runtime.Intrinsics.X86;

namespace Cajal.Kernels;

/// <summary>Spins for a tenth of a millisecond, then says that waiting longer should be done by sleeping.</summary>
/// <param name="threads">Threads that wait for one another; if the machine has fewer processors, spinning would only keep the others away.</param>
internal struct Patience(int threads)
{
    private const int SpinsBetweenLooksAtTheClock = 64;
    private const double SpinSeconds = 100e-6;

    private static readonly long SpinTicks = (long)(SpinSeconds * Stopwatch.Frequency);

    private readonly bool maySpin = threads <= Environment.ProcessorCount;
    private int spins;
    private long end;

    /// <summary>Waits a moment, or returns false when the time is up.</summary>
    public bool Spin()
    {
        if (!maySpin) return false;
        if (spins++ % SpinsBetweenLooksAtTheClock == 0)
        {
            long now = Stopwatch.GetTimestamp();
            if (end == 0)
                end = now + SpinTicks;
            else if (now > end)
                return false;
        }

        if (X86Base.IsSupported)
            X86Base.Pause();
        else
            Thread.SpinWait(1);
        return true;
    }
}
