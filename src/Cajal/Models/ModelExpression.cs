using Cajal.Planning;

namespace Cajal.Models;

/// <summary>A model's loss on some rows as an expression in float64, dropout off: what checks and the graph in the open work on.</summary>
internal sealed class ModelExpression
{
    private readonly NetworkGraph net;
    private readonly Node[] targets;
    private readonly Node[] perRow;

    /// <summary>Writes the expression.</summary>
    /// <param name="model">A model with weights and a loss; its weights are copied.</param>
    /// <param name="data">The rows.</param>
    public ModelExpression(Model model, Dataset data)
    {
        Network = model.Built.Network;
        net = Network.Expand(Graph, data.Count);
        IReadOnlyList<Targets> expected = DataOrder.Standardised(model, data);
        IReadOnlyList<OutputTarget> compared = DataOrder.Compared(model.Compiled.For(Network), expected);
        targets = [.. compared.Select((target, index) => target.Node(Graph, data.Count, index))];
        perRow = [.. compared.Select((target, index) => target.Loss.PerRow(net.Outputs[index], targets[index]))];
        Loss = OutputTarget.Total(compared, [.. perRow.Select(losses => Cajal.Loss.Reduce(losses))]);
        Parameters = [.. Network.Learned.Select(parameter => net.Parameters[parameter.Name])];

        foreach ((int index, Dataset input) in DataOrder.Inputs(Network, data).Index())
        {
            float[] rows = new float[input.Count * input.Features];
            input.CopyInputs([.. Enumerable.Range(0, input.Count)], rows);
            model.Built.Scalers[index]?.Apply(rows, rows);
            Values[net.Inputs[index]] = Widened(rows);
        }

        foreach ((Node target, Targets numbers) in targets.Zip(expected))
        {
            Values[target] = Widened(numbers.Numbers);
        }

        foreach (Node parameter in net.Parameters.Values)
        {
            Values[parameter] = Widened(model.Built.Store[NameOf(parameter)]);
        }
    }

    /// <summary>The layers in their places.</summary>
    public Network Network { get; }

    /// <summary>The graph of the expression.</summary>
    public Graph Graph { get; } = new();

    /// <summary>Rows <c>[rows, …]</c> of the only input, preprocessed.</summary>
    public Node Inputs => net.Input;

    /// <summary>The inputs and targets, all that has to be given beside the parameters.</summary>
    public IEnumerable<Node> Given => [.. net.Inputs, .. targets];

    /// <summary>Targets of the first or only output: class indices <c>[rows, 1]</c> or values <c>[rows, width]</c>, as the loss takes them.</summary>
    public Node Targets => targets[0];

    /// <summary>The output of each layer.</summary>
    public IReadOnlyList<Node> Layers => net.Layers;

    /// <summary>The only output.</summary>
    public Node Output => net.Output;

    /// <summary>
    /// What the loss derives by: the output, or the logits before it where the loss takes these (cross entropy of a softmax, binary cross
    /// entropy of a sigmoid).
    /// </summary>
    public Node Head => GraphFunction.Reachable([Loss]).Contains(Output) ? Output : Output.Inputs[0];

    /// <summary>The loss of the first or only output for each row <c>[rows, 1]</c>.</summary>
    public Node PerRow => perRow[0];

    /// <summary>What is trained: the mean over the rows, of several outputs the weighted sum.</summary>
    public Node Loss { get; }

    /// <summary>The parameters that are learned, in the canonical order.</summary>
    public IReadOnlyList<Node> Parameters { get; }

    /// <summary>Rows, targets and weights.</summary>
    public NodeValues Values { get; } = new();

    /// <summary>The parameter of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Node Parameter(string name) => Parameters.FirstOrDefault(parameter => NameOf(parameter) == name) ?? throw Network.NoParameter(name);

    /// <summary>The name of a parameter.</summary>
    public static string NameOf(Node parameter) => ((Ops.Parameter)parameter.Operator).ParameterName;

    /// <summary>The weights in storage of their own, for plans.</summary>
    public ParameterStore<double> CreateStore()
    {
        ParameterStore<double> store = Network.CreateStore<double>();
        foreach ((string name, _) in store.Entries)
        {
            Values[net.Parameters[name]].Numbers.CopyTo(store[name]);
        }

        return store;
    }

    private static double[] Widened(ReadOnlySpan<float> numbers)
    {
        double[] wide = new double[numbers.Length];
        for (int index = 0; index < wide.Length; index++)
        {
            wide[index] = numbers[index];
        }

        return wide;
    }
}
