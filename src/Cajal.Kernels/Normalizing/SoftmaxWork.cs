using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Softmax of every row of the logits, or its logarithm. Unit: a row.</summary>
internal sealed unsafe class SoftmaxWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> logits;
    private readonly Block<T> result;
    private readonly bool logarithm;
    private readonly NativeBuffer<T> scratch;

    public SoftmaxWork(Block<T> logits, Block<T> result, bool logarithm)
    {
        ArgumentOutOfRangeException.ThrowIfZero(logits.Columns, nameof(logits));
        result.Require(logits.Rows, logits.Columns, "Result of softmax");
        result.RequireWritable("Result of softmax");
        this.logits = logits;
        this.result = result;
        this.logarithm = logarithm;
        scratch = new NativeBuffer<T>(logits.Columns);
    }

    public override int Units => logits.Rows;

    public override double Cost => 20.0 * logits.Rows * logits.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        for (int row = firstUnit; row < firstUnit + unitCount; row++)
        {
            Softmaxes.SoftmaxRow(
                logits.Pointer + (long)row * logits.RowStride, logits.ColumnStride, logits.Columns,
                result.Pointer + (long)row * result.RowStride, result.ColumnStride, logarithm, scratch.Pointer);
        }
    }
}
