namespace Cajal;

/// <summary>A training step without its optimiser: what an optimiser's rule may read.</summary>
/// <param name="Parameters">What is learned.</param>
/// <param name="Outputs">The outputs and what they are compared with.</param>
/// <param name="Weights">Row weights <c>[batch, 1]</c>, where rows carry weights.</param>
/// <param name="L2">λ: λw is part of the gradient of weights.</param>
/// <param name="Stream">A random stream for the optimiser.</param>
internal sealed record LearningProblem(
    IReadOnlyList<LearnedParameter> Parameters, IReadOnlyList<LearnedOutput> Outputs, Node? Weights, double L2, ulong Stream)
{
    /// <summary>Output of a model of one output <c>[batch, …]</c>.</summary>
    public Node Output => Only.Output;

    /// <summary>Its targets.</summary>
    public Node Targets => Only.Targets;

    /// <summary>Its loss.</summary>
    public Loss Loss => Only.Loss;

    /// <summary>What its loss is multiplied by.</summary>
    public double LossWeight => Only.Weight;

    /// <summary>The graph.</summary>
    public Graph Graph => Outputs[0].Output.Graph;

    /// <summary>Rows of the batch.</summary>
    public int Rows => Outputs[0].Output.Shape[0];

    private LearnedOutput Only => Outputs.Count == 1
        ? Outputs[0]
        : throw new ArgumentException($"K-FAC: it works out the curvature of one output's loss, the model has {Outputs.Count} outputs. Take one that goes by gradients alone, e.g. Adam.");
}

/// <summary>An output that is learned.</summary>
/// <param name="Output">Output of the model <c>[batch, …]</c>.</param>
/// <param name="Targets">What it is compared with.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Weight">What the loss is multiplied by.</param>
internal sealed record LearnedOutput(Node Output, Node Targets, Loss Loss, double Weight);

/// <summary>A parameter with what an optimiser's rule needs.</summary>
/// <param name="Name">The full name, e.g. <c>dense1.weight</c>.</param>
/// <param name="Declaration">Shape and role.</param>
/// <param name="Node">The parameter.</param>
/// <param name="Gradient">Its gradient, of its shape.</param>
/// <param name="RateFactor">Multiplies the learning rate for this parameter.</param>
/// <param name="Scalars">One node <c>[]</c> for each name in <see cref="Optimizer.Scalars"/>.</param>
internal sealed record LearnedParameter(string Name, ParameterDeclaration Declaration, Node Node, Node Gradient, double RateFactor, Node[] Scalars)
{
    /// <summary>Something that the optimiser keeps for the parameter: <c>mean/dense1.weight</c>, 0 at first.</summary>
    public Node State(string name, Shape shape) => Node.Graph.Parameter($"{name}/{Name}", shape);
}

/// <summary>What an optimiser adds to a training step.</summary>
/// <param name="Updates">The next parameters and the next state.</param>
/// <param name="PredictedChange">By how much the optimiser expects the batch's loss to change, <c>[]</c>, where it expects something.</param>
internal sealed record OptimizerRule(IReadOnlyList<Update> Updates, Node? PredictedChange = null)
{
    /// <summary>State that the step itself neither reads nor writes: what an <see cref="Upkeep"/> keeps.</summary>
    public IReadOnlyList<(string Name, Shape Shape)> Kept { get; init; } = [];
}
