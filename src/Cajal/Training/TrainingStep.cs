using Cajal.Models;

namespace Cajal.Training;

/// <summary>What a training step does beside loss and optimiser.</summary>
/// <param name="L2">λ: λw is added to the gradient of weights (not biases).</param>
/// <param name="ClipNorm">Largest norm of all gradients together; larger ones are scaled down. <c>null</c>: no limit.</param>
/// <param name="Weighted">Whether rows carry weights.</param>
internal sealed record StepSettings(double L2, double? ClipNorm, bool Weighted);

/// <summary>
/// One step of training as a pure function of a graph: (parameters, optimiser's state, batch) → (next ones, loss, number of right answers).
/// </summary>
internal sealed class TrainingStep
{
    private TrainingStep(
        GraphFunction function, Node inputs, Node targets, Node? weights, ScalarSet[] scalars, Node loss, Node? correct)
    {
        Function = function;
        Inputs = inputs;
        Targets = targets;
        Weights = weights;
        Scalars = scalars;
        Loss = loss;
        Correct = correct;
    }

    /// <summary>The function.</summary>
    public GraphFunction Function { get; }

    /// <summary>Rows <c>[batch, …]</c>.</summary>
    public Node Inputs { get; }

    /// <summary>Class indices <c>[batch, 1]</c> or values <c>[batch, width]</c>.</summary>
    public Node Targets { get; }

    /// <summary>Row weights <c>[batch, 1]</c>, where rows carry weights.</summary>
    public Node? Weights { get; }

    /// <summary>The optimiser's numbers for this step, once for each factor on the learning rate.</summary>
    public ScalarSet[] Scalars { get; }

    /// <summary>Mean loss of the batch, penalty left out.</summary>
    public Node Loss { get; }

    /// <summary>How many rows are classified rightly; for class targets only.</summary>
    public Node? Correct { get; }

    /// <summary>Names of the optimiser's state beside the parameters: <c>m/dense1.weight</c>.</summary>
    public static IEnumerable<(string Name, Shape Shape)> StateEntries(Network network, Optimizer optimizer) =>
        from parameter in network.Parameters
        from state in optimizer.State
        select (StateName(state, parameter.Name), parameter.Declaration.Shape);

    /// <summary>Builds the step for one batch size.</summary>
    public static TrainingStep Build(Network network, Loss loss, Optimizer optimizer, StepSettings settings, TargetKind kind, int targetWidth, int batch)
    {
        var graph = new Graph();
        Node inputs = network.Input(graph, batch);
        Node targets = graph.Input("targets", [batch, targetWidth], kind == TargetKind.Classes ? Kind.Integer : Kind.Real);
        Node? weights = settings.Weighted ? graph.Input("weights", [batch, 1]) : null;
        var parameters = new Dictionary<string, Node>();
        Node output = network.Forward(inputs, training: true, parameters);
        Node mean = Cajal.Loss.Reduce(loss.PerRow(output, targets), weights);
        Node? correct = kind == TargetKind.Classes && output.Shape.Columns > 1 ? output.ArgMaximum().EqualTo(targets).Sum() : null;

        Node[] nodes = [.. network.Parameters.Select(parameter => parameters[parameter.Name])];
        IReadOnlyList<Node> gradients = Regularize(network, nodes, mean.Gradients(nodes), settings);
        var scalars = new Dictionary<double, ScalarSet>();
        List<Update> updates = [];
        for (int index = 0; index < nodes.Length; index++)
        {
            NetworkParameter parameter = network.Parameters[index];
            double factor = parameter.Declaration.RateFactor;
            if (!scalars.TryGetValue(factor, out ScalarSet? set))
            {
                scalars[factor] = set = new ScalarSet(factor, [.. optimizer.Scalars.Select(name => graph.Input($"{name} x {factor}", []))]);
            }

            updates.AddRange(UpdatesOf(optimizer, parameter, nodes[index], gradients[index], set.Nodes!));
        }

        Node[] outputs = correct is null ? [mean] : [mean, correct];
        var function = new GraphFunction(outputs, updates);
        ScalarSet[] used = [.. scalars.Values.Select(set => set with { Nodes = [.. set.Nodes.Select(node => function.Nodes.Contains(node!) ? node : null)] })];
        return new TrainingStep(function, inputs, targets, weights, used, mean, correct);
    }

    private static IReadOnlyList<Node> Regularize(Network network, Node[] nodes, IReadOnlyList<Node> gradients, StepSettings settings)
    {
        if (settings.L2 > 0)
        {
            gradients = [.. gradients.Select((gradient, index) =>
                network.Parameters[index].Declaration.IsWeight ? WeightPenalty.AddL2(gradient, nodes[index], settings.L2) : gradient)];
        }

        return settings.ClipNorm is { } norm ? GradientClipping.ByNorm(gradients, norm) : gradients;
    }

    private static IEnumerable<Update> UpdatesOf(Optimizer optimizer, NetworkParameter parameter, Node node, Node gradient, Node[] scalars)
    {
        Node[] state = [.. optimizer.State.Select(name => node.Graph.Parameter(StateName(name, parameter.Name), node.Shape))];
        (Node next, Node[] nextState) = optimizer.Update(node, gradient, state, scalars, parameter.Declaration.IsWeight);
        yield return new Update(node, next);
        for (int index = 0; index < state.Length; index++)
        {
            yield return new Update(state[index], nextState[index]);
        }
    }

    private static string StateName(string state, string parameter) => $"{state}/{parameter}";
}

/// <summary>The optimiser's numbers for parameters whose learning rate carries one factor.</summary>
/// <param name="RateFactor">The factor.</param>
/// <param name="Nodes">Input nodes <c>[]</c>, in the optimiser's order; <c>null</c> for a number that the step does not read.</param>
internal sealed record ScalarSet(double RateFactor, Node?[] Nodes);
