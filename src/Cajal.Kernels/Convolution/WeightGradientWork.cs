using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The gradient of a convolution's weights from its input and its output's gradient, then the epilogue over the finished tile.</summary>
/// <remarks>The blocks are those of <see cref="ConvolutionWork{T}"/>; for the order of sums see <see cref="WeightGradientPlan{T}"/>.</remarks>
internal sealed unsafe class WeightGradientWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> input;
    private readonly Block<T> outputGradient;
    private readonly Block<T>? result;
    private readonly PointwiseProgram<T>? epilogue;
    private readonly WeightGradientPlan<T> plan;
    private readonly int columns;
    private readonly int partRows;
    private readonly bool isDirect;
    private readonly long tileLength;
    private readonly long scratchLength;
    private readonly double productCost;

    public WeightGradientWork(ConvolutionShape shape, Block<T> input, Block<T> outputGradient, Block<T>? result, PointwiseProgram<T>? epilogue)
    {
        input.RequireDense(shape.InputPlaces, shape.InputChannels, "Input of a convolution");
        outputGradient.RequireDense(shape.OutputPlaces, shape.OutputChannels, "Gradient of a convolution's output");
        result?.RequireDense(shape.WeightRows, shape.OutputChannels, "Gradient of a convolution's weights");
        ProductEpilogue.Require(epilogue, result is not null, shape.WeightRows, shape.OutputChannels);
        plan = WeightGradientPlan<T>.Of(shape);
        partRows = shape.WeightRows / plan.Parts;
        this.input = input;
        this.outputGradient = outputGradient;
        this.result = result;
        this.epilogue = epilogue;
        columns = shape.OutputChannels;
        productCost = shape.Operations;

        // An epilogue reads the tile at once, which is slow behind the masked stores of a panel's ragged end.
        isDirect = result is not null && (epilogue is null || columns % RegisterTiles<T>.Lanes == 0);
        tileLength = isDirect ? 0 : plan.TileLength;
        scratchLength = plan.ScratchLength + tileLength + (epilogue?.ScratchLength ?? 0);
    }

    public override int Units => plan.Units;

    public override double Cost => productCost + PointwiseCost * (epilogue is null ? 0 : epilogue.CostPerElement * epilogue.Rows * epilogue.Columns);

    public override void Compile() => epilogue?.Compile();

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* scratch = Scratch<T>.Get(scratchLength), scratchTile = scratch + plan.ScratchLength;
        for (int index = firstUnit; index < firstUnit + unitCount; index++)
        {
            WeightGradientUnit unit = plan[index];
            T* place = result is { } block ? block.Pointer + (nint)unit.FirstRow * columns + unit.Column : null;
            T* tile = isDirect ? place : scratchTile;
            nint row = isDirect ? columns : plan.TileRow, part = (isDirect ? partRows : unit.Rows) * row;
            plan.Compute(unit, input.Pointer, outputGradient.Pointer, tile, row, part, !isDirect, scratch);
            for (int i = 0; i < plan.Parts; i++, tile += part)
            {
                if (result is not null && !isDirect)
                    StridedCopy.Run(unit.Rows, unit.Columns, tile, row, 1, place + (nint)i * partRows * columns, columns, 1);
                epilogue?.RunPart(unit.FirstRow + i * partRows, unit.Rows, unit.Column, unit.Columns, tile, row, scratchTile + tileLength);
            }
        }
    }
}
