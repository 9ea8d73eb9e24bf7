namespace Cajal.Models;

/// <summary>The nodes of a network in a graph, for a batch of rows. The output of a layer is labelled with the layer's name.</summary>
internal sealed class NetworkGraph
{
    private readonly Network network;
    private readonly Dictionary<string, Node> values = [];
    private readonly Dictionary<string, Dictionary<string, Node>> parametersOf = [];
    private readonly Dictionary<string, Node> parameters = [];
    private readonly Dictionary<string, Node> statistics = [];

    /// <summary>Adds the inputs.</summary>
    public NetworkGraph(Network network, Graph graph, int batch)
    {
        this.network = network;
        Inputs = [.. network.Architecture.Inputs.Zip(network.InputShapes, (name, shape) => values[name] = graph.Input(name, [batch, .. shape.Sizes]))];
    }

    /// <summary>The inputs, rows <c>[batch, …]</c>.</summary>
    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>The only input.</summary>
    /// <exception cref="ArgumentException">There are several.</exception>
    public Node Input => Only(Inputs, network.Architecture.Inputs, "input");

    /// <summary>The value of an input or a layer.</summary>
    public Node this[string name] => values[name];

    /// <summary>The output of each layer, in the order of the layers.</summary>
    public IReadOnlyList<Node> Layers => [.. network.Layers.Select(layer => values[layer.Name])];

    /// <summary>The outputs, rows <c>[batch, …]</c>.</summary>
    public IReadOnlyList<Node> Outputs => [.. network.Architecture.Outputs.Select(output => values[output])];

    /// <summary>The only output.</summary>
    /// <exception cref="ArgumentException">There are several.</exception>
    public Node Output => Only(Outputs, network.Architecture.Outputs, "output");

    /// <summary>The parameters by their full names, in the canonical order.</summary>
    public IReadOnlyDictionary<string, Node> Parameters => parameters;

    /// <summary>The next values of statistics, in training.</summary>
    public IEnumerable<Update> Updates => statistics.Select(update => new Update(parameters[update.Key], update.Value));

    /// <summary>Adds a layer's nodes.</summary>
    public void Add(PlacedLayer layer, bool training, ulong firstStream)
    {
        if (!parametersOf.TryGetValue(layer.Owner, out Dictionary<string, Node>? own))
        {
            parametersOf[layer.Owner] = own = layer.Parameters.ToDictionary(
                declaration => declaration.Name,
                declaration => parameters[$"{layer.Name}.{declaration.Name}"] = Inputs[0].Graph.Parameter($"{layer.Name}.{declaration.Name}", declaration.Shape));
        }

        Node[] inputs = [.. layer.Takes.Select(name => values[name])];
        var context = new LayerContext(training, own, firstStream);
        Node output = layer.Layer.BuildAfter(context, inputs);
        values[layer.Name] = inputs.Contains(output) || output.Label is not null ? output : output.Named(layer.Name);
        foreach ((string name, Node next) in context.Updates)
        {
            // A layer that stands in several places goes on from what it has observed in the one before.
            own[name] = statistics[$"{layer.Owner}.{name}"] = next;
        }
    }

    private static Node Only(IReadOnlyList<Node> nodes, IReadOnlyList<string> names, string what) => nodes.Count == 1
        ? nodes[0]
        : throw new ArgumentException($"Model: it has {names.Count} {what}s ({string.Join(", ", names)}), expected one for this. Take the part with one {what} out of it with UpTo.");
}
