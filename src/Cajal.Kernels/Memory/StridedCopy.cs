using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Copies between strided 2-D views.</summary>
internal static unsafe class StridedCopy
{
    /// <summary>to[row, column] = from[row, column].</summary>
    public static void Run<T>(
        int rows, int columns, T* from, nint fromRow, nint fromColumn, T* to, nint toRow, nint toColumn) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (fromRow == 1 && fromColumn > 1 && toColumn == 1)
        {
            Transposition.Run(rows, columns, from, fromColumn, to, toRow);
            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            T* source = from + row * fromRow;
            T* destination = to + row * toRow;
            if (fromColumn == 1 && toColumn == 1)
            {
                new ReadOnlySpan<T>(source, columns).CopyTo(new Span<T>(destination, columns));
                continue;
            }

            for (nint column = 0; column < columns; column++)
                destination[column * toColumn] = source[column * fromColumn];
        }
    }
}
