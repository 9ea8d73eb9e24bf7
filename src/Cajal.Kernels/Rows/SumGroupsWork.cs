using System.Numerics;

namespace Cajal.Kernels;

/// <summary>result[group] = sum of the group's rows, from the first on. Groups are so many rows each, the last may have fewer. Unit: a group.</summary>
internal sealed unsafe class SumGroupsWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> source;
    private readonly Block<T> result;
    private readonly int size;

    /// <param name="source">The rows, dense.</param>
    /// <param name="result">The sums, dense.</param>
    /// <param name="size">Rows of a group.</param>
    public SumGroupsWork(Block<T> source, Block<T> result, int size)
    {
        result.Require((source.Rows + size - 1) / size, source.Columns, "Result of the sums over groups");
        result.RequireWritable("Result of the sums over groups");
        this.source = source;
        this.result = result;
        this.size = size;
    }

    public override int Units => result.Rows;

    public override double Cost => PointwiseCost * source.Rows * source.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        nint columns = source.Columns;
        for (nint group = firstUnit; group < firstUnit + unitCount; group++)
        {
            nint first = group * size;
            ReductionKernels<SumReduction, T>.Chain(
                source.Pointer + (first * columns), Math.Min(size, source.Rows - first), columns, columns, 1, result.Pointer + (group * columns), 1);
        }
    }
}
