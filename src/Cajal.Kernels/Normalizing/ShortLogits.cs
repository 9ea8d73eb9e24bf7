using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Rows of few logits: a bundle holds the same column of as many rows, so that nothing is combined within a bundle and no place in it is idle.</summary>
/// <remarks>Places behind the last row compute with whatever the scratch memory holds; nobody sees them.</remarks>
internal static unsafe class ShortLogits<V, T> where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements of scratch: partial sums, a line for labels, and the logits with the room that their transposition needs.</summary>
    public static long ScratchLength(int columns) => (Reductions.Partials + 1L + columns + 7) * V.Count;

    /// <summary>Computes what is wanted of <paramref name="rows"/> rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(LogitsTask<T>* task, nint firstRow, nint rows, nint columns, T* scratch)
    {
        for (nint row = 0; row < rows; row += V.Count)
            Bundle(task, firstRow + row, Math.Min(rows - row, V.Count), columns, scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Bundle(LogitsTask<T>* task, nint row, nint rows, nint columns, T* scratch)
    {
        bool hasLoss = task->Loss.Exists, hasSoftmax = task->Softmax.Exists, isLogarithm = task->IsLogarithm;
        T* line = scratch + Reductions.Partials * V.Count, z = line + V.Count;
        Gather(task->Logits.From(row), rows, columns, z);
        V maximum = Maximum(columns, z);
        if (task->Index.Exists)
            Store(IndexOf(maximum, columns, z), rows, task->Index.From(row));
        if (!hasLoss && !hasSoftmax) return;

        V shift = hasLoss ? maximum - AtLabels(rows, columns, task->Labels.From(row), z, line) : default;
        V sum = Exponentials(maximum, columns, z, scratch, keep: hasSoftmax && !isLogarithm);
        V logarithm = hasLoss || isLogarithm ? Elementary<V, T>.Log(sum) : default;
        if (hasLoss)
            Store(shift + logarithm, rows, task->Loss.From(row));
        if (!hasSoftmax) return;
        for (nint c = 0; c < columns; c++)
        {
            V x = V.Load(z + c * V.Count);
            V.Store(isLogarithm ? x - maximum - logarithm : x / sum, z + c * V.Count);
        }

        Grid<T> result = task->Softmax.From(row);
        StridedCopy.Run((int)rows, (int)columns, z, 1, V.Count, result.Pointer, result.Row, result.Column);
    }

    /// <summary>One bundle for each column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather(Grid<T> logits, nint rows, nint columns, T* z)
    {
        // Buffers and scratch have room behind them.
        if (logits.Column == 1)
            Transposition.Run((int)columns, (int)rows, logits.Pointer, logits.Row, z, V.Count, isPadded: true);
        else
            StridedCopy.Run((int)columns, (int)rows, logits.Pointer, logits.Column, logits.Row, z, V.Count, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Maximum(nint columns, T* z)
    {
        // Two at a time, since each comparison waits for the one before.
        V maximum = V.Load(z);
        nint c = 1;
        for (; c + 1 < columns; c += 2)
            maximum = V.Max(maximum, V.Max(V.Load(z + c * V.Count), V.Load(z + (c + 1) * V.Count)));
        return c < columns ? V.Max(maximum, V.Load(z + c * V.Count)) : maximum;
    }

    /// <summary>Sum of exp(z - m), which takes the place of z if it is to be kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static V Exponentials(V maximum, nint columns, T* z, T* sums, bool keep)
    {
        for (nint c = 0; c < columns; c++)
        {
            V e = Elementary<V, T>.Exp(V.Load(z + c * V.Count) - maximum);
            if (keep) V.Store(e, z + c * V.Count);
            T* sum = sums + (c & (Reductions.Partials - 1)) * V.Count;
            V.Store(c < Reductions.Partials ? e : V.Load(sum) + e, sum);
        }

        for (nint c = columns; c < Reductions.Partials; c++)
            V.Store(default, sums + c * V.Count);
        return Fours(sums) + Fours(sums + V.Count);
    }

    /// <summary>Every second partial sum, in the order of halving.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fours(T* sums) => Pairs(sums) + Pairs(sums + 2 * V.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Pairs(T* sums) => Pair(sums) + Pair(sums + 4 * V.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Pair(T* sums) => V.Load(sums) + V.Load(sums + 8 * V.Count);

    /// <summary>The first column that equals the maximum or is no number, as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static V IndexOf(V maximum, nint columns, T* z)
    {
        V index = default, column = V.Broadcast(T.CreateTruncating(columns));
        for (nint c = columns - 1; c >= 0; c--)
        {
            V x = V.Load(z + c * V.Count);
            column -= Elementary<V, T>.One;
            index = V.Select(V.Equal(x, x), V.Select(V.Equal(x, maximum), column, index), column);
        }

        return index;
    }

    /// <summary>The logits of the rows' labels.</summary>
    /// <exception cref="ArgumentException">A label is no class index.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static V AtLabels(nint rows, nint columns, Grid<T> labels, T* z, T* line)
    {
        V label = Load(rows, labels, line), value = default, found = default, column = default;
        for (nint c = 0; c < columns; c++, column += Elementary<V, T>.One)
        {
            V mask = V.Equal(label, column);
            value = V.Select(mask, V.Load(z + c * V.Count), value);
            found |= mask;
        }

        int missing = V.FirstSet(V.Equal(found, default));
        if (missing < rows) ClassIndex.Of(labels.Pointer[missing * labels.Row], (int)columns);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load(nint rows, Grid<T> from, T* line)
    {
        if (from.Row == 1)
            return rows == V.Count ? V.Load(from.Pointer) : V.LoadPartial(from.Pointer, rows);
        for (nint row = 0; row < rows; row++)
            line[row] = from.Pointer[row * from.Row];
        return V.Load(line);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(V x, nint rows, Grid<T> to)
    {
        if (to.Row == 1 && rows == V.Count)
            V.Store(x, to.Pointer);
        else if (to.Row == 1)
            V.StorePartial(x, to.Pointer, rows);
        else
        {
            T* line = (T*)&x;
            for (nint row = 0; row < rows; row++)
                to.Pointer[row * to.Row] = line[row];
        }
    }
}
