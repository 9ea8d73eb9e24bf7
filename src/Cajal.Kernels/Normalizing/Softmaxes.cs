using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Softmax, its logarithm and cross entropy of dense <c>[rows, columns]</c> spans: the same numbers, bit for bit, as the works.</summary>
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

        T* scratch = Scratch<T>.Get(SoftmaxKernel<T>.ScratchLength(columns));
        int group = SoftmaxKernel<T>.GroupRows(columns);
        fixed (T* from = logits, classes = labels, to = lossPerRow)
        {
            for (int row = 0; row < rows; row += group)
            {
                SoftmaxKernel<T>.CrossEntropy(
                    Math.Min(group, rows - row), columns, from + (nint)row * columns, columns, 1, classes + row, 1, to + row, 1, scratch);
            }
        }
    }

    private static void Softmax<T>(ReadOnlySpan<T> logits, int rows, int columns, Span<T> result, bool logarithm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns < 1 || logits.Length != (long)rows * columns || result.Length != logits.Length)
            throw new ArgumentException($"Softmax of [{rows}, {columns}]: {logits.Length} logits and {result.Length} results came.");
        T* scratch = Scratch<T>.Get(SoftmaxKernel<T>.ScratchLength(columns));
        int group = SoftmaxKernel<T>.GroupRows(columns);
        fixed (T* from = logits, to = result)
        {
            for (int row = 0; row < rows; row += group)
            {
                nint first = (nint)row * columns;
                SoftmaxKernel<T>.Softmax(Math.Min(group, rows - row), columns, from + first, columns, 1, to + first, columns, 1, logarithm, scratch);
            }
        }
    }
}
