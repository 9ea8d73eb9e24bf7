using System.Numerics;

namespace Cajal.Kernels;

/// <summary>lossPerRow[row] = log sum_j exp(z[row, j]) - z[row, labels[row]]; labels are class indices stored as numbers. Unit: a group of rows.</summary>
internal sealed unsafe class CrossEntropyWork<T> : LogitsWork<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> labels;
    private readonly Block<T> lossPerRow;

    public CrossEntropyWork(Block<T> logits, Block<T> labels, Block<T> lossPerRow) : base(logits)
    {
        labels.Require(logits.Rows, 1, "Labels");
        lossPerRow.Require(logits.Rows, 1, "Loss per row");
        lossPerRow.RequireWritable("Loss per row");
        this.labels = labels;
        this.lossPerRow = lossPerRow;
    }

    private protected override void ExecuteRows(nint row, int rows, T* scratch) => SoftmaxKernel<T>.CrossEntropy(
        rows, Logits.Columns, Logits.Pointer + row * Logits.RowStride, Logits.RowStride, Logits.ColumnStride,
        labels.Pointer + row * labels.RowStride, labels.RowStride, lossPerRow.Pointer + row * lossPerRow.RowStride, lossPerRow.RowStride, scratch);
}
