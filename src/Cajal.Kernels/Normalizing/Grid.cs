using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A place for rows of numbers as kernels see it: element (r, c) is <c>Pointer[r * Row + c * Column]</c>. The default is no place at all.</summary>
internal readonly unsafe struct Grid<T>(T* pointer, nint row, nint column) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public readonly T* Pointer = pointer;
    public readonly nint Row = row;
    public readonly nint Column = column;

    /// <summary>Whether there is anything: results that nobody wants have no place.</summary>
    public bool Exists => Pointer != null;

    /// <summary>The same from a row on; only of a place that exists.</summary>
    public Grid<T> From(nint row) => new(Pointer + row * Row, Row, Column);
}
