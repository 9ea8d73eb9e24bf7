using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A strided 2-D view <c>[rows, columns]</c> of a <see cref="NativeBuffer{T}"/>; strides are counted in elements.</summary>
/// <remarks>Row stride 0 repeats one row, column stride 0 repeats one value along each row, both 0 is a scalar. The view is checked
/// against its buffer here, once, so that kernels can run on pointers without checks.</remarks>
internal readonly struct Block<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Block(NativeBuffer<T> buffer, long offset, int rows, int columns, int rowStride, int columnStride)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (rows < 0 || columns < 0 || rowStride < 0 || columnStride < 0 || offset < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(rows), $"Block [{rows}, {columns}] with strides ({rowStride}, {columnStride}) at {offset}: no value may be negative.");
        }

        long last = rows == 0 || columns == 0 ? offset - 1 : offset + (rows - 1L) * rowStride + (columns - 1L) * columnStride;
        if (last >= buffer.Length || offset > buffer.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset),
                $"Block [{rows}, {columns}] with strides ({rowStride}, {columnStride}) at {offset} ends at element {last}, but the buffer has {buffer.Length}.");
        }

        Buffer = buffer;
        Offset = offset;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    public NativeBuffer<T> Buffer { get; }

    /// <summary>Index of element (0, 0) in the buffer.</summary>
    public long Offset { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Elements from one row to the next.</summary>
    public int RowStride { get; }

    /// <summary>Elements from one column to the next.</summary>
    public int ColumnStride { get; }

    /// <summary>Element (0, 0).</summary>
    internal unsafe T* Pointer => Buffer.Pointer + Offset;

    /// <summary>Row-major block; <paramref name="rowStride"/> defaults to <paramref name="columns"/>.</summary>
    public static Block<T> Dense(NativeBuffer<T> buffer, long offset, int rows, int columns, int? rowStride = null) =>
        new(buffer, offset, rows, columns, rowStride ?? columns, 1);

    /// <summary>The same memory read as <c>[columns, rows]</c>.</summary>
    public Block<T> Transposed() => new(Buffer, Offset, Columns, Rows, ColumnStride, RowStride);

    /// <summary>Whether all elements, read row by row, lie at equal distances (a scalar at distance 0).</summary>
    internal bool IsFlat => Rows <= 1 || Columns <= 1 || RowStride == (long)ColumnStride * Columns;

    /// <summary>A flat block as one row.</summary>
    internal Block<T> Flattened() => new(Buffer, Offset, 1, Rows * Columns, 0, Columns == 1 ? RowStride : ColumnStride);

    /// <summary>Element (row, column), checked.</summary>
    public unsafe T this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
            T value = Pointer[(long)row * RowStride + (long)column * ColumnStride];
            GC.KeepAlive(Buffer);
            return value;
        }
    }

    /// <summary>Throws when the block is not <c>[rows, columns]</c>; <paramref name="role"/> names it in the message.</summary>
    internal void Require(int rows, int columns, string role)
    {
        if (Rows != rows || Columns != columns)
            throw new ArgumentException($"{role} is [{Rows}, {Columns}], expected [{rows}, {columns}].");
    }

    /// <summary>Throws when the block is not a dense <c>[rows, columns]</c>; <paramref name="role"/> names it in the message.</summary>
    internal void RequireDense(int rows, int columns, string role)
    {
        Require(rows, columns, role);
        if ((Rows > 1 && RowStride != Columns) || (Columns > 1 && ColumnStride != 1))
            throw new ArgumentException($"{role} [{Rows}, {Columns}] has strides ({RowStride}, {ColumnStride}), expected rows without gaps.");
    }

    /// <summary>Throws unless each row lies before the next, or each column: a result must have a place of its own for every element.</summary>
    internal void RequireWritable(string role)
    {
        if (Rows == 0 || Columns == 0) return;
        bool rowsApart = (Rows == 1 || RowStride > (Columns - 1L) * ColumnStride) && (Columns == 1 || ColumnStride > 0);
        bool columnsApart = (Columns == 1 || ColumnStride > (Rows - 1L) * RowStride) && (Rows == 1 || RowStride > 0);
        if (!rowsApart && !columnsApart)
            throw new ArgumentException($"{role} [{Rows}, {Columns}] with strides ({RowStride}, {ColumnStride}) repeats elements and cannot be written.");
    }
}
