using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A chain of pointwise functions over a <c>[rows, columns]</c> space, made by <see cref="PointwiseProgramBuilder{T}"/>. It runs
/// tile by tile: the intermediate values of a tile stay in scratch memory of the first-level cache.</summary>
internal sealed unsafe class PointwiseProgram<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes that all scratch tiles of a program should need together: half of a first-level cache of 32 KiB.</summary>
    private const int ScratchBytes = 16 << 10;

    /// <summary>Bounds for the bytes of one scratch tile: long enough to hide the call of a kernel, short enough for the cache.</summary>
    private const int SmallestTileBytes = 1 << 10;
    private const int LargestTileBytes = 4 << 10;

    /// <summary>Longest space that is viewed as one row: leaves room for rounding up to tiles.</summary>
    private const int LongestRow = 1 << 30;

    private readonly Register[] registers;
    private readonly Register[] copies;
    private readonly NativeBuffer<T>[] buffers;
    private readonly bool isFlat;
    private readonly int tileRows;
    private readonly int tileColumns;
    private readonly int slotStride;

    internal PointwiseProgram(int rows, int columns, PointwiseInstruction<T>[] instructions, (int Register, Block<T> Block)[] stores)
    {
        Rows = rows;
        Columns = columns;
        HasAccumulator = instructions.Any(i => i.IsAccumulator);
        isFlat = Flatten(instructions, stores);
        buffers = [.. instructions.Where(i => i.Source is not null).Select(i => i.Source!.Value.Buffer).Concat(stores.Select(s => s.Block.Buffer)).Distinct()];
        CostPerElement = stores.Length + instructions.Sum(i => i.Function?.Cost ?? 1);

        var layout = new PointwiseLayout<T>(instructions, stores);
        SpaceRows = isFlat ? 1 : rows;
        SpaceColumns = isFlat ? rows * columns : columns;
        // An epilogue gets the panels of a product, however wide the whole space is.
        int widest = HasAccumulator ? Math.Min(SpaceColumns, RegisterTiles<T>.PanelColumns) : SpaceColumns;
        (tileRows, tileColumns) = TileSize(SpaceRows, widest, layout.SlotCount);
        slotStride = Operand<T>.PaddedStride(tileColumns);
        long length = (long)layout.SlotCount * tileRows * slotStride;
        registers = new Register[instructions.Length];
        for (int i = 0; i < registers.Length; i++)
            registers[i] = new Register(instructions[i], layout, i, tileRows * slotStride, ref length, tileRows);
        copies = [.. layout.Copies.Select(c => new Register(c.Register, c.Block))];
        ScratchLength = length;
    }

    public int Rows { get; }

    public int Columns { get; }

    internal bool HasAccumulator { get; }

    /// <summary>Rough cost per element, in additions.</summary>
    internal double CostPerElement { get; }

    /// <summary>Rows of the space that is really walked: one long row where all blocks allow it.</summary>
    internal int SpaceRows { get; }

    internal int SpaceColumns { get; }

    /// <summary>Tiles of the space, row by row.</summary>
    internal int Tiles => SpaceColumns == 0 ? 0 : (SpaceRows + tileRows - 1) / tileRows * ColumnTiles;

    /// <summary>Elements of scratch that a run needs.</summary>
    internal long ScratchLength { get; }

    private int ColumnTiles => (SpaceColumns + tileColumns - 1) / tileColumns;

    /// <summary>Runs tiles [first, first + count).</summary>
    internal void RunTiles(int first, int count, T* scratch)
    {
        Operand<T>* table = stackalloc Operand<T>[registers.Length];
        Prepare(table, scratch);
        for (int tile = first; tile < first + count; tile++)
        {
            int row = tile / ColumnTiles * tileRows;
            int column = tile % ColumnTiles * tileColumns;
            RunTile(table, row, Math.Min(tileRows, SpaceRows - row), column, Math.Min(tileColumns, SpaceColumns - column));
        }

        GC.KeepAlive(buffers);
    }

    /// <summary>Runs a part of the space as the epilogue of a product; element (row, column) of the accumulator is its first.</summary>
    internal void RunPart(int row, int rows, int column, int columns, T* accumulator, nint accumulatorRow, T* scratch)
    {
        Operand<T>* table = stackalloc Operand<T>[registers.Length];
        Prepare(table, scratch);
        for (int y = 0; y < rows; y += tileRows)
        {
            for (int x = 0; x < columns; x += tileColumns)
            {
                for (int i = 0; i < registers.Length; i++)
                {
                    if (registers[i].Place == RegisterPlace.Accumulator)
                        table[i] = new Operand<T>(accumulator + y * accumulatorRow + x, accumulatorRow, 1, true);
                }

                RunTile(table, row + y, Math.Min(tileRows, rows - y), column + x, Math.Min(tileColumns, columns - x));
            }
        }

        GC.KeepAlive(buffers);
    }

    /// <summary>Views all blocks as one row where every block is dense or a scalar.</summary>
    private bool Flatten(PointwiseInstruction<T>[] instructions, (int Register, Block<T> Block)[] stores)
    {
        if (HasAccumulator || (long)Rows * Columns > LongestRow || instructions.Any(i => i.Source is { IsFlat: false }) || stores.Any(s => !s.Block.IsFlat))
            return false;
        for (int i = 0; i < instructions.Length; i++)
            instructions[i] = instructions[i] with { Source = instructions[i].Source?.Flattened() };
        for (int i = 0; i < stores.Length; i++)
            stores[i] = (stores[i].Register, stores[i].Block.Flattened());
        return true;
    }

    private static (int Rows, int Columns) TileSize(int rows, int columns, int slots)
    {
        int target = Math.Clamp(ScratchBytes / Math.Max(1, slots), SmallestTileBytes, LargestTileBytes) / sizeof(T);
        int tiles = Math.Max(1, (columns + target - 1) / target);
        int width = tiles == 1 ? Math.Max(1, columns) : Math.Min(columns, ((columns + tiles - 1) / tiles + Operand<T>.Line - 1) / Operand<T>.Line * Operand<T>.Line);
        return (Math.Clamp(target / Operand<T>.PaddedStride(width), 1, Math.Max(1, rows)), width);
    }

    /// <summary>Fills what stays the same for all tiles of a run.</summary>
    private void Prepare(Operand<T>* table, T* scratch)
    {
        for (int i = 0; i < registers.Length; i++)
        {
            ref readonly Register register = ref registers[i];
            T* own = scratch + register.ScratchOffset;
            switch (register.Place)
            {
                case RegisterPlace.ScalarLine:
                    new Span<T>(own, Operand<T>.Line).Fill(register.Memory == null ? register.Constant : *register.Memory);
                    table[i] = new Operand<T>(own, 0, 0, true);
                    break;
                case RegisterPlace.RowLines:
                    table[i] = new Operand<T>(own, Operand<T>.Line, 0, true);
                    break;
                case RegisterPlace.Slot or RegisterPlace.Gathered:
                    table[i] = new Operand<T>(own, slotStride, 1, true);
                    break;
                default:
                    // Buffers end with readable padding, but behind the end of a row there may be other numbers: only loads are whole.
                    table[i] = new Operand<T>(null, register.RowStride, 1, register.Place != RegisterPlace.Direct);
                    break;
            }
        }
    }

    private void RunTile(Operand<T>* table, int row, int rows, int column, int columns)
    {
        for (int i = 0; i < registers.Length; i++)
        {
            ref readonly Register register = ref registers[i];
            T* memory = register.Memory + row * register.RowStride + column * register.ColumnStride;
            switch (register.Place)
            {
                case RegisterPlace.InPlace or RegisterPlace.Direct:
                    table[i].Pointer = memory;
                    break;
                case RegisterPlace.RowLines:
                    for (int y = 0; y < rows; y++)
                        new Span<T>(table[i].Pointer + y * Operand<T>.Line, Operand<T>.Line).Fill(memory[y * register.RowStride]);
                    break;
                case RegisterPlace.Gathered:
                    StridedCopy.Run(rows, columns, memory, register.RowStride, register.ColumnStride, table[i].Pointer, slotStride, 1);
                    break;
                default:
                    break;
            }

            if (register.Kernel != null)
                register.Kernel(rows, columns, table + register.A, table + register.B, table + register.C, table + i);
        }

        foreach (ref readonly Register copy in copies.AsSpan())
        {
            Operand<T> source = table[copy.A];
            T* memory = copy.Memory + row * copy.RowStride + column * copy.ColumnStride;
            StridedCopy.Run(rows, columns, source.Pointer, source.RowStride, source.Step, memory, copy.RowStride, copy.ColumnStride);
        }
    }

    /// <summary>An instruction with its place, resolved to pointers; also describes a copy from register <see cref="A"/> to memory.</summary>
    private readonly struct Register
    {
        public readonly RegisterPlace Place;
        public readonly T* Memory;
        public readonly nint RowStride;
        public readonly nint ColumnStride;
        public readonly T Constant;
        public readonly nint ScratchOffset;
        public readonly delegate*<nint, nint, Operand<T>*, Operand<T>*, Operand<T>*, Operand<T>*, void> Kernel;
        public readonly int A;
        public readonly int B;
        public readonly int C;

        public Register(PointwiseInstruction<T> instruction, PointwiseLayout<T> layout, int index, int slotLength, ref long scratchLength, int tileRows)
        {
            Place = layout.Places[index];
            Constant = instruction.Constant;
            A = instruction.A;
            B = instruction.B;
            C = instruction.C;
            if (instruction.Function is { } function)
                Kernel = function.Kernel<T>(Hardware.Path);
            if ((instruction.Source ?? layout.Destinations[index]) is { } block)
            {
                Memory = block.Pointer;
                RowStride = block.RowStride;
                ColumnStride = block.ColumnStride;
            }

            ScratchOffset = (nint)scratchLength;
            if (Place is RegisterPlace.ScalarLine)
                scratchLength += Operand<T>.Line;
            else if (Place is RegisterPlace.RowLines)
                scratchLength += (long)Operand<T>.Line * tileRows;
            else if (Place is RegisterPlace.Slot or RegisterPlace.Gathered)
                ScratchOffset = (nint)layout.Slots[index] * slotLength;
        }

        public Register(int source, Block<T> destination)
        {
            A = source;
            Memory = destination.Pointer;
            RowStride = destination.RowStride;
            ColumnStride = destination.ColumnStride;
        }
    }
}
