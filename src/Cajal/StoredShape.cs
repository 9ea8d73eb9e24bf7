using System.Globalization;

namespace Cajal;

/// <summary>Shapes as files declare them: nothing about them holds before it was checked.</summary>
internal static class StoredShape
{
    /// <summary>The number of elements of a shape; false where it does not fit 64 bits or a length is negative.</summary>
    public static bool TryCount(ReadOnlySpan<int> shape, out long elements)
    {
        elements = 1;
        foreach (int dimension in shape)
        {
            if (dimension < 0 || (dimension > 0 && elements > long.MaxValue / dimension))
            {
                return false;
            }
            elements *= dimension;
        }
        return true;
    }

    /// <summary>The number of bytes of a shape's elements; false where it does not fit 64 bits or a length is negative.</summary>
    public static bool TryCountBytes(ReadOnlySpan<int> shape, int elementSize, out long bytes)
    {
        bool fits = TryCount(shape, out long elements) && elements <= long.MaxValue / elementSize;
        bytes = fits ? elements * elementSize : 0;
        return fits;
    }

    /// <summary>A shape as <c>[3, 4]</c>.</summary>
    public static string Describe(ReadOnlySpan<int> shape)
    {
        var lengths = new string[shape.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }
        return $"[{string.Join(", ", lengths)}]";
    }
}
