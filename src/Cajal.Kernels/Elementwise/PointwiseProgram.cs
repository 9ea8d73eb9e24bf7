using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A chain of pointwise functions over a <c>[rows, columns]</c> space, made by <see cref="PointwiseProgramBuilder{T}"/>.</summary>
internal sealed unsafe class PointwiseProgram<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Instruction[] instructions;
    private readonly T[][] registers;

    internal PointwiseProgram(int rows, int columns, Instruction[] instructions)
    {
        Rows = rows;
        Columns = columns;
        this.instructions = instructions;
        registers = new T[instructions.Length][];
        for (int i = 0; i < registers.Length; i++)
            registers[i] = new T[columns];
        Operations = instructions.Length;
        HasAccumulator = instructions.Any(i => i.Kind == InstructionKind.Accumulator);
    }

    internal enum InstructionKind
    {
        Load,
        Constant,
        Accumulator,
        Apply,
        Store,
    }

    public int Rows { get; }

    public int Columns { get; }

    internal bool HasAccumulator { get; }

    internal int Operations { get; }

    internal void RunRow(int row, ReadOnlySpan<T> accumulator)
    {
        for (int i = 0; i < instructions.Length; i++)
        {
            Instruction step = instructions[i];
            Span<T> register = registers[i];
            switch (step.Kind)
            {
                case InstructionKind.Constant:
                    register.Fill(step.Value);
                    break;
                case InstructionKind.Accumulator:
                    accumulator.CopyTo(register);
                    break;
                case InstructionKind.Load:
                    for (int column = 0; column < Columns; column++)
                        register[column] = step.Block[row, column];
                    break;
                case InstructionKind.Apply:
                    Apply(step, register);
                    break;
                default:
                    T* to = step.Block.Pointer + (long)row * step.Block.RowStride;
                    for (int column = 0; column < Columns; column++)
                        to[(long)column * step.Block.ColumnStride] = registers[step.A][column];
                    break;
            }
        }
    }

    private void Apply(Instruction step, Span<T> register)
    {
        switch (step.Function!.Arity)
        {
            case 1:
                step.Function.Apply<T>(registers[step.A], register);
                break;
            case 2:
                step.Function.Apply<T>(registers[step.A], registers[step.B], register);
                break;
            default:
                step.Function.Apply<T>(registers[step.A], registers[step.B], registers[step.C], register);
                break;
        }
    }

    internal readonly record struct Instruction(
        InstructionKind Kind, Block<T> Block = default, T Value = default, PointwiseFunction? Function = null, int A = -1, int B = -1, int C = -1);
}
