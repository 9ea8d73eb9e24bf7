using System.Numerics;

namespace Cajal.Kernels;

/// <summary>
/// result[indices[i]] gets rows[i] added, all i in ascending order, to rows of zeros. Unit: a sixteenth of the result's rows; each unit
/// reads all numbers, so that the order of the additions does not depend on who adds.
/// </summary>
internal sealed unsafe class ScatterRowsWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Parts = 16;

    private readonly Block<T> indices;
    private readonly Block<T> rows;
    private readonly Block<T> result;
    private readonly int rowsPerUnit;

    /// <param name="indices">For each row its place in the result, dense.</param>
    /// <param name="rows">The rows, dense.</param>
    /// <param name="result">The sums, dense.</param>
    public ScatterRowsWork(Block<T> indices, Block<T> rows, Block<T> result)
    {
        rows.Require(indices.Rows * indices.Columns, result.Columns, "Rows to scatter");
        result.RequireWritable("Result of the scattered rows");
        this.indices = indices;
        this.rows = rows;
        this.result = result;
        rowsPerUnit = Math.Max((result.Rows + Parts - 1) / Parts, 1);
    }

    public override int Units => (result.Rows + rowsPerUnit - 1) / rowsPerUnit;

    public override double Cost => PointwiseCost * ((double)rows.Rows * (rows.Columns + Parts) + (double)result.Rows * result.Columns);

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        nint columns = result.Columns;
        int first = firstUnit * rowsPerUnit, end = Math.Min((firstUnit + unitCount) * rowsPerUnit, result.Rows);
        new Span<T>(result.Pointer + (first * columns), (int)((end - first) * columns)).Clear();
        for (nint row = 0; row < rows.Rows; row++)
        {
            int place = RowNumbers.Of(indices.Pointer[row], result.Rows);
            if (place < first || place >= end) continue;
            T* from = rows.Pointer + (row * columns);
            T* to = result.Pointer + (place * columns);
            for (nint column = 0; column < columns; column++)
                to[column] += from[column];
        }
    }
}
