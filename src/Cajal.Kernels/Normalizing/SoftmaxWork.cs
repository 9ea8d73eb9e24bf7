using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Softmax of every row of the logits, or its logarithm. Unit: a group of rows.</summary>
internal sealed unsafe class SoftmaxWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> logits;
    private readonly Block<T> result;
    private readonly bool logarithm;
    private readonly int groupRows;

    public SoftmaxWork(Block<T> logits, Block<T> result, bool logarithm)
    {
        ArgumentOutOfRangeException.ThrowIfZero(logits.Columns, nameof(logits));
        result.Require(logits.Rows, logits.Columns, "Result of softmax");
        result.RequireWritable("Result of softmax");
        this.logits = logits;
        this.result = result;
        this.logarithm = logarithm;
        groupRows = SoftmaxKernel<T>.GroupRows(logits.Columns);
    }

    public override int Units => (logits.Rows + groupRows - 1) / groupRows;

    public override double Cost => 20 * PointwiseCost * logits.Rows * logits.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* scratch = Scratch<T>.Get(SoftmaxKernel<T>.ScratchLength(logits.Columns));
        for (int unit = firstUnit; unit < firstUnit + unitCount; unit++)
        {
            nint row = (nint)unit * groupRows;
            int rows = (int)Math.Min(groupRows, logits.Rows - row);
            SoftmaxKernel<T>.Softmax(
                rows, logits.Columns, logits.Pointer + row * logits.RowStride, logits.RowStride, logits.ColumnStride,
                result.Pointer + row * result.RowStride, result.RowStride, result.ColumnStride, logarithm, scratch);
        }
    }
}
