using System.Numerics;

namespace Cajal.Kernels;

/// <summary>lossPerRow[row] = log sum_j exp(z[row, j]) - z[row, labels[row]]; labels are class indices stored as numbers. Unit: a group of rows.</summary>
internal sealed unsafe class CrossEntropyWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> logits;
    private readonly Block<T> labels;
    private readonly Block<T> lossPerRow;
    private readonly int groupRows;

    public CrossEntropyWork(Block<T> logits, Block<T> labels, Block<T> lossPerRow)
    {
        ArgumentOutOfRangeException.ThrowIfZero(logits.Columns, nameof(logits));
        labels.Require(logits.Rows, 1, "Labels");
        lossPerRow.Require(logits.Rows, 1, "Loss per row");
        lossPerRow.RequireWritable("Loss per row");
        this.logits = logits;
        this.labels = labels;
        this.lossPerRow = lossPerRow;
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
            SoftmaxKernel<T>.CrossEntropy(
                rows, logits.Columns, logits.Pointer + row * logits.RowStride, logits.RowStride, logits.ColumnStride,
                labels.Pointer + row * labels.RowStride, labels.RowStride, lossPerRow.Pointer + row * lossPerRow.RowStride, lossPerRow.RowStride, scratch);
        }
    }
}
