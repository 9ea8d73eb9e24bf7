using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Softmax, its logarithm and cross entropy of a group of rows, made of the pointwise and reduction kernels.</summary>
/// <remarks>The rows' maxima m are subtracted first, so that logits of ±1e4 neither overflow nor lose digits.</remarks>
internal static unsafe class SoftmaxKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements of a group: it stays in the first-level cache through all passes.</summary>
    private const int GroupElements = 1024;

    private const int LargestGroup = 64;

    private static readonly delegate*<nint, nint, Operand<T>*, Operand<T>*, Operand<T>*, Operand<T>*, void>
        Subtract = PointwiseFunction.Subtract.Kernel<T>(Hardware.Path),
        Divide = PointwiseFunction.Divide.Kernel<T>(Hardware.Path),
        Exp = PointwiseFunction.Exp.Kernel<T>(Hardware.Path),
        Log = PointwiseFunction.Log.Kernel<T>(Hardware.Path);

    /// <summary>Rows that are computed together.</summary>
    public static int GroupRows(int columns) => Math.Clamp(GroupElements / columns, 1, LargestGroup);

    /// <summary>Elements of scratch for a group: gathered logits, exponentials, and a line per row.</summary>
    public static long ScratchLength(int columns) => GroupRows(columns) * (2L * Operand<T>.PaddedStride(columns) + Operand<T>.Line);

    /// <summary>Softmax, or log softmax, of <paramref name="rows"/> rows; at most a group.</summary>
    public static void Softmax(int rows, int columns, T* logits, nint row, nint column, T* result, nint resultRow, nint resultColumn, bool logarithm, T* scratch)
    {
        T* lines = scratch;
        var e = new Operand<T>(lines + rows * Operand<T>.Line, Operand<T>.PaddedStride(columns), 1, true);
        var shifted = new Operand<T>(e.Pointer + rows * e.RowStride, e.RowStride, 1, true);
        Operand<T> z = Gather(rows, columns, logits, row, column, shifted);
        bool isDirect = resultColumn == 1 || columns == 1;
        Operand<T> value = isDirect ? new Operand<T>(result, resultRow, 1, false) : e;
        var line = new Operand<T>(lines, Operand<T>.Line, 0, true);

        for (int i = 0; i < rows; i++)
            FillLine(lines, i, ReductionKernels<MaximumReduction, T>.Line(z.Pointer + i * z.RowStride, columns, 1));
        Subtract(rows, columns, &z, &line, null, &shifted);
        Exp(rows, columns, &shifted, null, null, &e);
        for (int i = 0; i < rows; i++)
            FillLine(lines, i, ReductionKernels<SumReduction, T>.Line(e.Pointer + i * e.RowStride, columns, 1));
        if (logarithm)
        {
            var all = new Operand<T>(lines, 0, 1, true);
            Log(1, rows * Operand<T>.Line, &all, null, null, &all);
            Subtract(rows, columns, &shifted, &line, null, &value);
        }
        else
            Divide(rows, columns, &e, &line, null, &value);
        if (!isDirect)
            StridedCopy.Run(rows, columns, value.Pointer, value.RowStride, 1, result, resultRow, resultColumn);
    }

    /// <summary>loss[i] = log sum_j exp(z[i, j] - m) + (m - z[i, label]) for at most a group of rows.</summary>
    public static void CrossEntropy(int rows, int columns, T* logits, nint row, nint column, T* labels, nint labelRow, T* loss, nint lossRow, T* scratch)
    {
        T* lines = scratch;
        var e = new Operand<T>(lines + rows * Operand<T>.Line, Operand<T>.PaddedStride(columns), 1, true);
        Operand<T> z = Gather(rows, columns, logits, row, column, e);
        var line = new Operand<T>(lines, Operand<T>.Line, 0, true);
        for (int i = 0; i < rows; i++)
        {
            T maximum = ReductionKernels<MaximumReduction, T>.Line(z.Pointer + i * z.RowStride, columns, 1);
            FillLine(lines, i, maximum);
            loss[i * lossRow] = maximum - z.Pointer[i * z.RowStride + Selections.ClassIndex(labels[i * labelRow], columns)];
        }

        Subtract(rows, columns, &z, &line, null, &e);
        Exp(rows, columns, &e, null, null, &e);
        for (int i = 0; i < rows; i++)
            lines[i] = ReductionKernels<SumReduction, T>.Line(e.Pointer + i * e.RowStride, columns, 1);
        var sums = new Operand<T>(lines, 0, 1, true);
        Log(1, rows, &sums, null, null, &sums);
        for (int i = 0; i < rows; i++)
            loss[i * lossRow] += lines[i];
    }

    /// <summary>The logits in place, or copied to <paramref name="place"/> where their columns are not adjacent.</summary>
    private static Operand<T> Gather(int rows, int columns, T* logits, nint row, nint column, Operand<T> place)
    {
        if (column == 1 || columns == 1)
            return new Operand<T>(logits, row, 1, false);
        StridedCopy.Run(rows, columns, logits, row, column, place.Pointer, place.RowStride, 1);
        return place;
    }

    private static void FillLine(T* lines, int row, T value) => new Span<T>(lines + row * Operand<T>.Line, Operand<T>.Line).Fill(value);
}
