namespace Cajal;

/// <summary>
/// An optimiser that treats each number by itself: a pure rule from (parameter, gradient, state) to (new parameter, new state), element by element, with one array of
/// the parameter's shape for each name in <see cref="State"/>, 0 at first.
/// </summary>
public abstract record ElementwiseOptimizer : Optimizer
{
    private protected ElementwiseOptimizer(double learningRate) : base(learningRate)
    {
    }

    /// <summary>Names of the state arrays that each parameter has.</summary>
    internal abstract IReadOnlyList<string> State { get; }

    /// <summary>Adds the rule to the graph.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">Its gradient, of its shape.</param>
    /// <param name="state">Its state, one node for each name in <see cref="State"/>.</param>
    /// <param name="scalars">One node <c>[]</c> for each name in <see cref="Optimizer.Scalars"/>.</param>
    /// <param name="isWeight">True for weight matrices; biases and scales are not decayed.</param>
    /// <returns>The next parameter and the next state.</returns>
    internal abstract (Node Parameter, Node[] State) Update(Node parameter, Node gradient, Node[] state, Node[] scalars, bool isWeight);

    internal sealed override OptimizerRule AddTo(LearningProblem problem) => new([.. problem.Parameters.SelectMany(UpdatesOf)]);

    private IEnumerable<Update> UpdatesOf(LearnedParameter parameter)
    {
        Node[] state = [.. State.Select(name => parameter.State(name, parameter.Node.Shape))];
        (Node next, Node[] nextState) = Update(parameter.Node, parameter.Gradient, state, parameter.Scalars, parameter.Declaration.IsWeight);
        return [new Update(parameter.Node, next), .. state.Zip(nextState, (node, value) => new Update(node, value))];
    }
}
