namespace Cajal.Cli.Benchmarking;

/// <summary>How long is measured.</summary>
internal sealed record BenchmarkSettings
{
    /// <summary>Less than twenty seconds for all, on two cores that nobody else uses.</summary>
    public static BenchmarkSettings Quick { get; } = new();

    /// <summary>About three minutes.</summary>
    public static BenchmarkSettings Full { get; } = new() { IsFull = true, RepetitionSeconds = 2e-3, WarmUpSeconds = 0.25, MostSeconds = 10 };

    /// <summary>Whether every shape and the grid are measured.</summary>
    public bool IsFull { get; init; }

    /// <summary>Numbers of threads.</summary>
    public IReadOnlyList<int> Threads { get; init; } = [1];

    /// <summary>Repetitions of each figure; the least counts.</summary>
    public int Repetitions { get; init; } = 7;

    /// <summary>Seconds of a repetition, about. Shorter than the time for which a system lets a thread run where others want the processor
    /// too, so that some repetitions are not interrupted.</summary>
    public double RepetitionSeconds { get; init; } = 1e-3;

    /// <summary>Seconds for which a subject runs before it is timed, at least; the first of its kind four times as long, since the
    /// runtime compiles anew what runs often, in steps of a tenth of a second.</summary>
    public double WarmUpSeconds { get; init; } = 0.12;

    /// <summary>Seconds after which a subject is not repeated any more. A run that would take as long by itself is left out.</summary>
    public double MostSeconds { get; init; } = 3;

    /// <summary>Seconds of one look at the ceiling.</summary>
    public double CeilingSeconds { get; init; } = 5e-4;
}
