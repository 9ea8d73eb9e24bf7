using Cajal.Models;
using Cajal.Planning;
using Cajal.Training;

namespace Cajal;

/// <summary>The memory that a training step works in, found by planning it; nothing of it is allocated for that.</summary>
/// <param name="Parameters">Bytes of the parameters: those that are learned, and statistics.</param>
/// <param name="State">Bytes of the optimiser's state.</param>
/// <param name="Plan">Bytes of the batch and all values between: what a layer gives lives as long as something reads it.</param>
public sealed record StepMemory(long Parameters, long State, long Plan)
{
    /// <summary>Bytes in all.</summary>
    public long Total => Parameters + State + Plan;

    /// <summary>The memory of a step in float32 that learns classes.</summary>
    /// <param name="model">The model, which needs no weights.</param>
    /// <param name="batchSize">Rows of a step, at least 1.</param>
    /// <param name="optimizer">The optimiser; gradient descent with momentum by default.</param>
    /// <param name="loss">The loss; cross entropy by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1, or so large that one value of the step would have more than 2³¹ − 1 numbers.</exception>
    public static StepMemory Of(Model model, int batchSize, Optimizer? optimizer = null, Loss? loss = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        NumberChecks.Count(nameof(StepMemory), nameof(batchSize), batchSize);
        Network network = model.Placed;
        var step = TrainingStep.Build(network, loss ?? new CrossEntropy(), optimizer ?? new Sgd(momentum: 0.9), new StepSettings(), TargetKind.Classes, 1, batchSize);
        return new StepMemory(sizeof(float) * network.StoredCount, sizeof(float) * step.State.Sum(state => (long)state.Shape.Count), PlanCompiler<float>.BytesOf(step.Function));
    }
}
