using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Each row so many times, one after the other; the last may come fewer times. Unit: a row of the source.</summary>
internal sealed unsafe class RepeatRowsWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> source;
    private readonly Block<T> result;
    private readonly int times;

    /// <param name="source">The rows, dense.</param>
    /// <param name="result">The repeated rows, dense.</param>
    /// <param name="times">How often each comes.</param>
    public RepeatRowsWork(Block<T> source, Block<T> result, int times)
    {
        source.Require((result.Rows + times - 1) / times, result.Columns, "Source of the repeated rows");
        result.RequireWritable("Repeated rows");
        this.source = source;
        this.result = result;
        this.times = times;
    }

    public override int Units => source.Rows;

    public override double Cost => PointwiseCost * result.Rows * result.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        nint columns = source.Columns;
        for (nint row = firstUnit; row < firstUnit + unitCount; row++)
        {
            var from = new ReadOnlySpan<T>(source.Pointer + (row * columns), (int)columns);
            for (nint copy = row * times; copy < Math.Min((row + 1) * times, result.Rows); copy++)
                from.CopyTo(new Span<T>(result.Pointer + (copy * columns), (int)columns));
        }
    }
}
