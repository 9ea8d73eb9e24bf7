using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A part of a result that is computed at once: a block of register tiles in a panel of columns. The places "in the grid" are those
/// in the transposed result where the plan computes that.</summary>
internal readonly record struct ProductUnit(
    int Block, int Panel, int FirstTile, int EndTile, int GridRow, int GridRows, int GridColumn, int GridColumns, bool IsTransposed)
{
    public int Row => IsTransposed ? GridColumn : GridRow;

    public int Rows => IsTransposed ? GridColumns : GridRows;

    public int Column => IsTransposed ? GridRow : GridColumn;

    public int Columns => IsTransposed ? GridRows : GridColumns;

    /// <summary>Columns in whole bundles.</summary>
    public int WholeColumns<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => RegisterTiles<T>.BundlesIn(Columns) * RegisterTiles<T>.Lanes;

    /// <summary>The units from this one to another in the same rows, as one.</summary>
    public ProductUnit Through(in ProductUnit last) =>
        this with { GridColumns = last.GridColumn + last.GridColumns - GridColumn };
}
