using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A convolution of images, or the gradient of its input, then the epilogue over the finished tile.</summary>
/// <remarks>Images are blocks <c>[batch * height * width, channels]</c>, weights <c>[kernel height * kernel width * input channels of a group,
/// output channels]</c>, all dense. For the order of sums see <see cref="ConvolutionPlan{T}"/>.</remarks>
internal sealed unsafe class ConvolutionWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> source;
    private readonly Block<T> weights;
    private readonly Block<T>? result;
    private readonly PointwiseProgram<T>? epilogue;
    private readonly ConvolutionPlan<T> plan;
    private readonly bool isDirect;
    private readonly long tileLength;
    private readonly long scratchLength;
    private readonly double productCost;

    public ConvolutionWork(
        ConvolutionShape shape, ConvolutionTarget target, Block<T> source, Block<T> weights, Block<T>? result, PointwiseProgram<T>? epilogue)
    {
        bool isOutput = target == ConvolutionTarget.Output;
        int places = isOutput ? shape.OutputPlaces : shape.InputPlaces;
        source.RequireDense(isOutput ? shape.InputPlaces : shape.OutputPlaces, isOutput ? shape.InputChannels : shape.OutputChannels, "Source of a convolution");
        weights.RequireDense(shape.WeightRows, shape.OutputChannels, "Weights of a convolution");
        plan = ConvolutionPlan<T>.Of(shape, target);
        result?.RequireDense(places, plan.TargetChannels, "Result of a convolution");
        ProductEpilogue.Require(epilogue, result is not null, places, plan.TargetChannels);
        this.source = source;
        this.weights = weights;
        this.result = result;
        this.epilogue = epilogue;
        productCost = shape.Operations;

        // An epilogue reads the tile at once, which is slow behind the masked stores of a panel's ragged end.
        isDirect = result is not null && (epilogue is null || plan.TargetChannels % RegisterTiles<T>.Lanes == 0);
        tileLength = isDirect ? 0 : plan.TileLength;
        scratchLength = plan.ScratchLength + tileLength + (epilogue?.ScratchLength ?? 0);
    }

    public override int Units => plan.Units;

    public override double Cost => productCost + PointwiseCost * (epilogue is null ? 0 : epilogue.CostPerElement * epilogue.Rows * epilogue.Columns);

    public override void Compile() => epilogue?.Compile();

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* scratch = scratchLength == 0 ? null : Scratch<T>.Get(scratchLength);
        T* scratchTile = scratch + plan.ScratchLength;
        int packed = -1;
        for (int index = firstUnit; index < firstUnit + unitCount; index++)
        {
            ConvolutionUnit unit = plan[index];
            int first = plan.FirstPlace(unit), places = plan.Places(unit);
            T* place = result is { } block ? block.Pointer + (nint)first * plan.TargetChannels + unit.Column : null;
            T* tile = isDirect ? place : scratchTile;
            nint row = isDirect ? plan.TargetChannels : plan.TileRow;
            plan.Compute(unit, source.Pointer, weights.Pointer, tile, row, !isDirect, scratch, ref packed);
            if (result is not null && !isDirect)
                StridedCopy.Run(places, unit.Columns, tile, row, 1, place, plan.TargetChannels, 1);
            epilogue?.RunPart(first, places, unit.Column, unit.Columns, tile, row, scratchTile + tileLength);
        }
    }
}
