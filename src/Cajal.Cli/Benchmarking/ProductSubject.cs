using System.Diagnostics;
using Cajal.Kernels;

namespace Cajal.Cli.Benchmarking;

/// <summary>One product of a layer.</summary>
internal sealed class ProductSubject(Team team, Work product) : Subject(team.Threads)
{
    private readonly WorkList works = new(product);

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

    /// <summary>Numbers around zero.</summary>
    public static Block<float> Filled(Random random, int rows, int columns)
    {
        var buffer = new NativeBuffer<float>((long)rows * columns);
        foreach (ref float number in buffer.Span)
        {
            number = random.NextSingle() - 0.5f;
        }

        return Block<float>.Dense(buffer, 0, rows, columns);
    }
}
