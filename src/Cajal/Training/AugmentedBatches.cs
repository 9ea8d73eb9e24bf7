using System.Runtime.ExceptionServices;

namespace Cajal.Training;

/// <summary>A batch that is ready for its step.</summary>
internal readonly ref struct ReadyBatch
{
    /// <summary>The changed rows, one after the other.</summary>
    public ReadOnlySpan<float> Inputs { get; init; }

    /// <summary>For each row the one that was mixed in.</summary>
    public ReadOnlySpan<int> Others { get; init; }

    /// <summary>For each row its own share.</summary>
    public ReadOnlySpan<float> Shares { get; init; }
}

/// <summary>
/// Prepares the changed batches of an epoch ahead of the steps, on threads of its own. A step whose batch is not ready helps: so preparing
/// is hidden where a processor is free, and costs no waiting where none is. Rows depend on nothing but seed, epoch and row, so who made them
/// leaves no trace. Steps allocate nothing.
/// </summary>
internal sealed class AugmentedBatches : IDisposable
{
    private const int Depth = 4;
    private const int RowsPerClaim = 8;

    private readonly object gate = new();
    private readonly Thread[] threads;
    private readonly RowAugmenter own;
    private readonly Slot[] slots;
    private readonly int batchSize;
    private readonly int features;
    private int[] order = [];
    private int epoch;
    private int next;
    private int current;
    private int working;
    private bool isStopped;
    private ExceptionDispatchInfo? failure;

    /// <summary>Makes the threads, which wait for the first epoch.</summary>
    /// <param name="set">The rows.</param>
    /// <param name="row">Shape of one row.</param>
    /// <param name="options">The augmentations and the seed.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    public AugmentedBatches(PreparedSet set, Shape row, FitOptions options, int batchSize)
    {
        this.batchSize = batchSize;
        features = row.Count;
        slots = [.. Enumerable.Range(0, Depth).Select(_ => new Slot(batchSize, features))];
        RowAugmenter Augmenter() => new(options.Augmentation, row, set.Data.Count, options.Seed, (index, values) => set.CopyInputs([index], values));
        own = Augmenter();
        threads = [.. Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount / 4, 1, 8)).Select(_ => Started(Augmenter()))];
    }

    /// <summary>Begins an epoch, perhaps in its middle.</summary>
    /// <param name="rows">The rows in the order of the epoch.</param>
    /// <param name="number">The epoch.</param>
    /// <param name="firstBatch">The batch that is taken first.</param>
    public void Begin(int[] rows, int number, int firstBatch)
    {
        lock (gate)
        {
            // Of an epoch that was broken off some rows may still be made.
            while (working > 0)
            {
                Monitor.Wait(gate);
            }

            (order, epoch, current, next) = (rows, number, firstBatch, firstBatch * batchSize);
            foreach (Slot slot in slots)
            {
                slot.Done = 0;
            }

            Monitor.PulseAll(gate);
        }
    }

    /// <summary>The batch of a step; valid until the next one is taken.</summary>
    /// <param name="batch">Its number in the epoch, one more than the last.</param>
    public ReadyBatch Take(int batch)
    {
        Slot slot = slots[batch % Depth];
        int rows = Math.Min(batchSize, order.Length - (batch * batchSize));
        lock (gate)
        {
            current = batch;
            Monitor.PulseAll(gate);
        }

        while (!IsReady(slot, rows, out (int First, int Count) claim))
        {
            if (claim.Count > 0)
            {
                Make(own, claim);
            }
        }

        return new ReadyBatch
        {
            Inputs = slot.Inputs.AsSpan(0, rows * features),
            Others = slot.Others.AsSpan(0, rows),
            Shares = slot.Shares.AsSpan(0, rows),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isStopped = true;
            Monitor.PulseAll(gate);
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }
    }

    /// <summary>Whether a batch is there; if not, takes rows to make, or waits for those who make the last ones.</summary>
    private bool IsReady(Slot slot, int rows, out (int First, int Count) claim)
    {
        lock (gate)
        {
            failure?.Throw();
            claim = default;
            if (slot.Done == rows)
            {
                slot.Done = 0;
                return true;
            }

            claim = Claim();
            if (claim.Count == 0)
            {
                Monitor.Wait(gate);
            }

            return false;
        }
    }

    private Thread Started(RowAugmenter augmenter)
    {
        var thread = new Thread(() => Serve(augmenter)) { IsBackground = true, Name = "Cajal augmentation" };
        thread.Start();
        return thread;
    }

    private void Serve(RowAugmenter augmenter)
    {
        while (Wait() is { Count: > 0 } claim)
        {
            try
            {
                Make(augmenter, claim);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                lock (gate)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                    Monitor.PulseAll(gate);
                }
            }
        }
    }

    /// <summary>Waits for rows to make; none when all is over.</summary>
    private (int First, int Count) Wait()
    {
        lock (gate)
        {
            while (!isStopped)
            {
                (int First, int Count) claim = Claim();
                if (claim.Count > 0)
                {
                    return claim;
                }

                Monitor.Wait(gate);
            }

            return default;
        }
    }

    /// <summary>The next rows of the epoch that nobody makes and that there is room for. The caller holds the gate.</summary>
    private (int First, int Count) Claim()
    {
        int batch = next / batchSize;
        if (next >= order.Length || batch >= current + Depth)
        {
            return default;
        }

        int first = next;
        next = Math.Min(Math.Min(first + RowsPerClaim, (batch + 1) * batchSize), order.Length);
        working++;
        return (first, next - first);
    }

    private void Make(RowAugmenter augmenter, (int First, int Count) claim)
    {
        Slot slot = slots[claim.First / batchSize % Depth];
        try
        {
            for (int position = claim.First; position < claim.First + claim.Count; position++)
            {
                int place = position % batchSize;
                (slot.Others[place], slot.Shares[place]) = augmenter.Make(epoch, order[position], slot.Inputs.AsSpan(place * features, features));
            }
        }
        finally
        {
            lock (gate)
            {
                working--;
                slot.Done += claim.Count;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Room for one batch.</summary>
    private sealed class Slot(int rows, int features)
    {
        public float[] Inputs { get; } = new float[rows * features];

        public int[] Others { get; } = new int[rows];

        public float[] Shares { get; } = new float[rows];

        /// <summary>How many of its rows are made.</summary>
        public int Done { get; set; }
    }
}
