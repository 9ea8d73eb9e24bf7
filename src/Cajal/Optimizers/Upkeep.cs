namespace Cajal;

/// <summary>
/// What an optimiser does with its state between the steps, outside the compiled plan: matrices to take roots of, numbers to adapt, a line to search. Whatever lasts
/// from step to step stands in the state, so that a training that goes on from a checkpoint gives the same bits.
/// </summary>
internal abstract class Upkeep
{
    /// <summary>What float32 makes of a loss, as a share of it: a few units in its last place.</summary>
    protected const double Rounding = 1.0 / (1 << 22);

    /// <summary>Called before a step.</summary>
    /// <param name="step">Its number, from 1. Before the first the state is all 0.</param>
    public abstract void Before(long step);

    /// <summary>Called after a step.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="lossNow">
    /// Measures the loss of the step's batch with the weights as they are, with the same random numbers; only for an optimiser that says <see cref="Optimizer.MeasuresLoss"/>.
    /// </param>
    /// <returns>Why no further step is of use; <c>null</c> to go on.</returns>
    public abstract string? After(long step, StepOutcome outcome, Func<double> lossNow);
}

/// <summary>What came of a step.</summary>
/// <param name="Loss">Loss of the batch before it.</param>
/// <param name="PredictedChange">The change that the optimiser expected; NaN where it expects nothing.</param>
/// <param name="Rate">Learning rate of the step.</param>
internal readonly record struct StepOutcome(double Loss, double PredictedChange, double Rate);
