using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A sum or maximum of a block along an axis.</summary>
internal abstract unsafe class ReductionWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> input;
    private readonly Block<T> result;
    private readonly Axis axis;
    private readonly bool maximum;

    private protected ReductionWork(Block<T> input, Block<T> result, Axis axis, bool maximum)
    {
        result.Require(axis == Axis.Columns ? input.Rows : 1, axis == Axis.Rows ? input.Columns : 1, "Result of the reduction");
        result.RequireWritable("Result of the reduction");
        this.input = input;
        this.result = result;
        this.axis = axis;
        this.maximum = maximum;
    }

    public override int Units => 1;

    public override double Cost => (double)input.Rows * input.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        long stride = axis == Axis.Columns ? result.RowStride : result.ColumnStride;
        if (unitCount > 0)
            Reductions.Reduce(input.Pointer, input.Rows, input.Columns, input.RowStride, input.ColumnStride, result.Pointer, stride, axis, maximum);
    }
}

/// <summary>Sum along an axis; see <see cref="Reductions"/> for the order of the additions.</summary>
internal sealed class SumWork<T>(Block<T> input, Block<T> result, Axis axis) : ReductionWork<T>(input, result, axis, maximum: false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Maximum along an axis; NaN if there is one.</summary>
internal sealed class MaximumWork<T>(Block<T> input, Block<T> result, Axis axis) : ReductionWork<T>(input, result, axis, maximum: true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
