using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The gradient of a convolution's weights where samples lie innermost, then the epilogue over the finished part. A unit has a row of the
/// window and some output channels, and goes through all rows of the images.</summary>
/// <remarks>Each element is the sum of <see cref="WeightLanes.Count"/> partial sums, each an ascending chain of fused multiply-adds over rows, columns and
/// every 16th sample; places in the padding count as zeros. The blocks are those of <see cref="SampleConvolutionWork{T}"/>.</remarks>
internal sealed unsafe class SampleWeightGradientWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionShape shape;
    private readonly Block<T> input;
    private readonly Block<T> outputGradient;
    private readonly Block<T>? result;
    private readonly PointwiseProgram<T>? epilogue;
    private readonly Tap[] rowTaps;
    private readonly int rows;
    private readonly Part[] parts;
    private readonly int columnTiles;
    private readonly bool pads;
    private readonly nint paddedLength;
    private readonly nint partialLength;
    private readonly nint tileLength;

    public SampleWeightGradientWork(ConvolutionShape shape, Block<T> input, Block<T> outputGradient, Block<T>? result, PointwiseProgram<T>? epilogue)
    {
        if (shape.Window.Groups != 1 || shape.Window.Horizontal.Dilation != 1)
            throw new ArgumentException("Images whose samples lie innermost are convolved in one group by windows of neighbouring columns.", nameof(shape));
        input.RequireDense(shape.InputHeight * shape.InputWidth, shape.InputChannels * shape.Batch, "Input of a convolution");
        outputGradient.RequireDense(shape.OutputHeight * shape.OutputWidth, shape.OutputChannels * shape.Batch, "Gradient of a convolution's output");
        result?.RequireDense(shape.WeightRows, shape.OutputChannels, "Gradient of a convolution's weights");
        ProductEpilogue.Require(epilogue, result is not null, shape.WeightRows, shape.OutputChannels);
        this.shape = shape;
        this.input = input;
        this.outputGradient = outputGradient;
        this.result = result;
        this.epilogue = epilogue;
        rowTaps = TapPhase.OfOutput(shape.Window.Vertical, shape.KernelHeight, shape.InputHeight, shape.OutputHeight)[0].Taps;
        rows = shape.KernelWidth * shape.InputChannels;
        parts = Parts(rows, shape.Batch);
        columnTiles = (shape.OutputChannels + SampleTiles<T>.GradientColumns - 1) / SampleTiles<T>.GradientColumns;

        WindowAxis across = shape.Window.Horizontal;
        pads = across.Before > 0 || (shape.OutputWidth - 1) * across.Stride + shape.KernelWidth - across.Before > shape.InputWidth;
        nint place = (nint)shape.InputChannels * shape.Batch;
        paddedLength = pads ? (Math.Max(across.Before + shape.InputWidth, (shape.OutputWidth - 1) * across.Stride + shape.KernelWidth) * place + RegisterTiles<T>.Lanes) : 0;
        partialLength = (nint)rows * SampleTiles<T>.GradientColumns * WeightLanes.Count;
        tileLength = (nint)rows * WeightLanes.Count; // more than it needs, so that what stands behind it begins with a cache line
    }

    public override int Units => shape.KernelHeight * columnTiles;

    public override double Cost => shape.Operations + PointwiseCost * (epilogue is null ? 0 : epilogue.CostPerElement * epilogue.Rows * epilogue.Columns);

    public override void Compile() => epilogue?.Compile();

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* partial = Scratch<T>.Get(partialLength + tileLength + paddedLength + (epilogue?.ScratchLength ?? 0));
        T* tile = partial + partialLength, padded = tile + tileLength;
        new Span<T>(padded, checked((int)paddedLength)).Clear();
        for (int unit = firstUnit; unit < firstUnit + unitCount; unit++)
        {
            int kernel = unit / columnTiles, columnTile = unit % columnTiles;
            int column = shape.OutputChannels * columnTile / columnTiles, columns = shape.OutputChannels * (columnTile + 1) / columnTiles - column;
            new Span<T>(partial, checked((int)partialLength)).Clear();
            for (int y = rowTaps[kernel].From; y < rowTaps[kernel].To; y++)
                AddRow(kernel, y, column, columns, padded, partial);
            SampleTiles<T>.Sum(rows * columns, partial, tile);
            if (result is { } block)
                StridedCopy.Run(rows, columns, tile, columns, 1, block.Pointer + (nint)kernel * rows * shape.OutputChannels + column, shape.OutputChannels, 1);
            epilogue?.RunPart(kernel * rows, rows, column, columns, tile, columns, padded + paddedLength);
        }
    }

    /// <summary>Adds what row y of the output has to say about a row of the window.</summary>
    private void AddRow(int kernel, int y, int column, int columns, T* padded, T* partial)
    {
        WindowAxis across = shape.Window.Horizontal;
        nint place = (nint)shape.InputChannels * shape.Batch, gradientPlace = (nint)shape.OutputChannels * shape.Batch;
        T* x = input.Pointer + ((nint)y * shape.Window.Vertical.Stride + rowTaps[kernel].Offset) * shape.InputWidth * place;
        if (pads)
        {
            new ReadOnlySpan<T>(x, (int)(shape.InputWidth * place)).CopyTo(new Span<T>(padded + across.Before * place, (int)(shape.InputWidth * place)));
            x = padded;
        }

        T* gradient = outputGradient.Pointer + y * shape.OutputWidth * gradientPlace + (nint)column * shape.Batch;
        nint samples = shape.Batch, xPlace = across.Stride * place, partialRow = (nint)columns * WeightLanes.Count;
        foreach (Part part in parts)
        {
            SampleTiles<T>.GetProduct(part.Rows, columns)(
                shape.OutputWidth, part.Groups, part.Rest, x + part.Row * samples + part.Lane, xPlace, gradient + part.Lane, gradientPlace, samples,
                partial + part.Row * partialRow + part.Lane, partialRow);
        }
    }

    /// <summary>Cuts the rows of weights into register tiles of nearly equal height, and the partial sums of each into bundles.</summary>
    private static Part[] Parts(int rows, int samples)
    {
        int lanes = RegisterTiles<T>.Lanes, tiles = (rows + SampleTiles<T>.MaxRows - 1) / SampleTiles<T>.MaxRows;
        var parts = new List<Part>();
        for (int tile = 0; tile < tiles; tile++)
        {
            int row = rows * tile / tiles, endRow = rows * (tile + 1) / tiles;
            for (int lane = 0; lane < Math.Min(WeightLanes.Count, samples); lane += lanes)
            {
                int left = samples - lane, groups = left < lanes ? 0 : (left - lanes) / WeightLanes.Count + 1;
                parts.Add(new Part(row, endRow - row, lane, groups, Math.Clamp(left - groups * WeightLanes.Count, 0, lanes)));
            }
        }

        return [.. parts];
    }

    /// <summary>A register tile of a row of the window: rows of weights, the first of its partial sums, and its whole groups of samples and the rest.</summary>
    private readonly record struct Part(int Row, int Rows, int Lane, int Groups, int Rest);
}
