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
/// <param name="Mixes">Whether rows are mixed with others, so that each has two targets.</param>
internal sealed record StepSettings(
    double L2 = 0, double L1 = 0, double? MaxNorm = null, double? ClipNorm = null, bool Weighted = false, bool MeasuresGradient = false,
    IReadOnlyDictionary<string, double>? RateFactors = null, bool Mixes = false)
{
    /// <summary>The settings of a job.</summary>
    public static StepSettings Of(TrainingJob job) => new(
        job.Options.L2,
        job.Options.L1,
        job.Options.MaxNorm,
        job.Options.ClipNorm,
        !job.Rows.Weights.IsEmpty || job.Options.ClassWeights is not null,
        job.Options.GradientNorm is not null,
        job.Options.RateFactors,
        job.Options.Augmentation.Any(augmentation => augmentation is Mixup));

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
        GraphFunction function, IReadOnlyList<Node> inputs, IReadOnlyList<Node> targets, Node? weights, Node loss, IReadOnlyList<(string Name, Shape Shape)> state)
    {
        Function = function;
        Inputs = inputs;
        Targets = targets;
        Weights = weights;
        Loss = loss;
        State = state;
    }

    /// <summary>The function.</summary>
    public GraphFunction Function { get; }

    /// <summary>Rows <c>[batch, …]</c> of each input.</summary>
    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>For each output class indices <c>[batch, 1]</c> or values <c>[batch, width]</c>.</summary>
    public IReadOnlyList<Node> Targets { get; }

    /// <summary>Row weights <c>[batch, 1]</c>, where rows carry weights.</summary>
    public Node? Weights { get; }

    /// <summary>The targets of the rows that were mixed in, output by output, and the rows' own shares <c>[batch, 1]</c>; where rows are mixed.</summary>
    public (Node[] Targets, Node Shares)? Mixed { get; private init; }

    /// <summary>The optimiser's numbers for this step, once for each factor on the learning rate.</summary>
    public required ScalarSet[] Scalars { get; init; }

    /// <summary>Mean loss of the batch, of several outputs the weighted sum; penalty left out.</summary>
    public Node Loss { get; }

    /// <summary>How many rows the first or only output classifies rightly; for class targets only.</summary>
    public Node? Correct { get; private init; }

    /// <summary>Norm of all gradients together, penalty of the weights included; where it is asked for.</summary>
    public Node? GradientNorm { get; private init; }

    /// <summary>By how much the optimiser expects the batch's loss to change; where it expects something.</summary>
    public Node? PredictedChange { get; private init; }

    /// <summary>Names and shapes of the optimiser's state beside the parameters: <c>mean/dense1.weight</c>.</summary>
    public IReadOnlyList<(string Name, Shape Shape)> State { get; }

    /// <summary>The loss of a batch alone, penalty left out: what the step would see.</summary>
    public GraphFunction LossFunction => new([Loss]);

    /// <summary>The step of a job.</summary>
    public static TrainingStep Of(TrainingJob job, int batch) =>
        Build(job.Network, [.. job.Outputs.Select(output => output.Compared)], job.Optimizer, StepSettings.Of(job), batch);

    /// <summary>Builds the step of a model of one output for one batch size.</summary>
    public static TrainingStep Build(Network network, Loss loss, Optimizer optimizer, StepSettings settings, TargetKind kind, int targetWidth, int batch) =>
        Build(network, [new OutputTarget(loss, kind, targetWidth)], optimizer, settings, batch);

    /// <summary>Builds the step for one batch size.</summary>
    public static TrainingStep Build(Network network, IReadOnlyList<OutputTarget> compared, Optimizer optimizer, StepSettings settings, int batch)
    {
        var graph = new Graph();
        NetworkGraph net = network.Expand(graph, batch, training: true);
        Node[] targets = [.. compared.Select((target, index) => target.Node(graph, batch, index))];
        Node? weights = settings.Weighted ? graph.Input("weights", [batch, 1]) : null;
        List<Update> updates = [.. net.Updates];
        (Node[] Targets, Node Shares)? mixed = settings.Mixes
            ? ([.. targets.Select((target, index) => graph.Input($"mixed targets {index}", target.Shape, target.Kind))], graph.Input("shares", [batch, 1]))
            : null;
        Node mean = OutputTarget.Total(compared, [.. compared.Select((target, index) =>
            Cajal.Loss.Reduce(PerRow(target.Loss, net.Outputs[index], targets[index], mixed?.Targets[index], mixed?.Shares), weights))]);
        Node first = net.Outputs[0];
        Node? correct = compared[0].Kind == TargetKind.Classes && first.Shape.Columns > 1 ? first.ArgMaximum().EqualTo(targets[0]).Sum() : null;

        IReadOnlyList<NetworkParameter> trained = network.Trained;
        Node[] nodes = [.. trained.Select(parameter => net.Parameters[parameter.Name])];
        IReadOnlyList<Node> gradients = AddPenalty(trained, nodes, mean.Gradients(nodes), settings);
        Node? norm = settings.MeasuresGradient ? GradientClipping.Norm(gradients) : null;
        gradients = settings.ClipNorm is { } limit ? GradientClipping.ByNorm(gradients, limit) : gradients;
        double[] factors = [.. trained.Select(parameter => parameter.Declaration.RateFactor * settings.RateFactor(parameter.Layer))];
        Dictionary<double, ScalarSet> scalars = factors.Distinct().ToDictionary(factor => factor, factor => ScalarSet.Of(graph, optimizer, factor));
        var learned = nodes.Select((node, index) => new LearnedParameter(
            trained[index].Name, trained[index].Declaration, node, gradients[index], factors[index], scalars[factors[index]].Nodes!)).ToDictionary(parameter => parameter.Node);
        IReadOnlyList<LearnedOutput> outputs = [.. compared.Select((target, index) => new LearnedOutput(net.Outputs[index], targets[index], target.Loss, target.Weight))];
        OptimizerRule rule = optimizer.AddTo(new LearningProblem([.. learned.Values], outputs, weights, settings.L2, RandomStreams.Optimizer));
        updates.AddRange(rule.Updates.Select(update => learned.TryGetValue(update.Parameter, out LearnedParameter? parameter) && parameter.Declaration.IsWeight
            ? new Update(update.Parameter, Constrain(update.Value, scalars[parameter.RateFactor], settings))
            : update));
        var function = new GraphFunction([.. new[] { mean, correct, norm, rule.PredictedChange }.OfType<Node>()], updates);
        return new TrainingStep(function, net.Inputs, targets, weights, mean, [.. StateOf(function, network), .. rule.Kept])
        {
            Scalars = [.. scalars.Values.Select(set => set.UsedBy(function))],
            Correct = correct,
            Mixed = mixed,
            GradientNorm = norm,
            PredictedChange = rule.PredictedChange,
        };
    }

    /// <summary>The loss of each row; of a mixed row the losses by both targets, each with its row's share.</summary>
    private static Node PerRow(Loss loss, Node output, Node targets, Node? others, Node? shares)
    {
        Node own = loss.PerRow(output, targets);
        return others is null ? own : (shares! * own) + ((1.0 - shares!) * loss.PerRow(output, others));
    }

    /// <summary>Whatever the function keeps beside the network's parameters.</summary>
    private static List<(string Name, Shape Shape)> StateOf(GraphFunction function, Network network)
    {
        HashSet<string> own = [.. network.Parameters.Select(parameter => parameter.Name)];
        return [.. function.Nodes.Select(node => node.Operator).OfType<Ops.Parameter>()
            .Where(parameter => !own.Contains(parameter.ParameterName)).Select(parameter => (parameter.ParameterName, parameter.Shape))];
    }

    private static IReadOnlyList<Node> AddPenalty(IReadOnlyList<NetworkParameter> trained, Node[] nodes, IReadOnlyList<Node> gradients, StepSettings settings) => settings.L2 > 0
        ? [.. gradients.Select((gradient, index) =>
            trained[index].Declaration.IsWeight ? WeightPenalty.AddL2(gradient, nodes[index], settings.L2) : gradient)]
        : gradients;

    private static Node Constrain(Node weight, ScalarSet scalars, StepSettings settings)
    {
        weight = settings.L1 > 0 ? WeightPenalty.Shrink(weight, scalars.Threshold!) : weight;
        return settings.MaxNorm is { } limit ? MaxNorm.Limit(weight, limit) : weight;
    }
}

/// <summary>The optimiser's numbers for parameters whose learning rate carries one factor.</summary>
/// <param name="RateFactor">The factor.</param>
/// <param name="Nodes">Input nodes <c>[]</c>, in the optimiser's order; <c>null</c> for a number that the step does not read.</param>
/// <param name="Threshold">Input node <c>[]</c>: what L1 takes off a weight in the step; <c>null</c> where the step does not read it.</param>
internal sealed record ScalarSet(double RateFactor, Node?[] Nodes, Node? Threshold)
{
    /// <summary>Inputs for all of an optimiser's numbers.</summary>
    public static ScalarSet Of(Graph graph, Optimizer optimizer, double factor) => new(
        factor, [.. optimizer.Scalars.Select(name => graph.Input($"{name} x {factor}", []))], graph.Input($"threshold x {factor}", []));

    /// <summary>Those that a function reads.</summary>
    public ScalarSet UsedBy(GraphFunction function)
    {
        HashSet<Node> read = [.. function.Nodes];
        return new ScalarSet(RateFactor, [.. Nodes.Select(Used)], Used(Threshold));

        Node? Used(Node? node) => read.Contains(node!) ? node : null;
    }
}
