using System.Numerics;

namespace Cajal.Kernels;

/// <summary>How the gradient of a convolution's weights is computed: each unit goes through all places of all images, packs what they see of its rows
/// of the weights, and multiplies that with the output's gradient.</summary>
/// <remarks>Each element is one ascending chain of fused multiply-adds over the places of the output, image by image and row by row; places in the
/// padding count as zeros. Units share nothing, so that nothing has to be added up between workers.</remarks>
internal sealed unsafe class DirectWeightGradientPlan<T> : WeightGradientPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Places that are packed together: 96 places of 48 rows and of 64 columns are 42 KiB, what the nearest cache of a new processor holds.</summary>
    private const int ChunkPlaces = 96;

    /// <summary>Floating-point operations from which on a unit is large enough to be a worker's next piece.</summary>
    private const double UnitCost = 400_000;

    /// <summary>Units of a large gradient for each worker. Every unit reads the whole gradient of the output, so there are few; as many for each worker, since
    /// with so few a remainder costs much.</summary>
    private const int UnitsOfWorker = 2;

    /// <summary>Rows that are packed together.</summary>
    private const int PackedRows = 48;

    /// <summary>Bytes of a unit's sums, which each packing of places goes through once: a quarter of a second-level cache.</summary>
    private const int LargestTile = 256 << 10;

    /// <summary>Fewest register tiles of a unit, which share what it packs.</summary>
    private const int FewestTiles = 2;

    private readonly ConvolutionShape shape;
    private readonly PatchPacking<T> packing;
    private readonly ProductGrid<T> grid;
    private readonly int blocks;
    private readonly int panelGroups;
    private readonly nint pitch;

    public DirectWeightGradientPlan(ConvolutionShape shape)
    {
        this.shape = shape = shape.WithLongRows();
        packing = new PatchPacking<T>(shape);
        int rows = shape.WeightRows;
        grid = new ProductGrid<T>(rows, shape.GroupOutputs, 1);
        int wanted = (int)Math.Min(UnitsOfWorker * Team.DefaultThreads, shape.Operations / UnitCost) / shape.Window.Groups;
        int fewestRows = Math.Max(1, FewestTiles * grid.TileRows), wholeRow = RegisterTiles<T>.BundlesIn(shape.GroupOutputs) * RegisterTiles<T>.Lanes;
        int mostRows = Math.Max(fewestRows, LargestTile / sizeof(T) / Math.Max(1, wholeRow));
        int least = Math.Max((rows + mostRows - 1) / mostRows, wanted), threads = least > 1 ? Team.DefaultThreads : 1;
        blocks = Math.Min((least + threads - 1) / threads * threads, Math.Max(1, rows / fewestRows));
        panelGroups = 2 * blocks <= wanted ? grid.Panels : 1;
        int largest = (rows + blocks - 1) / blocks;
        pitch = PatchPacking<T>.Pitch(Math.Min(largest, PackedRows));
        ScratchLength = ChunkPlaces * pitch;
        TileRow = panelGroups == 1 ? wholeRow : grid.PanelColumns;
        TileLength = (long)largest * TileRow;
        Units = blocks * panelGroups * shape.Window.Groups;
    }

    /// <inheritdoc/>
    public override int Units { get; }

    /// <inheritdoc/>
    public override int Parts => 1;

    /// <inheritdoc/>
    public override int TileRow { get; }

    /// <inheritdoc/>
    public override long TileLength { get; }

    /// <inheritdoc/>
    public override long ScratchLength { get; }

    /// <inheritdoc/>
    public override WeightGradientUnit this[int index]
    {
        get
        {
            int block = index % blocks, panels = index / blocks % panelGroups, group = index / blocks / panelGroups;
            int first = grid.Panels * panels / panelGroups, end = grid.Panels * (panels + 1) / panelGroups;
            int row = (int)((long)shape.WeightRows * block / blocks), endRow = (int)((long)shape.WeightRows * (block + 1) / blocks);
            return new WeightGradientUnit(
                row, endRow - row, group, first, end, group * shape.GroupOutputs + grid.FirstColumn(first), grid.FirstColumn(end) - grid.FirstColumn(first));
        }
    }

    /// <inheritdoc/>
    public override void Compute(in WeightGradientUnit unit, T* input, T* outputGradient, T* c, nint cRow, nint cPart, bool isPadded, T* scratch)
    {
        int parts = (unit.Rows + PackedRows - 1) / PackedRows;
        for (int first = 0; first == 0 || first < shape.OutputPlaces; first += ChunkPlaces)
        {
            int places = Math.Min(ChunkPlaces, shape.OutputPlaces - first);
            T* gradient = outputGradient + (nint)first * shape.OutputChannels + unit.Column;
            for (int part = 0; part < parts; part++)
            {
                int row = unit.Rows * part / parts, rows = unit.Rows * (part + 1) / parts - row;
                packing.Run(input, unit.Group, unit.FirstRow + row, unit.FirstRow + row + rows, first, places, scratch, pitch);
                for (int panel = unit.FirstPanel; panel < unit.EndPanel; panel++)
                {
                    int column = grid.FirstColumn(panel) - grid.FirstColumn(unit.FirstPanel), columns = grid.FirstColumn(panel + 1) - grid.FirstColumn(panel);
                    Panel(rows, columns, places, scratch, gradient + column, c + row * cRow + column, cRow, isPadded, first > 0);
                }
            }
        }
    }

    /// <summary>Runs the register tiles of a panel over the packed places.</summary>
    private void Panel(int rows, int columns, int places, T* patches, T* gradient, T* c, nint cRow, bool isPadded, bool resume)
    {
        int lanes = RegisterTiles<T>.Lanes, bundles = RegisterTiles<T>.BundlesIn(columns), last = isPadded ? lanes : columns - (bundles - 1) * lanes;
        int tiles = (rows + grid.TileRows - 1) / grid.TileRows;
        for (int tile = 0; tile < tiles; tile++)
        {
            int row = rows * tile / tiles, endRow = rows * (tile + 1) / tiles;
            RegisterTiles<T>.Get(endRow - row, bundles)(places, patches + row, 1, pitch, gradient, shape.OutputChannels, c + row * cRow, cRow, last, resume, gradient, 0);
        }
    }
}
