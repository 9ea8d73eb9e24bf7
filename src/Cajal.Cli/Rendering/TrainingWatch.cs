namespace Cajal.Cli.Rendering;

/// <summary>Is told how a training goes.</summary>
internal abstract class TrainingWatch : IProgress<FitProgress>
{
    /// <inheritdoc/>
    public abstract void Report(FitProgress value);

    /// <summary>Training has ended; the net is judged beside its baselines.</summary>
    public abstract void Judge();
}
