using System.Globalization;
using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Class indices to indicator rows and back, over dense spans.</summary>
internal static unsafe class Selections
{
    /// <summary>result[row] = index of the first maximum of row <c>input[row, :]</c> (the first NaN if there is one).</summary>
    public static void ArgMaximum<T>(ReadOnlySpan<T> input, int rows, int columns, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns < 1 || input.Length != (long)rows * columns || result.Length != rows)
            throw new ArgumentException($"ArgMaximum of [{rows}, {columns}]: {input.Length} elements and {result.Length} results came.");
        fixed (T* from = input, to = result)
        {
            for (int row = 0; row < rows; row++)
                to[row] = T.CreateTruncating(IndexOfMaximum(from + (long)row * columns, columns, 1));
        }
    }

    /// <summary>result[row, c] = 1 where c = labels[row], else 0.</summary>
    public static void OneHot<T>(ReadOnlySpan<T> labels, int classes, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (classes < 1 || result.Length != (long)labels.Length * classes)
            throw new ArgumentException($"OneHot of {labels.Length} labels and {classes} classes: the result has {result.Length} elements.");
        fixed (T* from = labels, to = result)
        {
            for (int row = 0; row < labels.Length; row++)
                OneHotRow(from[row], to + (long)row * classes, classes, 1);
        }
    }

    internal static int IndexOfMaximum<T>(T* values, int count, long stride) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int best = 0;
        T value = values[0];
        for (int i = 1; i < count && !T.IsNaN(value); i++)
        {
            T x = values[i * stride];
            if (x > value || T.IsNaN(x))
            {
                best = i;
                value = x;
            }
        }

        return best;
    }

    internal static void OneHotRow<T>(T label, T* result, int classes, long stride) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = ClassIndex(label, classes);
        for (int i = 0; i < classes; i++)
            result[i * stride] = i == index ? T.One : T.Zero;
    }

    /// <summary>The label as an index; throws <see cref="ArgumentException"/> unless it is a whole number in [0, classes).</summary>
    internal static int ClassIndex<T>(T label, int classes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = int.CreateSaturating(label);
        if (index < 0 || index >= classes || T.CreateTruncating(index) != label)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Label {label} is not a class index: expected a whole number from 0 to {classes - 1}."));
        }

        return index;
    }
}
