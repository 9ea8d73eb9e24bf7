using Cajal.Planning;

namespace Cajal.Training;

/// <summary>The loss of a training step alone, compiled: what the step would see, without a step.</summary>
internal sealed class LossPlan
{
    /// <summary>Compiles the loss of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="store">Parameters.</param>
    public LossPlan(TrainingStep step, ParameterStore<float> store)
    {
        Plan = PlanCompiler<float>.Compile(step.LossFunction, store);
        Inputs = [.. step.Inputs.Select(Plan.Value)];
        Targets = [.. step.Targets.Select(Plan.Value)];
        Weights = step.Weights is { } weights ? Plan.Value(weights) : null;
        Mixed = step.Mixed is { } mixed ? ([.. mixed.Targets.Select(Plan.Value)], Plan.Value(mixed.Shares)) : null;
        Loss = Plan.Value(step.Loss);
    }

    /// <summary>The plan.</summary>
    public Plan<float> Plan { get; }

    /// <summary>Where the rows of each input go.</summary>
    public PlanValue<float>[] Inputs { get; }

    /// <summary>Where the targets of each output go.</summary>
    public PlanValue<float>[] Targets { get; }

    /// <summary>Where row weights go.</summary>
    public PlanValue<float>? Weights { get; }

    /// <summary>Where the targets of rows that are mixed in go, and the rows' own shares.</summary>
    public (PlanValue<float>[] Targets, PlanValue<float> Shares)? Mixed { get; }

    /// <summary>Where the loss is.</summary>
    public PlanValue<float> Loss { get; }
}
