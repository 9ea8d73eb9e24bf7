using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Writes a <see cref="PointwiseProgram{T}"/> instruction by instruction; every method that makes a value returns its register.</summary>
/// <remarks>A store may overwrite, element for element, a block that the program loads: registers keep the values that were loaded.</remarks>
internal sealed class PointwiseProgramBuilder<T>(int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<PointwiseInstruction<T>> instructions = [];
    private readonly List<(int Register, Block<T> Block)> stores = [];

    /// <summary>The values of a block; broadcasts are blocks with strides of 0.</summary>
    public int Load(Block<T> block)
    {
        block.Require(rows, columns, "Loaded block");
        return Add(new() { Source = block });
    }

    public int Constant(T value) => Add(new() { Constant = value });

    /// <summary>The tile that a product has just made; only for epilogues.</summary>
    public int Accumulator() => Add(new() { IsAccumulator = true });

    public int Apply(PointwiseFunction function, int a, int b = -1, int c = -1)
    {
        RequireRegister(a, function.Name);
        if (function.Arity > 1) RequireRegister(b, function.Name);
        if (function.Arity > 2) RequireRegister(c, function.Name);
        return Add(new() { Function = function, A = a, B = function.Arity > 1 ? b : a, C = function.Arity > 2 ? c : a });
    }

    /// <summary>Writes a register to memory.</summary>
    public void Store(int register, Block<T> block)
    {
        RequireRegister(register, "store");
        block.Require(rows, columns, "Stored block");
        block.RequireWritable("Stored block");
        stores.Add((register, block));
    }

    public PointwiseProgram<T> Build() => new(rows, columns, [.. instructions], [.. stores]);

    private int Add(PointwiseInstruction<T> instruction)
    {
        instructions.Add(instruction);
        return instructions.Count - 1;
    }

    private void RequireRegister(int register, string user)
    {
        if (register < 0 || register >= instructions.Count)
            throw new ArgumentOutOfRangeException(nameof(register), register, $"'{user}' reads register {register}, but only {instructions.Count} hold values.");
    }
}

/// <summary>What makes the value of one register: a block, a constant, the accumulator, or a function of earlier registers.</summary>
internal readonly record struct PointwiseInstruction<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Block<T>? Source { get; init; }

    public T Constant { get; init; }

    public bool IsAccumulator { get; init; }

    public PointwiseFunction? Function { get; init; }

    public int A { get; init; }

    public int B { get; init; }

    public int C { get; init; }

    /// <summary>Whether it is a row of several numbers that every row of the space reads.</summary>
    public bool IsRepeatedRow => Source is { RowStride: 0, ColumnStride: 1, Rows: > 1, Columns: > 1 };

    /// <summary>How often the value is read anew.</summary>
    public Repetition Repetition => this switch
    {
        { Function: not null } => Repetition.Computed,
        { IsAccumulator: true } => Repetition.Accumulator,
        { Source: not { } } => Repetition.Once,
        { Source: { } block } when block.ColumnStride != 0 && block.Columns > 1 => Repetition.EveryBundle,
        { Source: { } block } when block.RowStride == 0 || block.Rows == 1 => Repetition.Once,

        // The only column of a space: its numbers may be walked through as one row.
        { Source.Columns: 1 } => Repetition.EveryBundle,
        _ => Repetition.EveryRow,
    };
}
