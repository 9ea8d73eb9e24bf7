using System.Numerics;

namespace Cajal.Kernels;

/// <summary>
/// Sums of (a - b)(c - d) for dense a and c <c>[rows, columns]</c>. Over the rows b and d are rows, and each column's sum is a chain of fused
/// multiply-adds as long as <see cref="Reductions.ChainLength"/> says; the chains' sums are added in their order. Over the columns b and d have a
/// number for each row, and the products are added as <see cref="Reductions"/> says. Unit: 64 columns, a group of rows, or a row.
/// </summary>
internal sealed unsafe class CenteredProductWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ColumnsPerUnit = 64;
    private const int ProductsAtOnce = 2048;

    private static readonly delegate*<T*, T*, T*, T*, nint, nint, nint, T*, void> Down = Hardware.Path switch
    {
        HardwarePath.Avx512 => &CenteredProductKernel<Lanes512<T>, T>.Down,
        HardwarePath.Avx2 => &CenteredProductKernel<Lanes256<T>, T>.Down,
        HardwarePath.Vector128 => &CenteredProductKernel<Lanes128<T>, T>.Down,
        _ => &CenteredProductKernel<Lane<T>, T>.Down,
    };

    private static readonly delegate*<T*, T*, T*, T*, nint, nint, nint, T*, void> Lines = Hardware.Path switch
    {
        HardwarePath.Avx512 => &CenteredProductKernel<Lanes512<T>, T>.Lines,
        HardwarePath.Avx2 => &CenteredProductKernel<Lanes256<T>, T>.Lines,
        HardwarePath.Vector128 => &CenteredProductKernel<Lanes128<T>, T>.Lines,
        _ => &CenteredProductKernel<Lane<T>, T>.Lines,
    };

    private readonly Block<T> a;
    private readonly Block<T> b;
    private readonly Block<T> c;
    private readonly Block<T> d;
    private readonly Block<T> result;
    private readonly Axis axis;
    private readonly int groupSize;

    /// <param name="a">First factor, dense.</param>
    /// <param name="b">What is taken off it: <c>[1, columns]</c> or <c>[rows, 1]</c>.</param>
    /// <param name="c">Second factor, dense, of the same size.</param>
    /// <param name="d">What is taken off it; over the columns it may be one number.</param>
    /// <param name="result">The sums: <c>[1, columns]</c>, <c>[groups, columns]</c> or <c>[rows, 1]</c>.</param>
    /// <param name="axis">Over the rows or over the columns.</param>
    /// <param name="groupSize">Rows of a group that is summed on its own; 0 for a sum over all rows.</param>
    public CenteredProductWork(Block<T> a, Block<T> b, Block<T> c, Block<T> d, Block<T> result, Axis axis, int groupSize = 0)
    {
        (int rows, int columns) = axis == Axis.Rows ? (1, a.Columns) : (a.Rows, 1);
        c.Require(a.Rows, a.Columns, "Second factor");
        if (b.Rows * b.Columns != rows * columns || (d.Rows * d.Columns != rows * columns && (axis == Axis.Rows || d.Rows * d.Columns != 1)))
            throw new ArgumentException($"Centers have {b.Rows * b.Columns} and {d.Rows * d.Columns} elements, expected {rows * columns}.");
        if ((long)result.Rows * result.Columns != (groupSize > 0 ? (a.Rows + groupSize - 1) / groupSize * (long)columns : rows * columns))
            throw new ArgumentException($"Result of the centered products is [{result.Rows}, {result.Columns}].", nameof(result));
        result.RequireWritable("Result of the centered products");
        (this.a, this.b, this.c, this.d, this.result, this.axis, this.groupSize) = (a, b, c, d, result, axis, groupSize);
    }

    public override int Units => axis == Axis.Columns ? a.Rows : groupSize > 0 ? result.Rows : (a.Columns + ColumnsPerUnit - 1) / ColumnsPerUnit;

    public override double Cost => 2 * PointwiseCost * a.Rows * a.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        nint columns = a.Columns;
        if (axis == Axis.Columns)
            Rows(firstUnit, unitCount);
        else if (groupSize > 0)
        {
            for (nint group = firstUnit; group < firstUnit + unitCount; group++)
                Chain(group * groupSize, groupSize, 0, columns, result.Pointer + group * columns);
        }
        else
        {
            for (nint first = (nint)firstUnit * ColumnsPerUnit; first < Math.Min((nint)(firstUnit + unitCount) * ColumnsPerUnit, columns); first += ColumnsPerUnit)
                Columns(first, Math.Min(ColumnsPerUnit, columns - first));
        }
    }

    /// <summary>Some rows: their products, as many rows at a time as stay in the first-level cache, and the sums of these.</summary>
    private void Rows(nint first, nint count)
    {
        nint columns = a.Columns, atOnce = Math.Clamp(ProductsAtOnce / Math.Max(columns, 1), 1, Math.Max(count, 1));
        T* products = Scratch<T>.Get(atOnce * columns + Operand<T>.Line);
        nint stride = d.Rows * d.Columns == 1 ? 0 : 1;
        for (nint row = first; row < first + count; row += atOnce)
        {
            nint rows = Math.Min(atOnce, first + count - row);
            Lines(a.Pointer + row * columns, b.Pointer + row, c.Pointer + row * columns, d.Pointer + row * stride, stride, rows, columns, products);
            ReductionKernels<SumReduction, T>.Lines(products, rows, columns, columns, 1, result.Pointer + row, 1);
        }
    }

    /// <summary>All rows of some columns: the sums of the chains, one after the other.</summary>
    private void Columns(nint first, nint count)
    {
        T* sum = stackalloc T[ColumnsPerUnit];
        int length = Reductions.ChainLength(a.Rows);
        T* to = result.Pointer + first;
        new Span<T>(to, (int)count).Clear();
        for (nint row = 0; row < a.Rows; row += length)
        {
            Chain(row, length, first, count, sum);
            for (nint column = 0; column < count; column++)
                to[column] += sum[column];
        }
    }

    private void Chain(nint firstRow, nint length, nint firstColumn, nint count, T* to)
    {
        nint place = firstRow * a.Columns + firstColumn;
        Down(a.Pointer + place, b.Pointer + firstColumn, c.Pointer + place, d.Pointer + firstColumn, Math.Min(length, a.Rows - firstRow), a.Columns, count, to);
    }
}
