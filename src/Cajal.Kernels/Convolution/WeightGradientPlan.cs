using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A part of the weights' gradient: some rows of its matrix view, and the columns of a panel.</summary>
internal readonly record struct WeightGradientUnit(int FirstRow, int Rows, int Group, int Column, int Columns);

/// <summary>How the gradient of a convolution's weights is computed: each unit goes through all places of all images, packs what they see of its rows
/// of the weights, and multiplies that with the output's gradient.</summary>
/// <remarks>Each element is one ascending chain of fused multiply-adds over the places of the output, image by image and row by row; places in the
/// padding count as zeros. Units share nothing, so that nothing has to be added up between workers.</remarks>
internal sealed unsafe class WeightGradientPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Places that are packed together: 192 places of 64 floats are 48 KiB.</summary>
    private const int ChunkPlaces = 192;

    /// <summary>Rows of a unit: from here on packing the output's gradient costs little against its use.</summary>
    private const int UnitRows = 64;

    /// <summary>Floating-point operations from which on a unit is large enough to be a worker's next piece.</summary>
    private const double UnitCost = 400_000;

    /// <summary>Fewest units that a large gradient is cut into for the sake of its workers.</summary>
    private const int SharedUnits = 16;

    private readonly ConvolutionShape shape;
    private readonly PatchPacking<T> packing;
    private readonly ProductGrid<T> grid;
    private readonly int blocks;
    private readonly nint pitch;
    private readonly bool packsPanel;
    private readonly long patchLength;

    public WeightGradientPlan(ConvolutionShape shape)
    {
        this.shape = shape = shape.WithLongRows();
        packing = new PatchPacking<T>(shape);
        int rows = shape.WeightRows;
        grid = new ProductGrid<T>(rows, shape.GroupOutputs, 1, int.MaxValue);
        int panels = grid.Panels * shape.Window.Groups;
        int leastBlocks = (int)Math.Min(SharedUnits, shape.Operations / UnitCost) / Math.Max(1, panels);
        blocks = Math.Min(Math.Max((rows + UnitRows - 1) / UnitRows, leastBlocks), Math.Max(1, rows / Math.Max(1, grid.TileRows)));
        int mostRows = (rows + blocks - 1) / blocks;
        pitch = PatchPacking<T>.Pitch(mostRows);
        packsPanel = panels > 1;
        patchLength = ChunkPlaces * pitch;
        ScratchLength = patchLength + (packsPanel ? (long)ChunkPlaces * grid.PanelColumns : 0);
        TileLength = (long)mostRows * grid.PanelColumns;
        Units = blocks * panels;
    }

    public int Units { get; }

    /// <summary>Columns of the widest unit, in whole bundles.</summary>
    public int TileRow => grid.PanelColumns;

    /// <summary>Elements that hold any unit in rows of <see cref="TileRow"/> elements.</summary>
    public long TileLength { get; }

    /// <summary>Elements of scratch that <see cref="Compute"/> needs.</summary>
    public long ScratchLength { get; }

    /// <summary>The part of the result that a unit computes.</summary>
    public WeightGradientUnit this[int index]
    {
        get
        {
            int panel = index / blocks, block = index % blocks, group = panel / grid.Panels;
            int row = (int)((long)shape.WeightRows * block / blocks), endRow = (int)((long)shape.WeightRows * (block + 1) / blocks);
            int column = grid.FirstColumn(panel % grid.Panels), endColumn = grid.FirstColumn(panel % grid.Panels + 1);
            return new WeightGradientUnit(row, endRow - row, group, group * shape.GroupOutputs + column, endColumn - column);
        }
    }

    /// <summary>Computes a unit into <paramref name="c"/>, which points to its first element and, where padded, has room for whole bundles.</summary>
    public void Compute(in WeightGradientUnit unit, T* input, T* outputGradient, T* c, nint cRow, bool isPadded, T* scratch)
    {
        int lanes = RegisterTiles<T>.Lanes, bundles = RegisterTiles<T>.BundlesIn(unit.Columns);
        int last = isPadded ? lanes : unit.Columns - (bundles - 1) * lanes, tiles = (unit.Rows + grid.TileRows - 1) / grid.TileRows;
        for (int first = 0; first == 0 || first < shape.OutputPlaces; first += ChunkPlaces)
        {
            int places = Math.Min(ChunkPlaces, shape.OutputPlaces - first);
            packing.Run(input, unit.Group, unit.FirstRow, unit.FirstRow + unit.Rows, first, places, scratch, pitch);
            T* panel = outputGradient + (nint)first * shape.OutputChannels + unit.Column;
            nint panelRow = shape.OutputChannels;
            if (packsPanel)
            {
                T* to = scratch + patchLength;
                panelRow = bundles * lanes;
                Packing.Panel(panel, shape.OutputChannels, 1, places, unit.Columns, to, (int)panelRow);
                panel = to;
            }

            for (int tile = 0; tile < tiles; tile++)
            {
                int row = unit.Rows * tile / tiles, endRow = unit.Rows * (tile + 1) / tiles;
                RegisterTiles<T>.Get(endRow - row, bundles)(places, scratch + row, 1, pitch, panel, panelRow, c + row * cRow, cRow, last, first > 0);
            }
        }
    }
}
