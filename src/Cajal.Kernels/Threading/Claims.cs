namespace Cajal.Kernels;

/// <summary>The units of the current shared work that nobody has claimed yet. Every worker has a range of its own, the same one in every
/// run, so that what it needs stays in its caches; whoever has finished takes from the ranges of the others.</summary>
/// <remarks>A range is one number: how many units at its end are left. It is zero until all that describes the work has been written, and it
/// cannot become positive again before every claimed unit has been reported as done. So a claim that succeeds always belongs to the current
/// work, however long ago the claimant last looked.</remarks>
internal sealed class Claims(int workers)
{
    private readonly Padded[] left = new Padded[workers];
    private int units;
    private int grain = 1;

    /// <summary>Offers <paramref name="unitCount"/> units; a claim takes at least <paramref name="smallest"/> of them while a range has as many.</summary>
    public void Open(int unitCount, int smallest)
    {
        (units, grain) = (unitCount, smallest);
        for (int worker = 0; worker < workers; worker++)
            Volatile.Write(ref left[worker].Value, End(worker) - End(worker - 1));
    }

    /// <summary>Takes half of what is left of a range: first the worker's own, then those of the others.</summary>
    public bool TryClaim(int worker, out int first, out int count)
    {
        for (int i = 0; i < workers; i++)
        {
            int owner = worker + i < workers ? worker + i : worker + i - workers;
            int seen = Volatile.Read(ref left[owner].Value);
            while (seen > 0)
            {
                count = Math.Min(seen, Math.Max(grain, (seen + 1) / 2));
                int before = Interlocked.CompareExchange(ref left[owner].Value, seen - count, seen);
                if (before == seen)
                {
                    first = End(owner) - seen;
                    return true;
                }

                seen = before;
            }
        }

        (first, count) = (0, 0);
        return false;
    }

    private int End(int worker) => (int)((long)units * (worker + 1) / workers);
}
