using System.Text.Json.Nodes;
using Cajal.Planning;

namespace Cajal;

/// <summary>
/// L-BFGS for small data (D. Liu, J. Nocedal, "On the limited memory BFGS method for large scale optimization", 1989; J. Nocedal, S. J. Wright, Numerical Optimization,
/// 2nd edition, algorithms 7.4 and 3.1): each step takes all rows of the training set, whatever <see cref="FitOptions.BatchSize"/> says, so that an epoch is one step. It
/// goes along −H·∇, H built from the last <see cref="Memory"/> steps and what they changed in the gradient, and shortens the step until the loss falls enough (Armijo);
/// Wolfe's condition on the slope is not asked for, steps along which the gradient did not grow are left out of H instead.
/// </summary>
/// <remarks>
/// A step costs one gradient of the whole set and, as a rule, one or two evaluations of its loss. Dropout and its like make the loss of each step another one and
/// mislead it, and factors on the rates of parts have no effect. Weights are held to float32, so that it ends, with a reason, where the loss cannot be told from its rounding: a relative change of about 10⁻⁷.
/// </remarks>
public sealed record Lbfgs : Optimizer
{
    /// <summary>Makes the optimiser.</summary>
    /// <param name="learningRate">What the first trial of each line is multiplied by; default 1.</param>
    /// <param name="memory">Steps remembered; default 10 (Nocedal and Wright, section 7.2: 3 to 20).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Lbfgs(double learningRate = 1, int memory = 10) : base(learningRate) => Memory = NumberChecks.CountUpTo(nameof(Lbfgs), nameof(memory), memory, 1000);

    /// <summary>Steps remembered.</summary>
    public int Memory { get; }

    /// <inheritdoc/>
    public override string Kind => "lbfgs";

    internal override IReadOnlyList<string> Scalars => [];

    internal override bool TakesAllRows => true;

    internal override bool MeasuresLoss => true;

    internal static Lbfgs Read(ModelFields fields) => new(fields.Number("learningRate"), fields.Count("memory"));

    internal override void ComputeScalars(long step, double rate, Span<double> scalars)
    {
    }

    internal override OptimizerRule AddTo(LearningProblem problem)
    {
        int length = problem.Parameters.Sum(parameter => parameter.Node.Shape.Count);
        return new OptimizerRule([.. problem.Parameters.Select(parameter => new Update(parameter.State(LbfgsUpkeep.Gradient, parameter.Node.Shape), parameter.Gradient))])
        {
            Kept = [(LbfgsUpkeep.LastGradient, [length]), (LbfgsUpkeep.LastStep, [length]), (LbfgsUpkeep.Steps, [Memory, length]), (LbfgsUpkeep.Changes, [Memory, length]), (LbfgsUpkeep.Count, [])],
        };
    }

    internal override Upkeep CreateUpkeep(ParameterStore<float> state, IReadOnlyList<(string Name, ParameterDeclaration Declaration)> trained, double l2) =>
        new LbfgsUpkeep(this, state, trained, l2);

    private protected override void WriteConfiguration(JsonObject json) => json["memory"] = Memory;
}
