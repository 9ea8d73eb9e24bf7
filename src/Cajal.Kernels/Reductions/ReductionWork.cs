using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A reduction of a block along an axis. Unit: 64 columns (over rows), a row (over columns), everything (over both).</summary>
internal abstract unsafe class ReductionWork<TReduction, T> : Work where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ColumnsPerUnit = 64;

    private readonly Block<T> input;
    private readonly Block<T> result;
    private readonly Axis axis;

    private protected ReductionWork(Block<T> input, Block<T> result, Axis axis)
    {
        result.Require(axis == Axis.Columns ? input.Rows : 1, axis == Axis.Rows ? input.Columns : 1, "Result of the reduction");
        result.RequireWritable("Result of the reduction");
        this.input = input;
        this.result = result;
        this.axis = axis;
    }

    public override int Units => axis switch
    {
        Axis.Rows => (input.Columns + ColumnsPerUnit - 1) / ColumnsPerUnit,
        Axis.Columns => input.Rows,
        _ => 1,
    };

    public override double Cost => PointwiseCost * input.Rows * input.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        if (unitCount == 0) return;
        T* from = input.Pointer;
        T* to = result.Pointer;
        nint first = firstUnit;
        switch (axis)
        {
            case Axis.Rows:
                first *= ColumnsPerUnit;
                nint columns = Math.Min((nint)unitCount * ColumnsPerUnit, input.Columns - first);
                ReductionKernels<TReduction, T>.Down(
                    from + first * input.ColumnStride, input.Rows, columns, input.RowStride, input.ColumnStride,
                    to + first * result.ColumnStride, result.ColumnStride);
                break;
            case Axis.Columns:
                ReductionKernels<TReduction, T>.Lines(
                    from + first * input.RowStride, unitCount, input.Columns, input.RowStride, input.ColumnStride,
                    to + first * result.RowStride, result.RowStride);
                break;
            default:
                *to = ReductionKernels<TReduction, T>.All(from, input.Rows, input.Columns, input.RowStride, input.ColumnStride);
                break;
        }
    }
}

/// <summary>Sum along an axis; see <see cref="Reductions"/> for the order of the additions.</summary>
internal sealed class SumWork<T>(Block<T> input, Block<T> result, Axis axis) : ReductionWork<SumReduction, T>(input, result, axis)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Maximum along an axis; NaN if there is one.</summary>
internal sealed class MaximumWork<T>(Block<T> input, Block<T> result, Axis axis) : ReductionWork<MaximumReduction, T>(input, result, axis)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
