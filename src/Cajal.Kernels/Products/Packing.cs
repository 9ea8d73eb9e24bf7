using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Copies parts of operands into the order in which a register tile reads them.</summary>
internal static unsafe class Packing
{
    /// <summary>to[p * width + j] = b[p, j] for a panel of <paramref name="columns"/> columns; the rest of each row is zero.</summary>
    public static void Panel<T>(T* b, nint bRow, nint bColumn, int length, int columns, T* to, int width) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns < width)
            new Span<T>(to, length * width).Clear();
        StridedCopy.Run(length, columns, b, bRow, bColumn, to, width, 1);
    }

    /// <summary>to[p * height + i] = a[i, p] for the rows of one register tile.</summary>
    public static void Rows<T>(T* a, nint aRow, nint aColumn, int height, int length, T* to) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint p = 0; p < length; p++, a += aColumn, to += height)
        {
            for (nint i = 0; i < height; i++)
                to[i] = a[i * aRow];
        }
    }
}
