using System.Numerics;

namespace Cajal.Kernels;

/// <summary>result[m, n] = sum_k a[m, k] b[k, n], then the epilogue over the finished tile.</summary>
/// <remarks>Each element is one chain of fused multiply-adds over ascending k that starts from 0, whatever the tile, thread or hardware.</remarks>
internal sealed unsafe class ProductWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> a;
    private readonly Block<T> b;
    private readonly Block<T>? result;
    private readonly PointwiseProgram<T>? epilogue;
    private readonly NativeBuffer<T> row;

    public ProductWork(Block<T> a, Block<T> b, Block<T>? result, PointwiseProgram<T>? epilogue)
    {
        if (a.Columns != b.Rows)
            throw new ArgumentException($"Product of [{a.Rows}, {a.Columns}] and [{b.Rows}, {b.Columns}]: the inner sizes {a.Columns} and {b.Rows} differ.");
        result?.Require(a.Rows, b.Columns, "Result");
        result?.RequireWritable("Result");
        if (result is null && epilogue is null)
            throw new ArgumentException("A product needs a result, an epilogue, or both.", nameof(result));
        if (epilogue is not null && (epilogue.Rows != a.Rows || epilogue.Columns != b.Columns))
        {
            throw new ArgumentException(
                $"The epilogue works on [{epilogue.Rows}, {epilogue.Columns}], but the product is [{a.Rows}, {b.Columns}].", nameof(epilogue));
        }

        this.a = a;
        this.b = b;
        this.result = result;
        this.epilogue = epilogue;
        row = new NativeBuffer<T>(b.Columns);
    }

    public override int Units => a.Rows;

    public override double Cost => 2.0 * a.Rows * a.Columns * b.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        for (int i = firstUnit; i < firstUnit + unitCount; i++)
        {
            Products.Multiply(
                a.Pointer + (long)i * a.RowStride, 0, a.ColumnStride, b.Pointer, b.RowStride, b.ColumnStride, row.Pointer, 0, 1, 1, b.Columns, a.Columns);
            if (result is { } block)
            {
                for (int j = 0; j < b.Columns; j++)
                    block.Pointer[(long)i * block.RowStride + (long)j * block.ColumnStride] = row.Pointer[j];
            }

            epilogue?.RunPart(i, 1, 0, b.Columns, row.Pointer, b.Columns, Scratch<T>.Get(epilogue.ScratchLength));
        }
    }
}
