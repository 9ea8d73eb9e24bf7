using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Softmax of every row of the logits, or its logarithm. Unit: a group of rows.</summary>
internal sealed unsafe class SoftmaxWork<T> : LogitsWork<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> result;
    private readonly bool logarithm;

    public SoftmaxWork(Block<T> logits, Block<T> result, bool logarithm) : base(logits)
    {
        result.Require(logits.Rows, logits.Columns, "Result of softmax");
        result.RequireWritable("Result of softmax");
        this.result = result;
        this.logarithm = logarithm;
    }

    private protected override void ExecuteRows(nint row, int rows, T* scratch) => SoftmaxKernel<T>.Softmax(
        rows, Logits.Columns, Logits.Pointer + row * Logits.RowStride, Logits.RowStride, Logits.ColumnStride,
        result.Pointer + row * result.RowStride, result.RowStride, result.ColumnStride, logarithm, scratch);
}
