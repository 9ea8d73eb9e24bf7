namespace Cajal;

/// <summary>How <see cref="PermutationImportance"/> is measured.</summary>
public sealed record PermutationImportanceOptions
{
    /// <summary>The most permutations of each group.</summary>
    public const int MostRepetitions = 1 << 16;

    /// <summary>The figure that may get worse: accuracy for classes, f1Micro for labels, rmse for values by default.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Permutations of each group; 10 by default.</summary>
    public int Repetitions { get; init; } = 10;

    /// <summary>Features that are permuted together; each by itself by default.</summary>
    public IReadOnlyList<FeatureGroup>? Groups { get; init; }

    /// <summary>Seed of the permutations.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads; 0, the default, takes <c>CAJAL_THREADS</c> or else all processors. The figures do not depend on it.</summary>
    public int Threads { get; init; }
}
