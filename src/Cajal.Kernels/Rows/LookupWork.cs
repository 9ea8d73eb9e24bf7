using System.Numerics;

namespace Cajal.Kernels;

/// <summary>result[i] = the table's row with number indices[i]. Unit: a row of the result.</summary>
internal sealed unsafe class LookupWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> table;
    private readonly Block<T> indices;
    private readonly Block<T> result;

    /// <param name="table">The rows, dense.</param>
    /// <param name="indices">Their numbers, dense.</param>
    /// <param name="result">The chosen rows, dense.</param>
    public LookupWork(Block<T> table, Block<T> indices, Block<T> result)
    {
        result.Require(indices.Rows * indices.Columns, table.Columns, "Result of the look-up");
        result.RequireWritable("Result of the look-up");
        this.table = table;
        this.indices = indices;
        this.result = result;
    }

    public override int Units => result.Rows;

    public override double Cost => PointwiseCost * result.Rows * result.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        nint columns = table.Columns;
        for (nint unit = firstUnit; unit < firstUnit + unitCount; unit++)
        {
            nint row = RowNumbers.Of(indices.Pointer[unit], table.Rows);
            new ReadOnlySpan<T>(table.Pointer + (row * columns), (int)columns).CopyTo(new Span<T>(result.Pointer + (unit * columns), (int)columns));
        }
    }
}
