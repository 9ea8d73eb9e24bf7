using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Tests;

/// <summary>Layers, a loss and an optimiser as one training step, run by the naive executor in float64: no trainer, no plan.</summary>
internal sealed class TinyNet
{
    private readonly ElementwiseOptimizer optimizer;
    private readonly List<Node> parameters = [];
    private readonly List<double> rateFactors = [];
    private readonly Dictionary<Node, Node[]> scalarsOf = [];
    private readonly GraphFunction step;
    private readonly Node input;
    private readonly Node target;
    private long steps;

    public TinyNet(IReadOnlyList<Layer> layers, Loss loss, ElementwiseOptimizer optimizer, Shape inputShape, Shape targetShape, Kind targetKind = Kind.Real, ulong seed = 123)
    {
        this.optimizer = optimizer;
        var graph = new Graph();
        input = graph.Input("x", inputShape);
        target = graph.Input("y", targetShape, targetKind);
        var initial = new List<(Node Node, ParameterDeclaration Declaration)>();
        Node value = input;
        for (int index = 0; index < layers.Count; index++)
        {
            var own = new Dictionary<string, Node>();
            foreach (ParameterDeclaration declaration in layers[index].Parameters(new Shape(value.Shape.Sizes[1..])))
            {
                Node node = graph.Parameter($"{index}.{declaration.Name}", declaration.Shape);
                own.Add(declaration.Name, node);
                initial.Add((node, declaration));
            }

            value = layers[index].Build(new LayerContext(true, own, (ulong)index * 100), value);
        }

        parameters = [.. initial.Select(pair => pair.Node)];
        Loss = Cajal.Loss.Reduce(loss.PerRow(value, target));
        Gradients = Loss.Gradients(parameters);
        step = Step(initial);
        Store = new ParameterStore<double>(step.Nodes.Select(node => node.Operator).OfType<Cajal.Ops.Parameter>().Select(op => (op.ParameterName, op.Shape)));
        for (int index = 0; index < initial.Count; index++)
        {
            initial[index].Declaration.Initializer.Fill(Store[NameOf(initial[index].Node)], initial[index].Declaration, seed, (ulong)index);
        }
    }

    public Node Loss { get; }

    public IReadOnlyList<Node> Gradients { get; }

    public ParameterStore<double> Store { get; }

    /// <summary>One step; the loss before it and the gradients that it used.</summary>
    public (double Loss, double[][] Gradients) Train(double[] x, double[] y)
    {
        steps++;
        var inputs = new Dictionary<Node, double[]> { [input] = x, [target] = y };
        double[] scalars = new double[optimizer.Scalars.Count];
        for (int index = 0; index < parameters.Count; index++)
        {
            optimizer.ComputeScalars(steps, optimizer.LearningRate * rateFactors[index], scalars);
            foreach ((Node node, double number) in scalarsOf[parameters[index]].Zip(scalars))
            {
                inputs[node] = [number];
            }
        }

        Dictionary<Node, double[]> values = NaiveExecutor.Run(step, Store, inputs, new RandomState { Seed = 123, Step = (ulong)steps });
        return (values[Loss][0], [.. Gradients.Select(gradient => values[gradient])]);
    }

    private GraphFunction Step(List<(Node Node, ParameterDeclaration Declaration)> initial)
    {
        var updates = new List<Update>();
        for (int index = 0; index < initial.Count; index++)
        {
            (Node parameter, ParameterDeclaration declaration) = initial[index];
            Graph graph = parameter.Graph;
            rateFactors.Add(declaration.RateFactor);
            scalarsOf[parameter] = [.. optimizer.Scalars.Select(name => graph.Input($"{NameOf(parameter)}.{name}", []))];
            Node[] state = [.. optimizer.State.Select(name => graph.Parameter($"{NameOf(parameter)}.{name}", declaration.Shape))];
            (Node next, Node[] nextState) = optimizer.Update(parameter, Gradients[index], state, scalarsOf[parameter], declaration.IsWeight);
            updates.Add(new Update(parameter, next));
            updates.AddRange(state.Zip(nextState, (node, value) => new Update(node, value)));
        }

        return new GraphFunction([Loss, .. Gradients], updates);
    }

    private static string NameOf(Node parameter) => ((Cajal.Ops.Parameter)parameter.Operator).ParameterName;
}
