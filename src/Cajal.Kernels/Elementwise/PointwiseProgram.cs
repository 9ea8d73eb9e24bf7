using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>A chain of pointwise functions over a <c>[rows, columns]</c> space, made by <see cref="PointwiseProgramBuilder{T}"/>. It is interpreted
/// until that has taken about as long as compiling it would, and from then on runs as one compiled loop, with the same bits; after some runs
/// where a program like it has been compiled before.</summary>
internal sealed unsafe class PointwiseProgram<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Cost of compiling a program, some milliseconds, in additions by the interpreter.</summary>
    private const double CompilingCost = 50_000_000;

    /// <summary>Tiles after which a loop that has been compiled for another program is looked for; what runs once is not worth it.</summary>
    private const int TilesBeforeLooking = 16;

    /// <summary>Cost of calling one function, in additions.</summary>
    private const double CallCost = 200;

    /// <summary>What joining rows costs, in additions of bundles: a bundle of accumulators that belongs to several rows waits until they have all been stored.</summary>
    private const double JoiningCost = 128;

    /// <summary>Longest space that is viewed as one row: leaves room for rounding up to tiles.</summary>
    private const int LongestRow = 1 << 30;

    private readonly PointwiseInstruction<T>[] instructions;
    private readonly (int Register, Block<T> Block)[] stores;
    private readonly PointwiseInterpreter<T> interpreter;
    private readonly PointwiseTiling tiling;
    private readonly NativeBuffer<T>[] buffers;
    private readonly bool canCompile;
    private PointwiseWalk walk;
    private RepeatedRows<T>? repeatedRows;
    private double interpreted;
    private int tiles;
    private volatile PointwiseLoop? loop;

    internal PointwiseProgram(int rows, int columns, PointwiseInstruction<T>[] instructions, (int Register, Block<T> Block)[] stores)
    {
        Rows = rows;
        Columns = columns;
        HasAccumulator = instructions.Any(i => i.IsAccumulator);
        bool isFlat = Flatten(instructions, stores);
        this.instructions = instructions;
        this.stores = stores;
        buffers = [.. instructions.Where(i => i.Source is not null).Select(i => i.Source!.Value.Buffer).Concat(stores.Select(s => s.Block.Buffer)).Distinct()];
        Streams = instructions.Where(i => i.Source is not null).Select(i => i.Source!.Value).Concat(stores.Select(s => s.Block))
            .Where(block => block.RowStride > 0).DistinctBy(block => (block.Buffer, block.Offset)).Count();
        CostPerElement = stores.Length + instructions.Sum(i => i.Function?.Cost ?? 1);
        IsDense = AreDense(orRepeated: false);
        canCompile = PointwiseLoops<T>.CanCompile(instructions, stores);
        bool isInPlace = stores.Any(s => instructions.Any(i => i.Source is { } block && block.Buffer == s.Block.Buffer && block.Offset == s.Block.Offset));
        walk = isInPlace && !isFlat && !HasAccumulator ? PointwiseWalk.RowsInPlace : PointwiseWalk.Rows;

        var layout = new PointwiseLayout<T>(instructions, stores);
        tiling = new PointwiseTiling(isFlat ? 1 : rows, isFlat ? rows * columns : columns, HasAccumulator ? RegisterTiles<T>.PanelColumns : int.MaxValue, layout.SlotCount, sizeof(T));
        interpreter = new PointwiseInterpreter<T>(instructions, layout, tiling);
    }

    public int Rows { get; }

    public int Columns { get; }

    internal bool HasAccumulator { get; }

    /// <summary>Rough cost per element, in additions.</summary>
    internal double CostPerElement { get; }

    /// <summary>Whether the rows of every block follow one another without gaps, or all its elements are one.</summary>
    private bool IsDense { get; }

    /// <summary>How many blocks are read or written row after row.</summary>
    internal int Streams { get; }

    /// <summary>Tiles of the space, row by row.</summary>
    internal int Tiles => tiling.Tiles;

    /// <summary>Elements of scratch that a run needs.</summary>
    internal long ScratchLength => Math.Max(interpreter.ScratchLength, repeatedRows?.Length ?? 0);

    /// <summary>Whether runs are those of a compiled loop.</summary>
    internal bool IsCompiled => loop is not null;

    /// <summary>Makes runs as an epilogue walk through whole rows as through one long row where that is possible: without idle places in the last bundle of
    /// each. Returns whether it is; the accumulators of a row then have to follow those of the row before without a gap.</summary>
    internal bool TryJoinRows()
    {
        long lanes = RegisterTiles<T>.Lanes, idle = Rows * (RegisterTiles<T>.BundlesIn(Columns) * lanes - Columns);
        if (!IsDense && CostPerElement * idle / lanes >= JoiningCost && AreDense(orRepeated: true))
        {
            repeatedRows = new RepeatedRows<T>([.. instructions.Where(i => i.IsRepeatedRow).Select(i => i.Source!.Value)], Columns);
            walk = PointwiseWalk.JoinedRows;
        }

        return IsDense || repeatedRows is not null;
    }

    /// <summary>Compiles the program now; returns whether that is possible here.</summary>
    internal bool Compile()
    {
        if (canCompile && RuntimeFeature.IsDynamicCodeCompiled)
            loop ??= PointwiseLoops<T>.Get(instructions, stores, walk);
        return loop is not null;
    }

    /// <summary>Runs tiles [first, first + count).</summary>
    internal void RunTiles(int first, int count, T* scratch)
    {
        PointwiseLoop? compiled = loop;
        if (compiled is null)
        {
            interpreter.RunTiles(first, count, scratch);
            for (int tile = first; tile < first + count; tile++)
                Account(tiling.Tile(tile));
        }
        else if (tiling.TryJoin(first, count, out PointwisePart all))
            compiled(all.Row, all.Rows, all.Column, all.Columns, null, 0);
        else
        {
            for (int tile = first; tile < first + count; tile++)
            {
                PointwisePart part = tiling.Tile(tile);
                compiled(part.Row, part.Rows, part.Column, part.Columns, null, 0);
            }
        }

        GC.KeepAlive(buffers);
    }

    /// <summary>Runs a part of the space as the epilogue of a product; element (row, column) of the accumulator is its first.</summary>
    internal void RunPart(int row, int rows, int column, int columns, T* accumulator, nint accumulatorRow, T* scratch)
    {
        if (loop is { } compiled)
        {
            if (IsDense && columns == Columns && accumulatorRow == columns)
                compiled(row, 1, 0, (nint)rows * columns, accumulator, 0);
            else if (repeatedRows is null)
                compiled(row, rows, column, columns, accumulator, accumulatorRow);
            else
            {
                repeatedRows.Write(scratch);
                compiled(row, rows, 0, columns, accumulator, (nint)scratch);
            }
        }
        else
        {
            var part = new PointwisePart(row, rows, column, columns);
            interpreter.RunPart(part, accumulator, accumulatorRow, scratch);
            Account(part);
        }

        GC.KeepAlive(buffers);
    }

    /// <summary>Whether all blocks are dense or one number; or, if that is enough, rows that repeat.</summary>
    private bool AreDense(bool orRepeated) => stores.All(s => IsDenseBlock(s.Block)) && instructions.All(
        i => i.Source is not { } block || i.Repetition == Repetition.Once || (orRepeated && i.IsRepeatedRow) || IsDenseBlock(block));

    private bool IsDenseBlock(Block<T> block) => (block.ColumnStride == 1 || Columns == 1) && (block.RowStride == Columns || Rows == 1);

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

    /// <summary>Adds what has been interpreted. Several workers may do so at once; what is then lost only delays the compilation.</summary>
    private void Account(PointwisePart part)
    {
        if (!canCompile) return;
        if (++tiles == TilesBeforeLooking)
            loop = PointwiseLoops<T>.Find(instructions, stores, walk);
        interpreted += CostPerElement * part.Rows * part.Columns + CallCost * instructions.Length;
        if (interpreted > CompilingCost)
            Compile();
    }
}
