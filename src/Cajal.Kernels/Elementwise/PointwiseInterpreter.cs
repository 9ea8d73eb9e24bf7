using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Runs a pointwise program function by function over one tile after the other; the intermediate values of a tile stay in scratch
/// memory of the first-level cache. Needs no code made at run time, and runs at once.</summary>
internal sealed unsafe class PointwiseInterpreter<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Register[] registers;
    private readonly Register[] copies;
    private readonly PointwiseTiling tiling;
    private readonly int slotStride;

    public PointwiseInterpreter(PointwiseInstruction<T>[] instructions, PointwiseLayout<T> layout, PointwiseTiling tiling)
    {
        this.tiling = tiling;
        slotStride = Operand<T>.PaddedStride(tiling.TileColumns);
        long length = (long)layout.SlotCount * tiling.TileRows * slotStride;
        registers = new Register[instructions.Length];
        for (int i = 0; i < registers.Length; i++)
            registers[i] = new Register(instructions[i], layout, i, tiling.TileRows * slotStride, ref length, tiling.TileRows);
        copies = [.. layout.Copies.Select(c => new Register(c.Register, c.Block))];
        ScratchLength = length;
    }

    /// <summary>Elements of scratch that a run needs.</summary>
    public long ScratchLength { get; }

    /// <summary>Runs tiles [first, first + count).</summary>
    public void RunTiles(int first, int count, T* scratch)
    {
        Operand<T>* table = stackalloc Operand<T>[registers.Length];
        Prepare(table, scratch);
        for (int tile = first; tile < first + count; tile++)
        {
            PointwisePart part = tiling.Tile(tile);
            RunTile(table, part.Row, part.Rows, part.Column, part.Columns);
        }
    }

    /// <summary>Runs a part of the space as the epilogue of a product; element (row, column) of the accumulator is its first.</summary>
    public void RunPart(PointwisePart part, T* accumulator, nint accumulatorRow, T* scratch)
    {
        Operand<T>* table = stackalloc Operand<T>[registers.Length];
        Prepare(table, scratch);
        for (int y = 0; y < part.Rows; y += tiling.TileRows)
        {
            for (int x = 0; x < part.Columns; x += tiling.TileColumns)
            {
                for (int i = 0; i < registers.Length; i++)
                {
                    if (registers[i].Place == RegisterPlace.Accumulator)
                        table[i] = new Operand<T>(accumulator + y * accumulatorRow + x, accumulatorRow, 1, true);
                }

                RunTile(
                    table, part.Row + y, Math.Min(tiling.TileRows, part.Rows - y), part.Column + x, Math.Min(tiling.TileColumns, part.Columns - x));
            }
        }
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
