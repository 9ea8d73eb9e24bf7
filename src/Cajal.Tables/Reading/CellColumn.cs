using System.Text;

namespace Cajal.Tables;

/// <summary>
/// The raw cells of one column as UTF-8, one after the other: about the size the column has in the file plus four bytes a row,
/// where a string a cell would take ten times that.
/// </summary>
internal sealed class CellColumn
{
    private readonly byte[] _text;
    private readonly int[] _ends;

    private CellColumn(byte[] text, int[] ends)
    {
        _text = text;
        _ends = ends;
    }

    /// <summary>Number of cells.</summary>
    public int Count => _ends.Length;

    /// <summary>The cell of a row, counted from 0.</summary>
    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            int start = row == 0 ? 0 : _ends[row - 1];
            return _text.AsSpan(start, _ends[row] - start);
        }
    }

    /// <summary>Collects the cells of a column from the first row on.</summary>
    internal sealed class Builder
    {
        private byte[] _text = [];
        private int _length;
        private readonly List<int> _ends = [];

        /// <summary>Appends a cell; false where the column would pass the 2 GiB that one block of memory can hold.</summary>
        public bool TryAdd(ReadOnlySpan<char> cell)
        {
            long most = _length + (3L * cell.Length);
            if (most > _text.Length)
            {
                if (most > Array.MaxLength)
                {
                    return false;
                }

                Array.Resize(ref _text, (int)Math.Min(Array.MaxLength, Math.Max(most, 2L * _text.Length)));
            }

            _length += Encoding.UTF8.GetBytes(cell, _text.AsSpan(_length));
            _ends.Add(_length);
            return true;
        }

        /// <summary>The finished column.</summary>
        public CellColumn Build() => new(_text.AsSpan(0, _length).ToArray(), [.. _ends]);
    }
}
