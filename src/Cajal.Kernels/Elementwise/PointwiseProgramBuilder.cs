using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Writes a <see cref="PointwiseProgram{T}"/> instruction by instruction; every method that makes a value returns its register.</summary>
internal sealed class PointwiseProgramBuilder<T>(int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<PointwiseProgram<T>.Instruction> instructions = [];

    public int Load(Block<T> block)
    {
        block.Require(rows, columns, "Loaded block");
        return Add(new(PointwiseProgram<T>.InstructionKind.Load, block));
    }

    public int Constant(T value) => Add(new(PointwiseProgram<T>.InstructionKind.Constant, Value: value));

    /// <summary>The tile that a product has just made; only for epilogues.</summary>
    public int Accumulator() => Add(new(PointwiseProgram<T>.InstructionKind.Accumulator));

    public int Apply(PointwiseFunction function, int a, int b = -1, int c = -1)
    {
        RequireRegister(a, function.Name);
        if (function.Arity > 1) RequireRegister(b, function.Name);
        if (function.Arity > 2) RequireRegister(c, function.Name);
        return Add(new(PointwiseProgram<T>.InstructionKind.Apply, Function: function, A: a, B: b, C: c));
    }

    /// <summary>Writes a register to memory; the block may be one that the program loads, element for element.</summary>
    public void Store(int register, Block<T> block)
    {
        RequireRegister(register, "store");
        block.Require(rows, columns, "Stored block");
        block.RequireWritable("Stored block");
        Add(new(PointwiseProgram<T>.InstructionKind.Store, block, A: register));
    }

    public PointwiseProgram<T> Build() => new(rows, columns, [.. instructions]);

    private int Add(PointwiseProgram<T>.Instruction instruction)
    {
        instructions.Add(instruction);
        return instructions.Count - 1;
    }

    private void RequireRegister(int register, string user)
    {
        if (register < 0 || register >= instructions.Count || instructions[register].Kind == PointwiseProgram<T>.InstructionKind.Store)
            throw new ArgumentOutOfRangeException(nameof(register), $"'{user}' reads register {register}, which holds no value.");
    }
}
