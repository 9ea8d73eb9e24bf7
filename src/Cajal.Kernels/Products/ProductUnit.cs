namespace Cajal.Kernels;

/// <summary>A part of a result that is computed at once: a block of register tiles in a panel of columns.</summary>
internal readonly record struct ProductUnit(int Block, int Panel, int Row, int Rows, int Column, int Columns);

/// <summary>Which blocks of a and which panel of b the scratch memory of a run holds.</summary>
internal readonly record struct PackedParts(ulong Blocks, int Panel)
{
    /// <summary>Blocks that can be told apart.</summary>
    public const int MostBlocks = 64;

    public static PackedParts None => new(0, -1);

    public bool HasBlock(int block) => (Blocks >> block & 1) != 0;

    public PackedParts With(int block, int panel) => new(Blocks | 1UL << block, panel);
}
