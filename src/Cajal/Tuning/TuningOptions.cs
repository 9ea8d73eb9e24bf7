namespace Cajal;

/// <summary>How long a search goes on and by what it compares.</summary>
public sealed record TuningOptions
{
    /// <summary>By what trials are compared: accuracy for classes, f1Micro for labels, rmse for values by default.</summary>
    public Metric? Metric { get; init; }

    /// <summary>At most so many trials; no limit by default. Without a limit of trials or time, one round of each kind of halving is run.</summary>
    public int? Trials { get; init; }

    /// <summary>The search ends after this time; trials that run then are dropped. No limit by default.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Trainings side by side, each with one thread; 0, the default, takes <c>CAJAL_THREADS</c> or else all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Trials of an earlier sitting of the same search, which are not run again.</summary>
    public IReadOnlyList<Trial> Finished { get; init; } = [];

    /// <summary>Told each trial as it is finished, one at a time; not in the order of their numbers.</summary>
    public Action<Trial>? OnTrial { get; init; }
}
