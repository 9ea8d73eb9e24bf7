using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The gradient of a convolution's weights by Winograd's filtering: the transposes of the transforms of <see cref="WinogradPlan{T}"/>. A tile of 2 × 2
/// places of the output's gradient takes 16 products for each pair of channels instead of 36.</summary>
/// <remarks>Each element of the 16 products is one ascending chain of fused multiply-adds over tiles: image by image and row by row. Places beyond an
/// edge of input or output count as zeros. Units share nothing, so that nothing has to be added up between workers.</remarks>
internal sealed unsafe class WinogradWeightGradientPlan<T> : WeightGradientPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Tiles that are transformed and multiplied together.</summary>
    private const int BlockTiles = 64;

    /// <summary>Channels of a unit on either side, about: all units of a channel transform the same places.</summary>
    private const int UnitChannels = 128;

    private readonly WinogradGeometry geometry;
    private readonly ProductGrid<T> grid;
    private readonly int tiles;
    private readonly int blocks;
    private readonly int groups;
    private readonly WinogradScratch layout;
    private readonly WinogradTiles<T> transforms;

    public WinogradWeightGradientPlan(ConvolutionShape shape)
    {
        geometry = new WinogradGeometry(shape, ConvolutionTarget.Output);
        tiles = geometry.TileRows * geometry.TilesAcross;
        grid = new ProductGrid<T>(shape.InputChannels, shape.OutputChannels, 1);
        groups = Math.Min((shape.OutputChannels + UnitChannels - 1) / UnitChannels, grid.Panels);
        int most = shape.InputChannels / WinogradGeometry.ChannelMultiple;
        blocks = Math.Min(Math.Max((shape.InputChannels + UnitChannels - 1) / UnitChannels, (Team.DefaultThreads + groups - 1) / groups), most);
        int channels = (most + blocks - 1) / blocks * WinogradGeometry.ChannelMultiple;
        TileRow = (grid.Panels + groups - 1) / groups * grid.PanelColumns;
        TileLength = (long)WinogradGeometry.Taps * channels * TileRow;
        layout = new WinogradScratch(BlockTiles, channels, TileRow, turns: false);
        transforms = new WinogradTiles<T>(geometry, layout);
    }

    /// <inheritdoc/>
    public override int Units => blocks * groups;

    /// <inheritdoc/>
    public override int TileRow { get; }

    /// <inheritdoc/>
    public override long TileLength { get; }

    /// <inheritdoc/>
    public override long ScratchLength => layout.Length;

    /// <inheritdoc/>
    public override int Parts => WinogradGeometry.Taps;

    /// <inheritdoc/>
    public override WeightGradientUnit this[int index]
    {
        get
        {
            int block = index % blocks, group = index / blocks, first = FirstPanel(group), end = FirstPanel(group + 1);
            int row = FirstChannel(block);
            return new WeightGradientUnit(row, FirstChannel(block + 1) - row, 0, first, end, grid.FirstColumn(first), grid.FirstColumn(end) - grid.FirstColumn(first));
        }
    }

    /// <inheritdoc/>
    public override void Compute(in WeightGradientUnit unit, T* input, T* outputGradient, T* c, nint cRow, nint cPart, bool isPadded, T* scratch)
    {
        new Span<T>(scratch + layout.Zeros, Math.Max(unit.Rows, unit.Columns)).Clear();
        for (int tile = 0; tile == 0 || tile < tiles; tile += BlockTiles)
        {
            int count = Math.Min(BlockTiles, tiles - tile);
            transforms.OfSource(tile, count, unit.Rows, input + unit.FirstRow, scratch);
            transforms.OfTarget(tile, count, unit.Columns, outputGradient + unit.Column, scratch);
            Multiply(unit, count, tile > 0, scratch);
        }

        for (int row = 0; row < unit.Rows; row++)
            WinogradKernels<T>.WeightGradients(unit.Columns, scratch + layout.Weights + (nint)row * unit.Columns, layout.WeightDistance, c + row * cRow, cPart);
    }

    private int FirstPanel(int group) => (int)((long)grid.Panels * group / groups);

    private int FirstChannel(int block) => (int)((long)(geometry.SourceChannels / WinogradGeometry.ChannelMultiple) * block / blocks) * WinogradGeometry.ChannelMultiple;

    /// <summary>The 16 products of transformed inputs and gradients.</summary>
    private void Multiply(in WeightGradientUnit unit, int count, bool resume, T* scratch)
    {
        int parts = (unit.Rows + grid.TileRows - 1) / grid.TileRows;
        for (int product = 0; product < WinogradGeometry.Products; product++)
        {
            T* a = scratch + layout.Source + product * layout.SourceDistance, b = scratch + layout.Target + product * layout.TargetDistance;
            T* c = scratch + layout.Weights + product * layout.WeightDistance;
            for (int panel = unit.FirstPanel; panel < unit.EndPanel; panel++)
            {
                int columns = grid.FirstColumn(panel + 1) - grid.FirstColumn(panel), bundles = RegisterTiles<T>.BundlesIn(columns);
                for (int part = 0; part < parts; part++)
                {
                    int row = unit.Rows * part / parts, rows = unit.Rows * (part + 1) / parts - row;
                    RegisterTiles<T>.Get(rows, bundles)(
                        count, a + row, 1, unit.Rows, b, unit.Columns, c + (nint)row * unit.Columns, unit.Columns, RegisterTiles<T>.Lanes, resume, b, 0);
                }

                b += columns;
                c += columns;
            }
        }
    }
}
