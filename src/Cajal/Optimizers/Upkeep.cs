namespace Cajal;

/// <summary>
/// What an optimiser does with its state between the steps, outside the compiled plan: matrices to take roots of, numbers to adapt. It holds no state of its own but
/// memory to work in: a training that goes on from a checkpoint gives the same bits.
/// </summary>
internal abstract class Upkeep
{
    /// <summary>Called before a step.</summary>
    /// <param name="step">Its number, from 1. Before the first the state is all 0.</param>
    public abstract void Before(long step);

    /// <summary>Whether <see cref="After"/> wants to know the loss of the step's batch with the new weights.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    public virtual bool WantsNextLoss(long step) => false;

    /// <summary>Called after a step.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="outcome">What came of it.</param>
    public abstract void After(long step, StepOutcome outcome);
}

/// <summary>What came of a step.</summary>
/// <param name="Loss">Loss of the batch before it.</param>
/// <param name="NextLoss">Loss of the same batch after it; NaN where it was not wanted.</param>
/// <param name="PredictedChange">The change that the optimiser expected; NaN where it expects nothing.</param>
internal readonly record struct StepOutcome(double Loss, double NextLoss, double PredictedChange);
