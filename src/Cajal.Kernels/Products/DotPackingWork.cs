using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Copies the rows of a and then the columns of b into lines that are contiguous along k. Unit: a line.</summary>
internal sealed unsafe class DotPackingWork<T>(Block<T> a, Block<T> b, Block<T> lines) : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Units => lines.Rows;

    public override double Cost => PointwiseCost * lines.Rows * lines.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        int end = firstUnit + unitCount;
        Copy(a, firstUnit, Math.Min(end, a.Rows), firstUnit);
        Copy(b.Transposed(), Math.Max(firstUnit - a.Rows, 0), end - a.Rows, Math.Max(firstUnit, a.Rows));
    }

    /// <summary>Copies rows [first, end) of a source, if there are any, into the lines from <paramref name="line"/> on.</summary>
    private void Copy(Block<T> source, int first, int end, int line)
    {
        if (end <= first) return;
        T* from = source.Pointer + (nint)first * source.RowStride, to = lines.Pointer + (nint)line * lines.RowStride;
        StridedCopy.Run(end - first, lines.Columns, from, source.RowStride, source.ColumnStride, to, lines.RowStride, 1);
    }
}
