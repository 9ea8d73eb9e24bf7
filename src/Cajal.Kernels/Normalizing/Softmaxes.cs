using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Softmax, its logarithm and cross entropy of dense <c>[rows, columns]</c> spans. The row's maximum is subtracted first, so logits of ±1e4 are exact.</summary>
internal static unsafe class Softmaxes
{
    /// <summary>result[row, c] = exp(z[c]) / sum_j exp(z[j]).</summary>
    public static void Softmax<T>(ReadOnlySpan<T> logits, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Softmax(logits, rows, columns, result, logarithm: false);

    /// <summary>result[row, c] = z[c] - log sum_j exp(z[j]).</summary>
    public static void LogSoftmax<T>(ReadOnlySpan<T> logits, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Softmax(logits, rows, columns, result, logarithm: true);

    /// <summary>lossPerRow[row] = log sum_j exp(z[j]) - z[labels[row]].</summary>
    public static void CrossEntropy<T>(ReadOnlySpan<T> logits, int rows, int columns, ReadOnlySpan<T> labels, Span<T> lossPerRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns < 1 || logits.Length != (long)rows * columns || labels.Length != rows || lossPerRow.Length != rows)
        {
            throw new ArgumentException(
                $"Cross entropy of [{rows}, {columns}]: {logits.Length} logits, {labels.Length} labels and {lossPerRow.Length} losses came.");
        }

        T[] scratch = new T[columns];
        fixed (T* from = logits, to = lossPerRow, row = scratch)
        {
            for (int i = 0; i < rows; i++)
                to[i] = CrossEntropyRow(from + (long)i * columns, 1, columns, labels[i], row);
        }
    }

    internal static void SoftmaxRow<T>(T* logits, long stride, int columns, T* result, long resultStride, bool logarithm, T* scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = SumOfExponentials(logits, stride, columns, scratch, out T maximum);
        T logSum = T.Log(sum);
        for (int i = 0; i < columns; i++)
            result[i * resultStride] = logarithm ? logits[i * stride] - maximum - logSum : scratch[i] / sum;
    }

    internal static T CrossEntropyRow<T>(T* logits, long stride, int columns, T label, T* scratch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = Selections.ClassIndex(label, columns);
        T sum = SumOfExponentials(logits, stride, columns, scratch, out T maximum);
        return maximum - logits[index * stride] + T.Log(sum);
    }

    private static T SumOfExponentials<T>(T* logits, long stride, int columns, T* scratch, out T maximum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        maximum = Reductions.MaximumLine(logits, columns, stride);
        for (int i = 0; i < columns; i++)
            scratch[i] = T.Exp(logits[i * stride] - maximum);
        return Reductions.SumLine(scratch, columns, 1);
    }

    private static void Softmax<T>(ReadOnlySpan<T> logits, int rows, int columns, Span<T> result, bool logarithm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns < 1 || logits.Length != (long)rows * columns || result.Length != logits.Length)
            throw new ArgumentException($"Softmax of [{rows}, {columns}]: {logits.Length} logits and {result.Length} results came.");
        T[] scratch = new T[columns];
        fixed (T* from = logits, to = result, row = scratch)
        {
            for (int i = 0; i < rows; i++)
                SoftmaxRow(from + (long)i * columns, 1, columns, to + (long)i * columns, 1, logarithm, row);
        }
    }
}
