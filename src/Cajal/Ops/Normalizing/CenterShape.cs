using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>Numbers that belong to the columns or to the rows of a matrix view.</summary>
internal static class CenterShape
{
    /// <summary>What a sum has to run over to give such numbers: the rows for <c>[columns]</c>, the columns for <c>[rows, 1]</c>; <c>null</c> for anything else.</summary>
    public static Axis? AxisOf(Shape center, Shape x) =>
        center == new Shape(x.Columns) ? Axis.Rows
        : x.Rank > 0 && center.Columns == 1 && center.Rows == x.Rows ? Axis.Columns
        : null;

    /// <summary>The sum of a value that gives such numbers, in their shape.</summary>
    public static Node SumLike(this Node x, Node center) =>
        AxisOf(center.Shape, x.Shape) == Axis.Rows ? x.SumRows() : x.SumColumns().Reshape(center.Shape);
}
