using System.Numerics;

namespace Cajal.Kernels;

/// <summary>result[row, 0] = index of the first maximum of the row. Unit: a row.</summary>
internal sealed unsafe class ArgMaximumWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> input;
    private readonly Block<T> result;

    public ArgMaximumWork(Block<T> input, Block<T> result)
    {
        ArgumentOutOfRangeException.ThrowIfZero(input.Columns, nameof(input));
        result.Require(input.Rows, 1, "Result of the first maximum");
        result.RequireWritable("Result of the first maximum");
        this.input = input;
        this.result = result;
    }

    public override int Units => input.Rows;

    public override double Cost => PointwiseCost * input.Rows * input.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        for (int row = firstUnit; row < firstUnit + unitCount; row++)
        {
            int index = Selections.IndexOfMaximum(input.Pointer + (long)row * input.RowStride, input.Columns, input.ColumnStride);
            result.Pointer[(long)row * result.RowStride] = T.CreateTruncating(index);
        }
    }
}

/// <summary>result[row, c] = 1 where c = labels[row, 0], else 0. Unit: a row.</summary>
internal sealed unsafe class OneHotWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> labels;
    private readonly Block<T> result;

    public OneHotWork(Block<T> labels, Block<T> result)
    {
        labels.Require(result.Rows, 1, "Labels");
        result.RequireWritable("One-hot result");
        this.labels = labels;
        this.result = result;
    }

    public override int Units => result.Rows;

    public override double Cost => PointwiseCost * result.Rows * result.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        for (int row = firstUnit; row < firstUnit + unitCount; row++)
        {
            T label = labels.Pointer[(long)row * labels.RowStride];
            Selections.OneHotRow(label, result.Pointer + (long)row * result.RowStride, result.Columns, result.ColumnStride);
        }
    }
}
