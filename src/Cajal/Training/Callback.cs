namespace Cajal;

/// <summary>Something done after each epoch of training.</summary>
/// <example>
/// <code>
/// sealed class Target(double loss) : Callback
/// {
///     public override string? OnEpochEnd(EpochResult result) => result.Loss &lt; loss ? $"loss below {loss}" : null;
/// }
/// </code>
/// </example>
public abstract class Callback
{
    /// <summary>Called after an epoch's training and validation.</summary>
    /// <param name="result">The epoch's figures.</param>
    /// <returns><c>null</c> to go on, or the reason to stop, which stands in <see cref="History.Stopped"/>.</returns>
    public abstract string? OnEpochEnd(EpochResult result);

    /// <summary>Called when training has diverged and begins again with the first weights: what it was told of earlier epochs no longer holds.</summary>
    /// <param name="failed">What has been given up.</param>
    /// <param name="nextRate">The learning rate that is tried next.</param>
    public virtual void OnRetry(FailedAttempt failed, double nextRate)
    {
    }
}
