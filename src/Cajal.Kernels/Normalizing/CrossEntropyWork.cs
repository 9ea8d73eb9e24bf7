using System.Numerics;

namespace Cajal.Kernels;

/// <summary>lossPerRow[row] = log sum_j exp(z[row, j]) - z[row, labels[row]]; labels are class indices stored as numbers. Unit: a row.</summary>
internal sealed unsafe class CrossEntropyWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> logits;
    private readonly Block<T> labels;
    private readonly Block<T> lossPerRow;
    private readonly NativeBuffer<T> scratch;

    public CrossEntropyWork(Block<T> logits, Block<T> labels, Block<T> lossPerRow)
    {
        ArgumentOutOfRangeException.ThrowIfZero(logits.Columns, nameof(logits));
        labels.Require(logits.Rows, 1, "Labels");
        lossPerRow.Require(logits.Rows, 1, "Loss per row");
        lossPerRow.RequireWritable("Loss per row");
        this.logits = logits;
        this.labels = labels;
        this.lossPerRow = lossPerRow;
        scratch = new NativeBuffer<T>(logits.Columns);
    }

    public override int Units => logits.Rows;

    public override double Cost => 20.0 * logits.Rows * logits.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        for (int row = firstUnit; row < firstUnit + unitCount; row++)
        {
            T label = labels.Pointer[(long)row * labels.RowStride];
            T* from = logits.Pointer + (long)row * logits.RowStride;
            lossPerRow.Pointer[(long)row * lossPerRow.RowStride] =
                Softmaxes.CrossEntropyRow(from, logits.ColumnStride, logits.Columns, label, scratch.Pointer);
        }
    }
}
