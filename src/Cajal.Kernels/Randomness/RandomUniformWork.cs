using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Fills a block with uniform numbers in [0, 1) that depend only on (seed, stream, step, element index row * columns + column). Unit: a row.</summary>
internal sealed unsafe class RandomUniformWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RandomState state;
    private readonly ulong stream;
    private readonly Block<T> result;

    public RandomUniformWork(RandomState state, ulong stream, Block<T> result)
    {
        if (result.ColumnStride != 1 && result.Columns > 1)
            throw new ArgumentException($"Random numbers need a block with column stride 1, but it is {result.ColumnStride}.", nameof(result));
        result.RequireWritable("Random result");
        this.state = state;
        this.stream = stream;
        this.result = result;
    }

    public override int Units => result.Rows;

    public override double Cost => 10 * PointwiseCost * result.Rows * result.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        for (int row = firstUnit; row < firstUnit + unitCount; row++)
        {
            var line = new Span<T>(result.Pointer + (long)row * result.RowStride, result.Columns);
            CounterRandom.Uniform(state.Seed, stream, state.Step, (long)row * result.Columns, line);
        }
    }
}
