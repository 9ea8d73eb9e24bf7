using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Classes as they stand in arrays of numbers.</summary>
internal static class ClassIndex
{
    /// <summary>The label as an index.</summary>
    /// <exception cref="ArgumentException">It is no whole number in [0, classes).</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of<T>(T label, int classes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!WholeNumber.IsIndex(label, classes, out int index))
            Refuse(label, classes);
        return index;
    }

    private static void Refuse<T>(T label, int classes) where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"Label {label} is not a class index: expected a whole number from 0 to {classes - 1}."));
}
