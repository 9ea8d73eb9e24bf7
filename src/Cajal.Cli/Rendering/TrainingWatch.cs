namespace Cajal.Cli.Rendering;

/// <summary>Is told how a training goes.</summary>
internal abstract class TrainingWatch : IProgress<FitProgress>
{
    /// <inheritdoc/>
    public abstract void Report(FitProgress value);

    /// <summary>Training has diverged and begins again.</summary>
    public abstract void Retry(FailedAttempt failed, double nextRate);

    /// <summary>Training has ended; the net is judged beside its baselines.</summary>
    public abstract void Judge();
}
