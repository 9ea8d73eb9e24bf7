namespace Cajal.Kernels;

/// <summary>A part of a result that is computed at once: a block of register tiles in a panel of columns.</summary>
internal readonly record struct ProductUnit(int Block, int Panel, int Row, int Rows, int Column, int Columns);

/// <summary>Which block of a and which panel of b the scratch memory of a run holds.</summary>
internal readonly record struct PackedParts(int Block, int Panel)
{
    public static PackedParts None => new(-1, -1);
}
