using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A convolution of images whose samples lie innermost, or the gradient of its input, then the epilogue over the finished row of a target.
/// Images are blocks <c>[height * width, channels * batch]</c>: a bundle holds a channel of neighbouring samples, so that no lane is idle
/// however few the channels are.</summary>
/// <remarks>Sums have the order of <see cref="ConvolutionPlan{T}"/>. Windows have neighbouring columns and one group.</remarks>
internal sealed unsafe class SampleConvolutionWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionShape shape;
    private readonly bool isBackward;
    private readonly Block<T> source;
    private readonly Block<T> weights;
    private readonly Block<T>? result;
    private readonly PointwiseProgram<T>? epilogue;
    private readonly TapPhase[] rowPhases;
    private readonly TapPhase[] columnPhases;
    private readonly Sight[] rows;
    private readonly Sight[] columns;
    private readonly int sourceWidth;
    private readonly int depth;
    private readonly int channels;
    private readonly Part[] parts;
    private readonly nint[] firstTaps;
    private readonly nint rowLength;
    private readonly long packedLength;
    private readonly long scratchLength;

    public SampleConvolutionWork(
        ConvolutionShape shape, ConvolutionTarget target, Block<T> source, Block<T> weights, Block<T>? result, PointwiseProgram<T>? epilogue)
    {
        if (shape.Window.Groups != 1 || shape.Window.Horizontal.Dilation != 1)
            throw new ArgumentException("Images whose samples lie innermost are convolved in one group by windows of neighbouring columns.", nameof(shape));
        isBackward = target == ConvolutionTarget.InputGradient;
        (int targetHeight, int targetWidth) = isBackward ? (shape.InputHeight, shape.InputWidth) : (shape.OutputHeight, shape.OutputWidth);
        (int sourceHeight, sourceWidth) = isBackward ? (shape.OutputHeight, shape.OutputWidth) : (shape.InputHeight, shape.InputWidth);
        (depth, channels) = isBackward ? (shape.OutputChannels, shape.InputChannels) : (shape.InputChannels, shape.OutputChannels);
        source.RequireDense(sourceHeight * sourceWidth, depth * shape.Batch, "Source of a convolution");
        weights.RequireDense(shape.WeightRows, shape.OutputChannels, "Weights of a convolution");
        result?.RequireDense(targetHeight * targetWidth, channels * shape.Batch, "Result of a convolution");
        ProductEpilogue.Require(epilogue, result is not null, targetHeight * targetWidth, channels * shape.Batch);
        this.shape = shape;
        this.source = source;
        this.weights = weights;
        this.result = result;
        this.epilogue = epilogue;

        WindowAxis down = shape.Window.Vertical, across = shape.Window.Horizontal;
        rowPhases = isBackward ? TapPhase.OfInput(down, shape.KernelHeight, shape.InputHeight, shape.OutputHeight)
            : TapPhase.OfOutput(down, shape.KernelHeight, shape.InputHeight, shape.OutputHeight);
        columnPhases = isBackward ? TapPhase.OfInput(across, shape.KernelWidth, shape.InputWidth, shape.OutputWidth)
            : TapPhase.OfOutput(across, shape.KernelWidth, shape.InputWidth, shape.OutputWidth);
        rows = Sight.Of(rowPhases, targetHeight);
        columns = Sight.Of(columnPhases, targetWidth);
        parts = Parts(channels, shape.Batch);
        firstTaps = FirstTaps();
        rowLength = (nint)targetWidth * channels * shape.Batch;
        packedLength = isBackward ? weights.Rows * (long)weights.Columns : 0;
        scratchLength = packedLength + (result is null ? rowLength : 0) + (epilogue?.ScratchLength ?? 0);
    }

    public override int Units => columns.Length == 0 || shape.Batch == 0 ? 0 : rows.Length;

    public override double Cost => shape.Operations + PointwiseCost * (epilogue is null ? 0 : epilogue.CostPerElement * epilogue.Rows * epilogue.Columns);

    public override void Compile() => epilogue?.Compile();

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* scratch = scratchLength == 0 ? null : Scratch<T>.Get(scratchLength), scratchRow = scratch + packedLength;
        if (isBackward)
            Pack(scratch);
        for (int y = firstUnit; y < firstUnit + unitCount; y++)
        {
            T* row = result is { } block ? block.Pointer + y * rowLength : scratchRow;
            Row(y, isBackward ? scratch : weights.Pointer, row);
            epilogue?.RunPart(
                y * columns.Length, columns.Length, 0, channels * shape.Batch, row, (nint)channels * shape.Batch, scratchRow + (result is null ? rowLength : 0));
        }
    }

    /// <summary>Cuts the channels and samples of a place into register tiles of nearly equal size.</summary>
    private static Part[] Parts(int channels, int samples)
    {
        int lanes = RegisterTiles<T>.Lanes, bundles = RegisterTiles<T>.BundlesIn(samples);
        int panels = (bundles + SampleTiles<T>.MaxBundles - 1) / SampleTiles<T>.MaxBundles, tiles = (channels + SampleTiles<T>.MaxRows - 1) / SampleTiles<T>.MaxRows;
        var parts = new Part[panels * tiles];
        for (int i = 0; i < parts.Length; i++)
        {
            int panel = i / tiles, tile = i % tiles, first = bundles * panel / panels, end = bundles * (panel + 1) / panels;
            int channel = channels * tile / tiles, endChannel = channels * (tile + 1) / tiles;
            parts[i] = new Part(
                SampleTiles<T>.Get(endChannel - channel, end - first), channel, first * lanes, end == bundles ? samples - (bundles - 1) * lanes : lanes);
        }

        return parts;
    }

    /// <summary>First tap of each pair of phases in the packed weights, column phases innermost.</summary>
    private nint[] FirstTaps()
    {
        var first = new nint[rowPhases.Length * columnPhases.Length];
        for (int i = 1; i < first.Length; i++)
            first[i] = first[i - 1] + rowPhases[(i - 1) / columnPhases.Length].Taps.Length * columnPhases[(i - 1) % columnPhases.Length].Taps.Length;
        return first;
    }

    /// <summary>Copies the weights into the order in which they are read: phases, taps, channels of the source, channels of the target.</summary>
    private void Pack(T* to)
    {
        nint tapLength = (nint)depth * channels;
        foreach (TapPhase row in rowPhases)
        {
            foreach (TapPhase column in columnPhases)
            {
                foreach (Tap y in row.Taps)
                {
                    foreach (Tap x in column.Taps)
                    {
                        StridedCopy.Run(depth, channels, weights.Pointer + ((nint)y.Kernel * shape.KernelWidth + x.Kernel) * tapLength, 1, depth, to, channels, 1);
                        to += tapLength;
                    }
                }
            }
        }
    }

    private void Row(int y, T* packed, T* target)
    {
        Sight row = rows[y];
        nint place = (nint)depth * shape.Batch, sourceRow = sourceWidth * place, tapLength = (nint)depth * channels;
        nint run = rowPhases[row.Phase].Distance * sourceRow;
        for (int x = 0; x < columns.Length; x++, target += (nint)channels * shape.Batch)
        {
            Sight column = columns[x];
            int taps = columnPhases[column.Phase].Taps.Length;
            T* a = packed + (firstTaps[row.Phase * columnPhases.Length + column.Phase] + (nint)row.FirstTap * taps + column.FirstTap) * tapLength;
            Place(row.Taps, (nint)column.Taps * depth, a, taps * tapLength, source.Pointer + row.Source * sourceRow + column.Source * place, run, target);
        }
    }

    /// <summary>Computes all channels and samples of a place.</summary>
    private void Place(nint runs, nint length, T* a, nint aRun, T* b, nint bRun, T* c)
    {
        nint samples = shape.Batch;
        foreach (Part part in parts)
        {
            part.Kernel(
                runs, length, a + part.Channel, 1, channels, aRun, b + part.Sample, samples, bRun, c + part.Channel * samples + part.Sample, samples, part.Last);
        }
    }

    /// <summary>A register tile of a place: its kernel, first channel and sample, and samples in its last bundle.</summary>
    private readonly struct Part(delegate*<nint, nint, T*, nint, nint, nint, T*, nint, nint, T*, nint, nint, void> kernel, nint channel, nint sample, nint last)
    {
        public readonly delegate*<nint, nint, T*, nint, nint, nint, T*, nint, nint, T*, nint, nint, void> Kernel = kernel;
        public readonly nint Channel = channel;
        public readonly nint Sample = sample;
        public readonly nint Last = last;
    }
}
