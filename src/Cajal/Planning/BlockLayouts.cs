using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Planning;

/// <summary>From the planner's layouts to the kernels' blocks.</summary>
internal static class BlockLayouts
{
    /// <summary>The same storage seen through another layout.</summary>
    public static Block<T> With<T>(this Block<T> block, Layout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(block.Buffer, block.Offset, layout.Rows, layout.Columns, layout.RowStride, layout.ColumnStride);
}
