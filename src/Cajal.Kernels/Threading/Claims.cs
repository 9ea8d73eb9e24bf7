using System.Runtime.InteropServices;

namespace Cajal.Kernels;

/// <summary>The units of the current shared work that nobody has claimed yet. Every worker has a range of its own, the same one in every
/// run, so that what it needs stays in its caches; whoever has finished takes from the ranges of the others.</summary>
/// <remarks>How many units of a range are left is zero until all that describes the work has been written, and cannot become positive again
/// before every claimed unit has been reported as done. So a claim that succeeds always belongs to the current work, however long ago the
/// claimant last looked. All that a helper waits for lies side by side in its desk, in 16 bytes:
/// an offer reaches it with one transfer, or with two where the runtime has placed the desks so that a cache line ends between these.</remarks>
internal sealed class Claims(int workers)
{
    private readonly Desk[] desks = new Desk[workers];

    /// <summary>Units that helpers, workers other than 0, have reported in all.</summary>
    public long DoneByHelpers
    {
        get
        {
            long sum = 0;
            for (int worker = 1; worker < workers; worker++)
                sum += Volatile.Read(ref desks[worker].Done);
            return sum;
        }
    }

    /// <summary>Offers the units of the work with number <paramref name="work"/>; a claim takes at least <paramref name="smallest"/> of them while
    /// a range has as many.</summary>
    public void Open(int work, int unitCount, int smallest)
    {
        int end = unitCount;
        for (int worker = workers - 1; worker >= 0; worker--)
        {
            ref Desk desk = ref desks[worker];
            int start = (int)((long)unitCount * worker / workers);
            (desk.Work, desk.End, desk.Smallest) = (work, end, smallest);
            Volatile.Write(ref desk.Left, end - start);
            end = start;
        }
    }

    /// <summary>Whether there are unclaimed units in the worker's own range.</summary>
    public bool IsOffered(int worker) => Volatile.Read(ref desks[worker].Left) > 0;

    /// <summary>Takes half of what is left of a range: first the worker's own, then those of the others.</summary>
    public bool TryClaim(int worker, out int work, out int first, out int count)
    {
        for (int i = 0; i < workers; i++)
        {
            ref Desk desk = ref desks[worker + i < workers ? worker + i : worker + i - workers];
            int seen = Volatile.Read(ref desk.Left);
            while (seen > 0)
            {
                count = Math.Min(seen, Math.Max(desk.Smallest, (seen + 1) / 2));
                int before = Interlocked.CompareExchange(ref desk.Left, seen - count, seen);
                if (before == seen)
                {
                    (work, first) = (desk.Work, desk.End - seen);
                    return true;
                }

                seen = before;
            }
        }

        (work, first, count) = (0, 0, 0);
        return false;
    }

    /// <summary>Says that a helper has done units it had claimed.</summary>
    public void Report(int worker, int units) => Volatile.Write(ref desks[worker].Done, desks[worker].Done + units);

    /// <summary>A worker's range and, apart from it, what the worker has done; neighbouring cache lines are fetched in pairs, hence the distances.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Desk
    {
        /// <summary>Units at the end of the range that nobody has claimed.</summary>
        [FieldOffset(128)]
        public int Left;

        /// <summary>End of the range.</summary>
        [FieldOffset(132)]
        public int End;

        [FieldOffset(136)]
        public int Smallest;

        [FieldOffset(140)]
        public int Work;

        /// <summary>Units done since the beginning; written by the worker alone.</summary>
        [FieldOffset(256)]
        public long Done;
    }
}
