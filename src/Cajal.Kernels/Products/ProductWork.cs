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
    private readonly ProductPlan<T> plan;
    private readonly NativeBuffer<T>? packedRows;
    private readonly bool isDirect;
    private readonly int tileRow;
    private readonly long tileLength;
    private readonly long scratchLength;

    public ProductWork(Block<T> a, Block<T> b, Block<T>? result, PointwiseProgram<T>? epilogue)
    {
        if (a.Columns != b.Rows)
            throw new ArgumentException($"Product of [{a.Rows}, {a.Columns}] and [{b.Rows}, {b.Columns}]: the inner sizes {a.Columns} and {b.Rows} differ.");
        result?.Require(a.Rows, b.Columns, "Result");
        result?.RequireWritable("Result");
        ProductEpilogue.Require(epilogue, result is not null, a.Rows, b.Columns);

        this.a = a;
        this.b = b;
        this.result = result;
        this.epilogue = epilogue;
        plan = new ProductPlan<T>(a.Rows, b.Columns, a.Columns, a.RowStride, a.ColumnStride, b.RowStride, b.ColumnStride, mayReadBeyond: true);
        if (plan.PackedLength > 0)
        {
            packedRows = new NativeBuffer<T>(plan.PackedLength);
            Preparation = new PackingWork<T>(plan, a, b, packedRows);
        }

        // An epilogue reads the tile at once, which is slow behind the masked stores of a panel's ragged end; what each chunk of k continues
        // should not lie in rows that share cache sets.
        isDirect = plan.IsWhole && result is { } block && (block.ColumnStride == 1 || block.Columns == 1) && (epilogue is null || b.Columns % RegisterTiles<T>.Lanes == 0);
        tileLength = isDirect ? 0 : plan.TileLength;

        // Without gaps between rows the epilogue can walk through them as through one long row, in whole bundles.
        tileRow = plan.HasWholeRows && epilogue is { IsDense: true } ? b.Columns : plan.TileRow;
        scratchLength = plan.ScratchLength + tileLength + (epilogue?.ScratchLength ?? 0);
    }

    public override Work? Preparation { get; }

    public override int Units => plan.Units;

    public override double Cost => (2.0 * a.Columns + PointwiseCost * (epilogue?.CostPerElement ?? 0)) * a.Rows * b.Columns;

    public override void Compile() => epilogue?.Compile();

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* scratch = scratchLength == 0 ? null : Scratch<T>.Get(scratchLength);
        T* scratchTile = scratch + plan.ScratchLength;
        T* rows = packedRows is null ? null : packedRows.Pointer;
        int packedPanel = -1;
        for (int index = firstUnit; index < firstUnit + unitCount; index++)
        {
            ref readonly ProductUnit unit = ref plan[index];
            Block<T> block = result.GetValueOrDefault();
            T* place = result is null ? null : block.Pointer + (nint)unit.Row * block.RowStride + (nint)unit.Column * block.ColumnStride;
            T* tile = isDirect ? place : scratchTile;
            nint row = isDirect ? block.RowStride : tileRow;
            plan.Compute(index, a.Pointer, b.Pointer, rows, tile, row, !isDirect, scratch, ref packedPanel);
            if (result is not null && !isDirect)
                StridedCopy.Run(unit.Rows, unit.Columns, tile, row, 1, place, block.RowStride, block.ColumnStride);
            epilogue?.RunPart(unit.Row, unit.Rows, unit.Column, unit.Columns, tile, row, scratchTile + tileLength);
        }
    }
}
