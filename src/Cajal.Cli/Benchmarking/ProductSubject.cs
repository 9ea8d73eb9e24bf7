using System.Diagnostics;
using Cajal.Kernels;

namespace Cajal.Cli.Benchmarking;

/// <summary>One product of a layer.</summary>
internal sealed class ProductSubject : Subject
{
    private readonly Team team;
    private readonly WorkList works;

    public ProductSubject(ProductShape shape, ProductRole role, Team team)
        : base(team.Threads)
    {
        this.team = team;
        var random = new Random(7);
        Block<float> x = Filled(shape.Batch, shape.Inputs), w = Filled(shape.Inputs, shape.Outputs), d = Filled(shape.Batch, shape.Outputs);
        works = new WorkList(role switch
        {
            ProductRole.Forward => new ProductWork<float>(x, w, d, epilogue: null),
            ProductRole.InputGradient => new ProductWork<float>(d, w.Transposed(), x, epilogue: null),
            _ => new ProductWork<float>(x.Transposed(), d, w, epilogue: null),
        });

        Block<float> Filled(int rows, int columns)
        {
            var buffer = new NativeBuffer<float>((long)rows * columns);
            foreach (ref float number in buffer.Span)
            {
                number = random.NextSingle() - 0.5f;
            }

            return Block<float>.Dense(buffer, 0, rows, columns);
        }
    }

    /// <summary>So that what the first run finds in no cache does not decide: other programs' figures come from many runs in a row too.</summary>
    public override int FewestRuns => 3;

    /// <inheritdoc/>
    public override double Run(int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            team.Run(works);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / count;
    }
}
