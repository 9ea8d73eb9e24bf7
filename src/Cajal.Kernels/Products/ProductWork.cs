using System.Numerics;

namespace Cajal.Kernels;

/// <summary>result[m, n] = sum_k a[m, k] b[k, n], then the epilogue over the finished tile.</summary>
/// <remarks>Each element is one chain of fused multiply-adds over ascending k that starts from 0, whatever the tile, thread or hardware.
/// Gradients of few rows may be grouped otherwise: <see cref="DotProductWork{T}"/>.</remarks>
internal sealed unsafe class ProductWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes of an epilogue's operands from which on they come from beyond the second-level cache.</summary>
    private const long FarBytes = 1 << 20;

    private readonly Block<T> a;
    private readonly Block<T> b;
    private readonly Block<T>? result;
    private readonly PointwiseProgram<T>? epilogue;
    private readonly ProductPlan<T> plan;
    private readonly NativeBuffer<T>? packed;
    private readonly UnitGroup[] groups;
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
        bool isFar = epilogue is not null && (long)a.Rows * b.Columns * epilogue.Streams * sizeof(T) > FarBytes;
        plan = new ProductPlan<T>(a.Rows, b.Columns, a.Columns, a.RowStride, a.ColumnStride, b.RowStride, b.ColumnStride, mayReadBeyond: true, isFar);
        if (plan.PackedLength > 0)
        {
            packed = new NativeBuffer<T>(plan.PackedLength);
            Preparation = new PackingWork<T>(plan, a, b, packed);
        }

        // An epilogue reads the tile at once, which is slow behind the masked stores of a panel's ragged end; what each chunk of k continues
        // should not lie in rows that share cache sets.
        isDirect = plan.IsWhole && result is { } block && (block.ColumnStride == 1 || block.Columns == 1) && (epilogue is null || b.Columns % RegisterTiles<T>.Lanes == 0);
        groups = UnitGroup.Of(plan, isFar);
        int widest = groups.Length == 0 ? 0 : groups.Max(group => group.Whole.WholeColumns<T>());

        // Without gaps between rows the epilogue can walk through them as through one long row, in whole bundles. Rows of 2^n bytes share cache sets.
        tileRow = plan.HasWholeRows && epilogue?.TryJoinRows() == true ? b.Columns : widest + (widest > plan.TileRow ? RegisterTiles<T>.Lanes : 0);
        tileLength = isDirect ? 0 : plan.TileRows * (long)Math.Max(tileRow, plan.TileRow);
        scratchLength = plan.ScratchLength + tileLength + (epilogue?.ScratchLength ?? 0);
    }

    public override Work? Preparation { get; }

    public override int Units => groups.Length;

    public override double Cost => (2.0 * a.Columns + PointwiseCost * (epilogue?.CostPerElement ?? 0)) * a.Rows * b.Columns;

    public override void Compile() => epilogue?.Compile();

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* scratch = scratchLength == 0 ? null : Scratch<T>.Get(scratchLength);
        T* scratchTile = scratch + plan.ScratchLength;
        T* packedOperands = packed is null ? null : packed.Pointer;
        int packedPanel = -1;
        for (int index = firstUnit; index < firstUnit + unitCount; index++)
        {
            ProductUnit part = groups[index].Whole;
            Block<T> block = result.GetValueOrDefault();
            T* place = result is null ? null : block.Pointer + (nint)part.Row * block.RowStride + (nint)part.Column * block.ColumnStride;
            T* tile = isDirect ? place : scratchTile;
            nint row = isDirect ? block.RowStride : tileRow;
            for (int unit = groups[index].First; unit < groups[index].End; unit++)
                plan.Compute(unit, a.Pointer, b.Pointer, packedOperands, tile + (plan[unit].Column - part.Column), row, !isDirect, scratch, ref packedPanel);

            if (result is not null && !isDirect)
                StridedCopy.Run(part.Rows, part.Columns, tile, row, 1, place, block.RowStride, block.ColumnStride);
            epilogue?.RunPart(part.Row, part.Rows, part.Column, part.Columns, tile, row, scratchTile + tileLength);
        }
    }
}
