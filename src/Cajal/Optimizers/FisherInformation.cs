using Cajal.Derivatives;

namespace Cajal;

/// <summary>
/// Fisher's information of a batch, F = c·Σᵢ wᵢJᵢᵀBᵢBᵢᵀJᵢ / Σᵢ wᵢ, never formed: J is the derivative of a row's natural outputs by the parameters, BBᵀ the curvature of its loss.
/// </summary>
internal sealed class FisherInformation
{
    private readonly LearningProblem problem;

    public FisherInformation(LearningProblem problem)
    {
        this.problem = problem;
        Natural = problem.Loss.Natural(problem.Output);
        TotalWeight = problem.Weights?.Sum() ?? problem.Graph.Constant(problem.Rows);
    }

    /// <summary>The natural outputs, <see cref="Loss.Natural"/>.</summary>
    public Node Natural { get; }

    /// <summary>Σᵢ wᵢ, without weights the number of rows.</summary>
    public Node TotalWeight { get; }

    /// <summary>What arrives at nodes when each row's outputs get √(cw)·B·ε, c the weight of the loss, ε = ±1 at random: the mean product of what arrives has the expectation F.</summary>
    public IReadOnlyList<Node> PullSample(IReadOnlyList<Node> with)
    {
        Graph graph = problem.Graph;
        Node signs = graph.RandomUniform(Natural.Shape, problem.Stream).GreaterOrEqual(graph.Constant(0.5)).Select(graph.Constant(1), graph.Constant(-1));
        Node sample = Math.Sqrt(problem.LossWeight) * problem.Loss.CurvatureRoot(Natural, problem.Targets, signs);
        return Natural.Pull(problem.Weights is { } weights ? sample * weights.Sqrt() : sample, with);
    }

    /// <summary>BᵀJv for each row: the change of the outputs along a direction, in the measure of the loss.</summary>
    /// <param name="direction">v, one node for each parameter.</param>
    public Node Push(IReadOnlyList<Node> direction)
    {
        var changes = problem.Parameters.Select((parameter, index) => (parameter.Node, direction[index])).ToDictionary(pair => pair.Node, pair => pair.Item2);
        return problem.Loss.CurvatureRootTransposed(Natural, problem.Targets, ForwardMode.Derivative(Natural, changes));
    }

    /// <summary>uᵀFv from what <see cref="Push"/> gave for u and v.</summary>
    public Node Product(Node u, Node v) => problem.LossWeight * (WeightRows(u * v).Sum() / TotalWeight);

    /// <summary>Each row times its weight.</summary>
    public Node WeightRows(Node rows) => problem.Weights is { } weights ? rows * weights : rows;
}
