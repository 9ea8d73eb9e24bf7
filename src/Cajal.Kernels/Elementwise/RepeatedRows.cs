using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Rows that every row of a space reads, such as a bias, written out a bundle further than they are long: a program that walks through
/// the rows of the space as through one finds a bundle of them from any column on.</summary>
/// <param name="rows">The rows.</param>
/// <param name="columns">Their length.</param>
internal sealed unsafe class RepeatedRows<T>(Block<T>[] rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements of a line beyond its columns: a bundle that is read, and one more that may be written.</summary>
    public static int Excess => 2 * Operand<T>.Line;

    /// <summary>Elements of all lines.</summary>
    public long Length => (long)rows.Length * (columns + Excess);

    /// <summary>Writes the rows as they are now.</summary>
    public void Write(T* lines)
    {
        foreach (ref readonly Block<T> row in rows.AsSpan())
        {
            T* from = row.Pointer;
            for (nint start = 0; start < columns + Operand<T>.Line; start += columns)
            {
                // Bundles are copied whole: what hangs over is written again by the next copy of the row.
                nint count = Math.Min(columns, columns + Operand<T>.Line - start);
                for (nint i = 0; i < count; i += Vector<T>.Count)
                    Vector.Load(from + i).Store(lines + start + i);
            }

            lines += columns + Excess;
        }
    }
}
