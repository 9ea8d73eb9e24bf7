namespace Cajal;

/// <summary>What may differ when a training goes on from a checkpoint; everything else is in the checkpoint.</summary>
public sealed record ResumeOptions
{
    /// <summary>The same validation set as before, if there was one.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>Epochs beyond those planned at first; only with a constant learning rate, since a schedule's course depends on its horizon.</summary>
    public int AdditionalEpochs { get; init; }

    /// <inheritdoc cref="FitOptions.Threads"/>
    public int Threads { get; init; }

    /// <inheritdoc cref="FitOptions.Callbacks"/>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <inheritdoc cref="FitOptions.Progress"/>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Where to keep checkpoints from now on; by default where this one was read.</summary>
    public string? CheckpointPath { get; init; }
}
