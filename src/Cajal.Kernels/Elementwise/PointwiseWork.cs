using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Runs a pointwise program. Unit: a tile.</summary>
internal sealed unsafe class PointwiseWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PointwiseProgram<T> program;

    public PointwiseWork(PointwiseProgram<T> program)
    {
        if (program.HasAccumulator)
            throw new ArgumentException("The program reads an accumulator, which only the epilogue of a product has.", nameof(program));
        this.program = program;
    }

    public override int Units => program.Tiles;

    public override double Cost => PointwiseCost * program.CostPerElement * program.Rows * program.Columns;

    public override void Compile() => program.Compile();

    public override void Execute(int firstUnit, int unitCount, int worker) =>
        program.RunTiles(firstUnit, unitCount, Scratch<T>.Get(program.ScratchLength));
}
