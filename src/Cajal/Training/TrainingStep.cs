using Cajal.Models;

namespace Cajal.Training;

/// <summary>What a training step does beside loss and optimiser.</summary>
/// <param name="L2">λ: λw is added to the gradient of weights (not biases).</param>
/// <param name="L1">λ: after the step weights are drawn towards 0 by ηλ (not biases).</param>
/// <param name="MaxNorm">Largest norm of the weights that lead into a unit. <c>null</c>: no limit.</param>
/// <param name="ClipNorm">Largest norm of all gradients together; larger ones are scaled down. <c>null</c>: no limit.</param>
/// <param name="Weighted">Whether rows carry weights.</param>
/// <param name="MeasuresGradient">Whether the norm of all gradients together is computed.</param>
/// <param name="RateFactors">What the learning rate of layers and parts is multiplied with, by their names.</param>
internal sealed record StepSettings(
    double L2 = 0, double L1 = 0, double? MaxNorm = null, double? ClipNorm = null, bool Weighted = false, bool MeasuresGradient = false,
    IReadOnlyDictionary<string, double>? RateFactors = null)
{
    /// <summary>The settings of a job.</summary>
    public static StepSettings Of(TrainingJob job) => new(
        job.Options.L2,
        job.Options.L1,
        job.Options.MaxNorm,
        job.Options.ClipNorm,
        !job.Rows.Weights.IsEmpty || job.Options.ClassWeights is not null,
        job.Options.GradientNorm is not null,
        job.Options.RateFactors);

    /// <summary>What the learning rate of a layer is multiplied with: the factor of the layer, or of the smallest part around it that has one.</summary>
    public double RateFactor(string layer) => RateFactors is null ? 1
        : RateFactors.Where(factor => PartNames.Covers(factor.Key, layer)).OrderByDescending(factor => factor.Key.Length).Select(factor => factor.Value).FirstOrDefault(1);
}

/// <summary>
/// One step of training as a pure function of a graph: (parameters, optimiser's state, batch) → (next ones, loss, number of right answers).
/// </summary>
internal sealed class TrainingStep
{
    private TrainingStep(
        GraphFunction function, Node inputs, Node targets, Node? weights, ScalarSet[] scalars, Node loss, Node? correct, Node? gradientNorm)
    {
        Function = function;
        Inputs = inputs;
        Targets = targets;
        Weights = weights;
        Scalars = scalars;
        Loss = loss;
        Correct = correct;
        GradientNorm = gradientNorm;
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

    /// <summary>Norm of all gradients together, penalty of the weights included; where it is asked for.</summary>
    public Node? GradientNorm { get; }

    /// <summary>Names of the optimiser's state beside the parameters: <c>m/dense1.weight</c>.</summary>
    public static IEnumerable<(string Name, Shape Shape)> StateEntries(Network network, Optimizer optimizer) =>
        from parameter in network.Trained
        from state in optimizer.State
        select (StateName(state, parameter.Name), parameter.Declaration.Shape);

    /// <summary>Builds the step for one batch size.</summary>
    public static TrainingStep Build(Network network, Loss loss, Optimizer optimizer, StepSettings settings, TargetKind kind, int targetWidth, int batch)
    {
        var graph = new Graph();
        NetworkGraph net = network.Expand(graph, batch, training: true);
        Node targets = graph.Input("targets", [batch, targetWidth], kind == TargetKind.Classes ? Kind.Integer : Kind.Real);
        Node? weights = settings.Weighted ? graph.Input("weights", [batch, 1]) : null;
        Node output = net.Output;
        List<Update> updates = [.. net.Updates];
        Node mean = Cajal.Loss.Reduce(loss.PerRow(output, targets), weights);
        Node? correct = kind == TargetKind.Classes && output.Shape.Columns > 1 ? output.ArgMaximum().EqualTo(targets).Sum() : null;

        IReadOnlyList<NetworkParameter> trained = network.Trained;
        Node[] nodes = [.. trained.Select(parameter => net.Parameters[parameter.Name])];
        IReadOnlyList<Node> gradients = AddPenalty(trained, nodes, mean.Gradients(nodes), settings);
        Node? norm = settings.MeasuresGradient ? GradientClipping.Norm(gradients) : null;
        gradients = settings.ClipNorm is { } limit ? GradientClipping.ByNorm(gradients, limit) : gradients;
        var scalars = new Dictionary<double, ScalarSet>();
        for (int index = 0; index < nodes.Length; index++)
        {
            NetworkParameter parameter = trained[index];
            double factor = parameter.Declaration.RateFactor * settings.RateFactor(parameter.Layer);
            if (!scalars.TryGetValue(factor, out ScalarSet? set))
            {
                scalars[factor] = set = new ScalarSet(factor, [.. optimizer.Scalars.Select(name => graph.Input($"{name} x {factor}", []))], graph.Input($"threshold x {factor}", []));
            }

            updates.AddRange(UpdatesOf(optimizer, parameter, nodes[index], gradients[index], set, settings));
        }

        var function = new GraphFunction([.. new[] { mean, correct, norm }.OfType<Node>()], updates);
        ScalarSet[] used = [.. scalars.Values.Select(set => new ScalarSet(set.RateFactor, [.. set.Nodes.Select(Used)], Used(set.Threshold)))];
        return new TrainingStep(function, net.Input, targets, weights, used, mean, correct, norm);

        Node? Used(Node? node) => function.Nodes.Contains(node!) ? node : null;
    }

    private static IReadOnlyList<Node> AddPenalty(IReadOnlyList<NetworkParameter> trained, Node[] nodes, IReadOnlyList<Node> gradients, StepSettings settings) => settings.L2 > 0
        ? [.. gradients.Select((gradient, index) =>
            trained[index].Declaration.IsWeight ? WeightPenalty.AddL2(gradient, nodes[index], settings.L2) : gradient)]
        : gradients;

    private static IEnumerable<Update> UpdatesOf(
        Optimizer optimizer, NetworkParameter parameter, Node node, Node gradient, ScalarSet scalars, StepSettings settings)
    {
        Node[] state = [.. optimizer.State.Select(name => node.Graph.Parameter(StateName(name, parameter.Name), node.Shape))];
        (Node next, Node[] nextState) = optimizer.Update(node, gradient, state, scalars.Nodes!, parameter.Declaration.IsWeight);
        yield return new Update(node, parameter.Declaration.IsWeight ? Constrain(next, scalars, settings) : next);
        for (int index = 0; index < state.Length; index++)
        {
            yield return new Update(state[index], nextState[index]);
        }
    }

    private static Node Constrain(Node weight, ScalarSet scalars, StepSettings settings)
    {
        weight = settings.L1 > 0 ? WeightPenalty.Shrink(weight, scalars.Threshold!) : weight;
        return settings.MaxNorm is { } limit ? MaxNorm.Limit(weight, limit) : weight;
    }

    private static string StateName(string state, string parameter) => $"{state}/{parameter}";
}

/// <summary>The optimiser's numbers for parameters whose learning rate carries one factor.</summary>
/// <param name="RateFactor">The factor.</param>
/// <param name="Nodes">Input nodes <c>[]</c>, in the optimiser's order; <c>null</c> for a number that the step does not read.</param>
/// <param name="Threshold">Input node <c>[]</c>: what L1 takes off a weight in the step; <c>null</c> where the step does not read it.</param>
internal sealed record ScalarSet(double RateFactor, Node?[] Nodes, Node? Threshold);
