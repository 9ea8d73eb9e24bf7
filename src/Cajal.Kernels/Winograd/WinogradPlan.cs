using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A convolution with windows of 3 × 3 neighbours by Winograd's minimal filtering: a tile of 2 × 2 places of the target takes 16 products for each
/// pair of channels instead of 36 (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015).</summary>
/// <remarks>What the tiles of a unit read and the weights are transformed, the 16 matrix products over channels are computed by the register tiles,
/// and their results are transformed back. Each element of the products is one ascending chain of fused multiply-adds over the channels of the
/// source; the transforms are sums in a fixed order (<see cref="Quad{V, T}"/>); places in the padding count as zeros.</remarks>
internal sealed unsafe class WinogradPlan<T> : ConvolutionPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Tiles that are transformed and multiplied together, about.</summary>
    private const int BlockTiles = 64;

    /// <summary>Channels of the source that are transformed and multiplied together.</summary>
    private const int ChunkChannels = 128;

    /// <summary>Channels of the target of a unit, about. All units of a place transform the same places.</summary>
    private const int UnitColumns = 64;

    /// <summary>Fewest units of a convolution, for the sake of its workers.</summary>
    private const int SharedUnits = 16;

    private readonly WinogradGeometry geometry;
    private readonly bool isBackward;
    private readonly ProductGrid<T> grid;
    private readonly int groups;
    private readonly int rowBlocks;
    private readonly int blockTiles;
    private readonly int chunkChannels;
    private readonly int chunks;
    private readonly WinogradScratch layout;
    private readonly WinogradTiles<T> transforms;

    public WinogradPlan(ConvolutionShape shape, ConvolutionTarget target)
    {
        geometry = new WinogradGeometry(shape, target);
        isBackward = target == ConvolutionTarget.InputGradient;
        (TargetWidth, TargetChannels) = (geometry.TargetWidth, geometry.TargetChannels);
        int tiles = geometry.TileRows * geometry.TilesAcross;
        grid = new ProductGrid<T>(tiles, TargetChannels, 1);
        groups = Math.Clamp((TargetChannels + UnitColumns - 1) / UnitColumns, 1, Math.Max(1, grid.Panels));
        rowBlocks = Math.Min(Math.Max((tiles + BlockTiles - 1) / BlockTiles, SharedUnits / groups), geometry.TileRows);
        Units = rowBlocks * groups;

        int tileRows = (geometry.TileRows + Math.Max(1, rowBlocks) - 1) / Math.Max(1, rowBlocks);
        blockTiles = Math.Min(tileRows * geometry.TilesAcross, BlockTiles);
        chunks = (geometry.SourceChannels + ChunkChannels - 1) / ChunkChannels;
        chunkChannels = Math.Min(geometry.SourceChannels, ChunkChannels);
        TileRow = (grid.Panels + groups - 1) / groups * grid.PanelColumns;
        TileLength = (long)tileRows * WinogradGeometry.TileSize * TargetWidth * TileRow;
        layout = new WinogradScratch(blockTiles, chunkChannels, TileRow, isBackward);
        transforms = new WinogradTiles<T>(geometry, layout);
    }

    /// <inheritdoc/>
    public override int Units { get; }

    /// <inheritdoc/>
    public override int TileRow { get; }

    /// <inheritdoc/>
    public override long TileLength { get; }

    /// <inheritdoc/>
    public override long ScratchLength => layout.Length;

    /// <inheritdoc/>
    public override ConvolutionUnit this[int index]
    {
        get
        {
            int group = index / rowBlocks, block = index % rowBlocks;
            int row = geometry.FirstRow((int)((long)geometry.TileRows * block / rowBlocks)), endRow = geometry.FirstRow((int)((long)geometry.TileRows * (block + 1) / rowBlocks));
            int first = grid.FirstColumn(FirstPanel(group)), end = grid.FirstColumn(FirstPanel(group + 1));
            return new ConvolutionUnit(row, endRow - row, group, 0, first, end - first);
        }
    }

    /// <inheritdoc/>
    public override void Compute(in ConvolutionUnit unit, T* source, T* weights, T* c, nint cRow, bool isPadded, T* scratch, ref int packed)
    {
        new Span<T>(scratch + layout.Zeros, chunkChannels).Clear();
        int first = geometry.TileRow(unit.FirstRow) * geometry.TilesAcross, end = geometry.TileRow(unit.FirstRow + unit.Rows) * geometry.TilesAcross;
        for (int tile = first; tile < end; tile += blockTiles)
        {
            int tiles = Math.Min(blockTiles, end - tile);
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                int channel = chunk * chunkChannels, channels = Math.Min(chunkChannels, geometry.SourceChannels - channel);
                if (packed != unit.Panel || chunks > 1)
                    TransformWeights(unit, channel, channels, weights, scratch);
                packed = unit.Panel;
                transforms.OfSource(tile, tiles, channels, source + channel, scratch);
                Multiply(unit, tiles, channels, chunk > 0, scratch);
            }

            transforms.ToTarget(tile, tiles, unit.Columns, c - (nint)unit.FirstRow * TargetWidth * cRow, cRow, scratch);
        }
    }

    private int FirstPanel(int group) => (int)((long)grid.Panels * group / groups);

    /// <summary>Transforms the weights of some channels of the source for a unit: products, panels, channels of the source, channels of the target.</summary>
    private void TransformWeights(in ConvolutionUnit unit, int channel, int channels, T* weights, T* scratch)
    {
        nint tap = (nint)geometry.SourceChannels * TargetChannels;
        for (int panel = FirstPanel(unit.Panel); panel < FirstPanel(unit.Panel + 1); panel++)
        {
            int column = grid.FirstColumn(panel), columns = grid.FirstColumn(panel + 1) - column;
            T* to = scratch + layout.Weights + (nint)channels * (column - unit.Column);
            if (isBackward)
            {
                TransformTurnedWeights(channels, columns, weights + (nint)column * geometry.SourceChannels + channel, tap, to, scratch + layout.Turned);
                continue;
            }

            for (int i = 0; i < channels; i++)
                WinogradKernels<T>.Weights(columns, weights + (nint)(channel + i) * TargetChannels + column, tap, to + i * columns, layout.WeightDistance);
        }
    }

    /// <summary>As the input's gradient needs them: taps from the last to the first, and the channels of the source in a row.</summary>
    private void TransformTurnedWeights(int channels, int columns, T* weights, nint tap, T* to, T* turned)
    {
        const int Taps = WinogradGeometry.Taps;
        nint turnedTap = (nint)WinogradScratch.TurnedChannels * columns;
        for (int first = 0; first < channels; first += WinogradScratch.TurnedChannels)
        {
            int count = Math.Min(WinogradScratch.TurnedChannels, channels - first);
            for (int i = 0; i < Taps; i++)
                Packing.Panel(weights + i * tap + first, 1, geometry.SourceChannels, count, columns, turned + i * turnedTap, columns);
            for (int i = 0; i < count; i++)
                WinogradKernels<T>.Weights(columns, turned + (Taps - 1) * turnedTap + i * columns, -turnedTap, to + (first + i) * columns, layout.WeightDistance);
        }
    }

    /// <summary>The 16 products of transformed places and weights.</summary>
    private void Multiply(in ConvolutionUnit unit, int tiles, int channels, bool resume, T* scratch)
    {
        int parts = (tiles + grid.TileRows - 1) / grid.TileRows;
        for (int product = 0; product < WinogradGeometry.Products; product++)
        {
            T* a = scratch + layout.Source + product * layout.SourceDistance, b = scratch + layout.Weights + product * layout.WeightDistance;
            T* c = scratch + layout.Target + product * layout.TargetDistance;
            for (int panel = FirstPanel(unit.Panel); panel < FirstPanel(unit.Panel + 1); panel++)
            {
                int columns = grid.FirstColumn(panel + 1) - grid.FirstColumn(panel), bundles = RegisterTiles<T>.BundlesIn(columns);
                for (int part = 0; part < parts; part++)
                {
                    int row = tiles * part / parts, rows = tiles * (part + 1) / parts - row;
                    RegisterTiles<T>.Get(rows, bundles)(
                        channels, a + (nint)row * channels, channels, 1, b, columns, c + (nint)row * unit.Columns, unit.Columns, RegisterTiles<T>.Lanes, resume, b, 0);
                }

                b += (nint)channels * columns;
                c += columns;
            }
        }
    }
}
