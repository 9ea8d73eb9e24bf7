using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cajal.Kernels;

/// <summary>A whole pointwise program as one compiled loop over rows [row, row + rows) and columns [column, column + columns) of its space.</summary>
/// <remarks>The accumulator is the tile of the product before, null without one; its first element belongs to (row, column). The last parameter says how
/// far its rows lie apart; of a loop that joins rows it is the address of what <see cref="RepeatedRows{T}"/> has written: another parameter would cost
/// each call a nanosecond.</remarks>
internal unsafe delegate void PointwiseLoop(nint row, nint rows, nint column, nint columns, void* accumulator, nint accumulatorRowOrLines);

/// <summary>The compiled loops of this process. Programs that differ only in where their operands lie share one.</summary>
internal static unsafe class PointwiseLoops<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Longest program that is compiled: the just-in-time compiler keeps at most some hundred variables in registers.</summary>
    private const int LongestProgram = 100;

    private static readonly ConcurrentDictionary<string, Lazy<DynamicMethod>> Compiled = new(StringComparer.Ordinal);

    /// <summary>Whether a program can be compiled: where code may be made at run time, if columns are adjacent wherever they differ.</summary>
    public static bool CanCompile(PointwiseInstruction<T>[] instructions, (int Register, Block<T> Block)[] stores) =>
        RuntimeFeature.IsDynamicCodeCompiled && instructions.Length <= LongestProgram
        && instructions.All(i => i.Source is not { } block || block.Columns == 1 || block.ColumnStride is 0 or 1)
        && stores.All(s => s.Block.Columns == 1 || s.Block.ColumnStride == 1);

    /// <summary>The loop of a program if one like it has been compiled already, else null.</summary>
    public static PointwiseLoop? Find(PointwiseInstruction<T>[] instructions, (int Register, Block<T> Block)[] stores, PointwiseWalk walk) =>
        Compiled.TryGetValue(Signature(instructions, stores, walk), out Lazy<DynamicMethod>? method) && method.IsValueCreated
            ? method.Value.CreateDelegate<PointwiseLoop>(Table(instructions, stores))
            : null;

    /// <summary>The loop of a program.</summary>
    [RequiresDynamicCode("Makes code at run time.")]
    public static PointwiseLoop Get(PointwiseInstruction<T>[] instructions, (int Register, Block<T> Block)[] stores, PointwiseWalk walk)
    {
        Lazy<DynamicMethod> method = Compiled.GetOrAdd(
            Signature(instructions, stores, walk), _ => new Lazy<DynamicMethod>(() => Compile(instructions, [.. stores.Select(s => s.Register)], walk)));
        return method.Value.CreateDelegate<PointwiseLoop>(Table(instructions, stores));
    }

    [RequiresDynamicCode("Makes code at run time.")]
    private static DynamicMethod Compile(PointwiseInstruction<T>[] instructions, int[] stores, PointwiseWalk walk) => Hardware.Path switch
    {
        HardwarePath.Avx512 => new PointwiseLoopCompiler<Lanes512<T>, T>(instructions, stores, walk).Compile(),
        HardwarePath.Avx2 => new PointwiseLoopCompiler<Lanes256<T>, T>(instructions, stores, walk).Compile(),
        HardwarePath.Vector128 => new PointwiseLoopCompiler<Lanes128<T>, T>(instructions, stores, walk).Compile(),
        _ => new PointwiseLoopCompiler<Lane<T>, T>(instructions, stores, walk).Compile(),
    };

    /// <summary>All that the code depends on, as text.</summary>
    private static string Signature(PointwiseInstruction<T>[] instructions, (int Register, Block<T> Block)[] stores, PointwiseWalk walk)
    {
        var text = new StringBuilder();
        foreach (PointwiseInstruction<T> instruction in instructions)
        {
            text.Append((char)('a' + (int)instruction.Repetition)).Append(walk == PointwiseWalk.JoinedRows && instruction.IsRepeatedRow ? "*" : "");
            if (instruction.Function is { } function)
                text.Append(function.Name).Append(' ').Append(instruction.A).Append(' ').Append(instruction.B).Append(' ').Append(instruction.C);
            text.Append(';');
        }

        return text.AppendJoin(' ', stores.Select(s => s.Register)).Append(' ').Append(walk).ToString();
    }

    /// <summary>Three numbers for each instruction and then for each store: address, bytes from row to row, bytes from column to column.
    /// The constants lie behind them. The array never moves.</summary>
    private static nint[] Table(PointwiseInstruction<T>[] instructions, (int Register, Block<T> Block)[] stores)
    {
        int operands = instructions.Length + stores.Length;
        nint[] table = GC.AllocateArray<nint>(PointwiseOperand.Size * operands + instructions.Length, pinned: true);
        nint* first = (nint*)Unsafe.AsPointer(ref table[0]);
        for (int i = 0; i < operands; i++)
        {
            nint* entry = first + PointwiseOperand.Size * i;
            Block<T>? block = i < instructions.Length ? instructions[i].Source : stores[i - instructions.Length].Block;
            if (block is { } memory)
                (entry[0], entry[1], entry[2]) = ((nint)memory.Pointer, (nint)memory.RowStride * sizeof(T), memory.ColumnStride * sizeof(T));
            else
            {
                nint* constant = first + PointwiseOperand.Size * operands + i;
                *(T*)constant = instructions[i].Constant;
                entry[0] = (nint)constant;
            }
        }

        return table;
    }
}

/// <summary>What a compiled loop knows of an operand in memory.</summary>
internal static class PointwiseOperand
{
    /// <summary>Numbers for each operand: address, bytes from row to row, bytes from column to column.</summary>
    public const int Size = 3;
}

/// <summary>How a compiled loop walks through the rows of its space.</summary>
internal enum PointwiseWalk
{
    /// <summary>Row by row; the last bundle of a row is stored masked where the row ends within it.</summary>
    Rows,

    /// <summary>Row by row, whole rows at a time, writing over what is loaded: the load of the next row would wait for a masked store.</summary>
    RowsInPlace,

    /// <summary>Through rows that follow one another without gaps as through one long row.</summary>
    JoinedRows,
}

/// <summary>How often the value of a register is read anew.</summary>
internal enum Repetition
{
    /// <summary>It is computed.</summary>
    Computed,

    /// <summary>Once: a constant, or a block that repeats one number.</summary>
    Once,

    /// <summary>Once a row: a block whose rows repeat one number each.</summary>
    EveryRow,

    /// <summary>For every bundle of columns.</summary>
    EveryBundle,

    /// <summary>For every bundle, from the tile of the product before.</summary>
    Accumulator,
}
