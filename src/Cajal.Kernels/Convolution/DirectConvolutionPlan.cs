using System.Numerics;

namespace Cajal.Kernels;

/// <summary>How a convolution is computed: a register tile holds neighbouring places of a row of the target, and takes up tap after tap what the source
/// has for them. Nothing is gathered: a tap is a distance in the source, and taps side by side are one long product.</summary>
/// <remarks>Each element is one ascending chain of fused multiply-adds over the places of the source that it sees, row by row, and their channels;
/// places in the padding take no part.</remarks>
internal sealed unsafe class DirectConvolutionPlan<T> : ConvolutionPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Places of a unit, which share a packed panel of weights.</summary>
    private const int UnitPlaces = 196;

    /// <summary>Floating-point operations from which on a unit is large enough to be a worker's next piece.</summary>
    private const double UnitCost = 400_000;

    /// <summary>Fewest units that a large convolution is cut into for the sake of its workers.</summary>
    private const int SharedUnits = 16;

    /// <summary>Most bytes of a packed panel: half of a second-level cache.</summary>
    private const int LargestPanel = 512 << 10;

    /// <summary>Longest row of a window, in places times channels, for which loading and storing the sums of a tile is more than a trifle.</summary>
    private const int ShortRun = 64;

    private readonly ConvolutionShape shape;
    private readonly bool isBackward;
    private readonly TapPhase[] rowPhases;
    private readonly TapPhase[] columnPhases;
    private readonly int sourceHeight;
    private readonly int sourceWidth;
    private readonly int sourceChannels;
    private readonly int targetHeight;
    private readonly int depth;
    private readonly ProductGrid<T> grid;
    private readonly int rowBlocks;
    private readonly int chunkTaps;
    private readonly int chunks;
    private readonly bool packs;
    private readonly int[] firstTap;
    private readonly Sight[] rowSights;
    private readonly Sight[] columnSights;
    private readonly bool hasShortRuns;
    private readonly bool isBlindSomewhere;

    public DirectConvolutionPlan(ConvolutionShape shape, ConvolutionTarget target)
    {
        this.shape = shape = shape.WithLongRows();
        isBackward = target == ConvolutionTarget.InputGradient;
        (sourceHeight, sourceWidth, sourceChannels) = (shape.InputHeight, shape.InputWidth, shape.InputChannels);
        (targetHeight, TargetWidth, TargetChannels) = (shape.OutputHeight, shape.OutputWidth, shape.OutputChannels);
        if (isBackward)
            (sourceHeight, sourceWidth, sourceChannels, targetHeight, TargetWidth, TargetChannels) = (targetHeight, TargetWidth, TargetChannels, sourceHeight, sourceWidth, sourceChannels);
        depth = sourceChannels / shape.Window.Groups;
        rowPhases = Phases(shape.Window.Vertical, shape.KernelHeight, shape.InputHeight, shape.OutputHeight);
        columnPhases = Phases(shape.Window.Horizontal, shape.KernelWidth, shape.InputWidth, shape.OutputWidth);
        firstTap = new int[columnPhases.Length];
        for (int i = 1; i < firstTap.Length; i++)
            firstTap[i] = firstTap[i - 1] + columnPhases[i - 1].Taps.Length;

        int rows = shape.Batch * targetHeight;
        grid = new ProductGrid<T>(rows * TargetWidth, TargetChannels / shape.Window.Groups, 1);
        long rowOfTaps = (long)shape.KernelWidth * depth * grid.PanelColumns;
        int mostTaps = rowPhases.Length == 0 ? 0 : rowPhases.Max(phase => phase.Taps.Length);
        chunkTaps = (int)Math.Clamp(LargestPanel / sizeof(T) / Math.Max(1, rowOfTaps * rowPhases.Length), 1, Math.Max(1, mostTaps));
        chunks = Math.Max(1, (mostTaps + chunkTaps - 1) / chunkTaps);
        (rowSights, columnSights) = (Sight.Of(rowPhases, targetHeight), Sight.Of(columnPhases, TargetWidth));
        hasShortRuns = chunks == 1 && shape.Window.Groups == 1 && shape.KernelWidth * depth <= ShortRun && columnPhases.All(phase => phase.IsContiguous)
            && grid.TileRows <= SampleTiles<T>.MaxRows && RegisterTiles<T>.BundlesIn(grid.PanelColumns) <= SampleTiles<T>.MaxBundles;
        isBlindSomewhere = columnPhases.Any(phase => phase.Taps.Length == 0);
        packs = isBackward || grid.Panels > 1 || shape.Window.Groups > 1;
        ScratchLength = packs ? rowOfTaps * rowPhases.Length * chunkTaps : 0;

        int panels = grid.Panels * shape.Window.Groups;
        int leastBlocks = (int)Math.Min(SharedUnits, shape.Operations / UnitCost) / Math.Max(1, panels);
        int blockPlaces = chunks > 1 ? 2 * UnitPlaces : UnitPlaces;
        rowBlocks = Math.Min(Math.Max((rows * TargetWidth + blockPlaces - 1) / blockPlaces, leastBlocks), rows);
        TileLength = (long)((rows + Math.Max(1, rowBlocks) - 1) / Math.Max(1, rowBlocks)) * TargetWidth * grid.PanelColumns;
        Units = TargetWidth == 0 ? 0 : rowBlocks * panels;
    }

    public override int Units { get; }

    /// <inheritdoc/>
    public override int TileRow => grid.PanelColumns;

    /// <inheritdoc/>
    public override long TileLength { get; }

    /// <inheritdoc/>
    public override long ScratchLength { get; }

    /// <inheritdoc/>
    public override ConvolutionUnit this[int index]
    {
        get
        {
            int panel = index / rowBlocks, block = index % rowBlocks, rows = shape.Batch * targetHeight;
            int group = panel / grid.Panels, first = grid.FirstColumn(panel % grid.Panels), end = grid.FirstColumn(panel % grid.Panels + 1);
            int row = (int)((long)rows * block / rowBlocks), endRow = (int)((long)rows * (block + 1) / rowBlocks);
            return new ConvolutionUnit(row, endRow - row, panel, group, group * (TargetChannels / shape.Window.Groups) + first, end - first);
        }
    }

    /// <inheritdoc/>
    public override void Compute(in ConvolutionUnit unit, T* source, T* weights, T* c, nint cRow, bool isPadded, T* scratch, ref int packed)
    {
        int bundles = RegisterTiles<T>.BundlesIn(unit.Columns), lanes = RegisterTiles<T>.Lanes;
        var tile = new ConvolutionTile(bundles, isPadded ? lanes : unit.Columns - (bundles - 1) * lanes, packs ? bundles * lanes : unit.Columns, cRow);
        source += unit.Group * depth;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            T* panel = packs ? scratch : weights + (nint)chunk * chunkTaps * shape.KernelWidth * depth * unit.Columns;
            if (packs && (packed != unit.Panel || chunks > 1))
                Pack(unit, weights, chunk, scratch);
            for (int row = 0; row < unit.Rows; row++)
                Row(tile, unit.FirstRow + row, chunk, source, panel, c + (nint)row * TargetWidth * cRow);
        }

        packed = unit.Panel;
    }

    private TapPhase[] Phases(WindowAxis axis, int kernel, int input, int output) =>
        isBackward ? TapPhase.OfInput(axis, kernel, input, output) : TapPhase.OfOutput(axis, kernel, input, output);

    /// <summary>First tap of a pair of phases in a chunk, counted in taps of the packed panel.</summary>
    private nint FirstTap(int rowPhase, int columnPhase) => (nint)chunkTaps * (rowPhase * shape.KernelWidth + firstTap[columnPhase]);

    /// <summary>Copies a chunk of a panel into the order in which it is read: phases, taps, channels of the source, channels of the target.</summary>
    private void Pack(in ConvolutionUnit unit, T* weights, int chunk, T* to)
    {
        int width = RegisterTiles<T>.BundlesIn(unit.Columns) * RegisterTiles<T>.Lanes, first = unit.Column - unit.Group * (TargetChannels / shape.Window.Groups);
        nint tapLength = (nint)shape.GroupInputs * shape.OutputChannels;
        T* from = weights + unit.Group * shape.GroupOutputs + (isBackward ? (nint)first * shape.OutputChannels : first);
        (nint row, nint column) = isBackward ? (1, (nint)shape.OutputChannels) : (shape.OutputChannels, 1);
        for (int i = 0; i < rowPhases.Length; i++)
        {
            for (int j = 0; j < columnPhases.Length; j++)
            {
                T* place = to + FirstTap(i, j) * depth * width;
                foreach (Tap y in Chunk(rowPhases[i], chunk))
                {
                    foreach (Tap x in columnPhases[j].Taps)
                    {
                        Packing.Panel(from + ((nint)y.Kernel * shape.KernelWidth + x.Kernel) * tapLength, row, column, depth, unit.Columns, place, width);
                        place += (nint)depth * width;
                    }
                }
            }
        }
    }

    private ReadOnlySpan<Tap> Chunk(TapPhase phase, int chunk)
    {
        int first = Math.Min(phase.Taps.Length, chunk * chunkTaps);
        return phase.Taps.AsSpan(first, Math.Min(chunkTaps, phase.Taps.Length - first));
    }

    /// <summary>Runs a chunk of the taps over a row of the target.</summary>
    private void Row(in ConvolutionTile tile, int row, int chunk, T* source, T* panel, T* c)
    {
        int image = row / targetHeight, y = row % targetHeight, rowPhase = y % rowPhases.Length;
        T* sourceImage = source + (nint)image * sourceHeight * sourceWidth * sourceChannels;
        bool seesNothing = rowPhases[rowPhase].Taps.Length == 0, isCleared = chunk == 0 && (seesNothing || isBlindSomewhere) && tile.Row == tile.Columns;
        if (isCleared)
            new Span<T>(c, checked((int)(TargetWidth * tile.Row))).Clear();
        for (int i = 0; i < columnPhases.Length; i++)
        {
            TapPhase phase = columnPhases[i];
            if (isCleared && (seesNothing || phase.Taps.Length == 0))
                continue;
            T* taps = panel + FirstTap(rowPhase, i) * depth * tile.PanelRow;
            if (hasShortRuns)
            {
                ShortRuns(tile with { Row = tile.Row * phase.Step }, rowSights[y], phase, sourceImage, taps, c + phase.First * tile.Row);
                continue;
            }

            int tiles = (phase.Count + grid.TileRows - 1) / grid.TileRows;
            for (int j = 0; j < tiles; j++)
            {
                int from = (int)((long)phase.Count * j / tiles), to = (int)((long)phase.Count * (j + 1) / tiles);
                T* place = c + (phase.First + (nint)from * phase.Step) * tile.Row;
                Tile(tile with { Row = tile.Row * phase.Step }, y / rowPhases.Length, rowPhases[rowPhase], phase, chunk, from, to, sourceImage, taps, place);
            }
        }
    }

    /// <summary>Runs all taps over a phase of a row, in tiles that take up all rows of the window at once. Places at the edges, which see fewer taps,
    /// are tiles of their own.</summary>
    private void ShortRuns(in ConvolutionTile tile, in Sight rows, TapPhase phase, T* sourceImage, T* panel, T* c)
    {
        int from = Math.Min(phase.InteriorFrom, phase.Count), end = Math.Max(from, phase.InteriorTo), tiles = (end - from + grid.TileRows - 1) / grid.TileRows;
        for (int place = 0; place < from; place++)
            ShortRuns(tile, rows, phase, place, 1, sourceImage, panel, c);
        for (int i = 0; i < tiles; i++)
        {
            int place = from + (int)((long)(end - from) * i / tiles), next = from + (int)((long)(end - from) * (i + 1) / tiles);
            ShortRuns(tile, rows, phase, place, next - place, sourceImage, panel, c);
        }

        for (int place = end; place < phase.Count; place++)
            ShortRuns(tile, rows, phase, place, 1, sourceImage, panel, c);
    }

    /// <summary>Runs all taps over places that see the same of them.</summary>
    private void ShortRuns(in ConvolutionTile tile, in Sight rows, TapPhase phase, int place, int places, T* sourceImage, T* panel, T* c)
    {
        Sight columns = columnSights[phase.First + place * phase.Step];
        c += place * tile.Row;
        if (rows.Taps == 0 || columns.Taps == 0)
        {
            Clear(tile, places, c);
            return;
        }

        nint sourceRow = (nint)sourceWidth * sourceChannels, run = (nint)phase.Taps.Length * depth * tile.PanelRow;
        SampleTiles<T>.Get(places, tile.Bundles)(
            rows.Taps, columns.Taps * depth, sourceImage + rows.Source * sourceRow + (nint)columns.Source * sourceChannels, (nint)phase.SourceStep * sourceChannels, 1,
            rowPhases[rows.Phase].Distance * sourceRow, panel + rows.FirstTap * run + (nint)columns.FirstTap * depth * tile.PanelRow, tile.PanelRow, run, c, tile.Row, tile.Last);
    }

    /// <summary>Runs a chunk of the taps over places [from, to) of a phase of a row.</summary>
    private void Tile(
        in ConvolutionTile tile, int y, TapPhase rows, TapPhase columns, int chunk, int from, int to, T* sourceImage, T* panel, T* c)
    {
        bool hasStarted = chunk > 0, isInterior = columns.IsContiguous && shape.Window.Groups == 1 && from >= columns.InteriorFrom && to <= columns.InteriorTo;
        nint aRow = (nint)columns.SourceStep * sourceChannels;
        var run = RegisterTiles<T>.Get(to - from, tile.Bundles);
        foreach (Tap row in Chunk(rows, chunk))
        {
            T* sourceRow = sourceImage + ((nint)y * rows.SourceStep + row.Offset) * sourceWidth * sourceChannels;
            bool exists = y >= row.From && y < row.To;
            if (exists && isInterior)
            {
                T* a = sourceRow + from * aRow + columns.Taps[0].Offset * sourceChannels;
                run((nint)columns.Taps.Length * depth, a, aRow, 1, panel, tile.PanelRow, c, tile.Row, tile.Last, hasStarted, panel, 0);
                hasStarted = true;
            }
            else if (exists)
            {
                Border(tile, columns, from, to, sourceRow, panel, c, ref hasStarted);
            }

            panel += (nint)columns.Taps.Length * depth * tile.PanelRow;
        }

        if (!hasStarted)
            Clear(tile, to - from, c);
    }

    /// <summary>Runs a row of taps one by one, each over those places for which it exists.</summary>
    private void Border(in ConvolutionTile tile, TapPhase columns, int from, int to, T* sourceRow, T* panel, T* c, ref bool hasStarted)
    {
        foreach (Tap column in columns.Taps)
        {
            int first = Math.Max(from, column.From), end = Math.Min(to, column.To);
            if (first < end)
            {
                if (!hasStarted && end - first < to - from)
                {
                    Clear(tile, to - from, c);
                    hasStarted = true;
                }

                nint aRow = (nint)columns.SourceStep * sourceChannels;
                T* a = sourceRow + first * aRow + column.Offset * sourceChannels;
                RegisterTiles<T>.Get(end - first, tile.Bundles)(
                    depth, a, aRow, 1, panel, tile.PanelRow, c + (first - from) * tile.Row, tile.Row, tile.Last, hasStarted, panel, 0);
                hasStarted = true;
            }

            panel += depth * tile.PanelRow;
        }
    }

    private static void Clear(in ConvolutionTile tile, int places, T* c)
    {
        for (int place = 0; place < places; place++)
            new Span<T>(c + place * tile.Row, tile.Columns).Clear();
    }

    /// <summary>What the register tiles of a unit have in common: bundles, columns of the last one, and the distance of rows of the weights and of the result.</summary>
    private readonly record struct ConvolutionTile(int Bundles, nint Last, nint PanelRow, nint Row)
    {
        public int Columns => (Bundles - 1) * RegisterTiles<T>.Lanes + (int)Last;
    }
}
