using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Rows of many logits, row by row; a few at a time, so that what one pass has written is still in the first-level cache for the next.</summary>
internal static unsafe class LongLogits<V, T> where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements that rows which are treated together may have.</summary>
    private const int GroupElements = 4096;

    private const int LargestGroup = 16;

    /// <summary>Elements of scratch: gathered logits and exponentials, and for each row its maximum, its sum and the sum's logarithm.</summary>
    public static long ScratchLength(int columns) => Group(columns) * 2L * Operand<T>.PaddedStride(columns) + 3 * LargestGroup;

    /// <summary>Computes what is wanted of <paramref name="rows"/> rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(LogitsTask<T>* task, nint firstRow, nint rows, nint columns, T* scratch)
    {
        nint group = Group(columns);
        for (nint row = 0; row < rows; row += group)
            Several(task, firstRow + row, Math.Min(rows - row, group), columns, scratch);
    }

    private static nint Group(nint columns) => Math.Clamp(GroupElements / columns, 1, LargestGroup);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Several(LogitsTask<T>* task, nint firstRow, nint rows, nint columns, T* scratch)
    {
        T* maxima = scratch, sums = maxima + LargestGroup, logarithms = sums + LargestGroup;
        Grid<T> e = new(logarithms + LargestGroup, Operand<T>.PaddedStride((int)columns), 1);
        Grid<T> z = Gather(task->Logits.From(firstRow), rows, columns, e.From(rows));
        ReductionKernel<MaximumReduction, V, T>.Lines(z.Pointer, rows, z.Row, columns, maxima, 1);
        if (task->Index.Exists)
        {
            Grid<T> index = task->Index.From(firstRow);
            for (nint row = 0; row < rows; row++)
                index.Pointer[row * index.Row] = T.CreateTruncating(IndexOf(z.Pointer + row * z.Row, columns, maxima[row]));
        }

        if (!task->Loss.Exists && !task->Softmax.Exists) return;
        Grid<T> softmax = task->Softmax.Exists ? task->Softmax.From(firstRow) : e;
        Grid<T> result = softmax.Column == 1 ? softmax : e;
        if (task->Loss.Exists)
            StartLoss(task->Labels.From(firstRow), z, rows, columns, maxima, task->Loss.From(firstRow));
        for (nint row = 0; row < rows; row++)
            Apply<ExponentialOfDifference>(z.Pointer + row * z.Row, columns, maxima[row], default, e.Pointer + row * e.Row, isPadded: true);
        ReductionKernel<SumReduction, V, T>.Lines(e.Pointer, rows, e.Row, columns, sums, 1);
        for (nint row = 0; row < rows; row += V.Count)
            V.Store(Elementary<V, T>.Log(V.Load(sums + row)), logarithms + row);
        for (nint row = 0; row < rows && task->Loss.Exists; row++)
            task->Loss.Pointer[(firstRow + row) * task->Loss.Row] += logarithms[row];
        for (nint row = 0; row < rows && task->Softmax.Exists; row++)
        {
            if (task->IsLogarithm)
                Apply<Differences>(z.Pointer + row * z.Row, columns, maxima[row], logarithms[row], result.Pointer + row * result.Row);
            else
                Apply<DivideFunction>(e.Pointer + row * e.Row, columns, sums[row], default, result.Pointer + row * result.Row);
        }

        if (softmax.Column != 1)
            StridedCopy.Run((int)rows, (int)columns, result.Pointer, result.Row, 1, softmax.Pointer, softmax.Row, softmax.Column);
    }

    /// <summary>The logits where they are, or copied to <paramref name="place"/> if their columns are not adjacent.</summary>
    private static Grid<T> Gather(Grid<T> logits, nint rows, nint columns, Grid<T> place)
    {
        if (logits.Column == 1) return logits;
        StridedCopy.Run((int)rows, (int)columns, logits.Pointer, logits.Row, logits.Column, place.Pointer, place.Row, 1);
        return place;
    }

    /// <summary>loss = m - z[label].</summary>
    /// <exception cref="ArgumentException">A label is no class index.</exception>
    private static void StartLoss(Grid<T> labels, Grid<T> z, nint rows, nint columns, T* maxima, Grid<T> loss)
    {
        for (nint row = 0; row < rows; row++)
        {
            int label = ClassIndex.Of(labels.Pointer[row * labels.Row], (int)columns);
            loss.Pointer[row * loss.Row] = maxima[row] - z.Pointer[row * z.Row + label];
        }
    }

    /// <summary>The first column that equals the maximum or is no number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint IndexOf(T* z, nint columns, T maximum)
    {
        V wanted = V.Broadcast(maximum), all = V.Equal(default, default);
        for (nint c = 0; ; c += V.Count)
        {
            V x = columns - c >= V.Count ? V.Load(z + c) : V.LoadPartial(z + c, columns - c);
            int place = V.FirstSet(V.Equal(x, wanted) | (V.Equal(x, x) ^ all));
            if (place < V.Count) return c + place;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TFunction>(T* x, nint columns, T y, T z, T* to, bool isPadded = false) where TFunction : IPointwiseFunction
    {
        V second = V.Broadcast(y), third = V.Broadcast(z);
        nint whole = columns / V.Count * V.Count;
        for (nint c = 0; c < whole; c += V.Count)
            V.Store(TFunction.Invoke<V, T>(V.Load(x + c), second, third), to + c);
        if (whole == columns) return;
        V end = TFunction.Invoke<V, T>(V.LoadPartial(x + whole, columns - whole), second, third);
        if (isPadded)
            V.Store(end, to + whole);
        else
            V.StorePartial(end, to + whole, columns - whole);
    }

    /// <summary>e^(x - y).</summary>
    private readonly struct ExponentialOfDifference : IPointwiseFunction
    {
        public static int Arity => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TV Invoke<TV, TT>(TV x, TV y, TV z) where TV : unmanaged, ILanes<TV, TT> where TT : unmanaged, IBinaryFloatingPointIeee754<TT> =>
            Elementary<TV, TT>.Exp(x - y);
    }

    /// <summary>(x - y) - z.</summary>
    private readonly struct Differences : IPointwiseFunction
    {
        public static int Arity => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TV Invoke<TV, TT>(TV x, TV y, TV z) where TV : unmanaged, ILanes<TV, TT> where TT : unmanaged, IBinaryFloatingPointIeee754<TT> =>
            x - y - z;
    }
}
