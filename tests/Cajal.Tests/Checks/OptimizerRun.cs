namespace Cajal.Tests;

/// <summary>One parameter under an optimiser, fed with given gradients: a training step as the trainer builds it.</summary>
internal sealed class OptimizerRun
{
    private readonly ElementwiseOptimizer optimizer;
    private readonly Node gradient;
    private readonly Node[] scalars;

    public OptimizerRun(ElementwiseOptimizer optimizer, int size, bool isWeight = true)
    {
        this.optimizer = optimizer;
        var graph = new Graph();
        Node parameter = graph.Parameter("p", [size]);
        gradient = graph.Input("g", [size]);
        scalars = [.. optimizer.Scalars.Select(name => graph.Input(name, []))];
        Node[] state = [.. optimizer.State.Select(name => graph.Parameter(name, [size]))];
        (Node next, Node[] nextState) = optimizer.Update(parameter, gradient, state, scalars, isWeight);
        Assert.Equal(state.Length, nextState.Length);
        Function = new GraphFunction([], [new Update(parameter, next), .. state.Zip(nextState, (node, value) => new Update(node, value))]);
    }

    /// <summary>The step.</summary>
    public GraphFunction Function { get; }

    /// <summary>Inputs of one step.</summary>
    public Dictionary<Node, double[]> Inputs(long step, double rate, double[] gradients)
    {
        double[] numbers = new double[scalars.Length];
        optimizer.ComputeScalars(step, rate, numbers);
        var inputs = new Dictionary<Node, double[]> { [gradient] = gradients };
        foreach ((Node node, double number) in scalars.Zip(numbers))
        {
            inputs[node] = [number];
        }

        return inputs;
    }
}
