using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Runs a pointwise program. Unit: a row.</summary>
internal sealed class PointwiseWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PointwiseProgram<T> program;

    public PointwiseWork(PointwiseProgram<T> program)
    {
        if (program.HasAccumulator)
            throw new ArgumentException("The program reads an accumulator, which only the epilogue of a product has.", nameof(program));
        this.program = program;
    }

    public override int Units => program.Rows;

    public override double Cost => (double)program.Rows * program.Columns * program.Operations;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        for (int row = firstUnit; row < firstUnit + unitCount; row++)
            program.RunRow(row, []);
    }
}
