using System.Numerics;
using Cajal.Planning;

namespace Cajal.Models;

/// <summary>A layer in its place: with a name of its own and the shapes that flow through it.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Name">Unique in the network: the user's, or the kind with a number, e.g. <c>dense1</c>.</param>
/// <param name="Input">Shape that comes in, without the batch axis.</param>
/// <param name="Output">Shape that goes out, without the batch axis.</param>
/// <param name="Parameters">What the layer learns.</param>
internal sealed record PlacedLayer(Layer Layer, string Name, Shape Input, Shape Output, IReadOnlyList<ParameterDeclaration> Parameters);

/// <summary>A parameter of a network under its full name, e.g. <c>dense1.weight</c>.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Declaration">Shape, initialiser and role.</param>
internal sealed record NetworkParameter(string Name, ParameterDeclaration Declaration);

/// <summary>Layers one after the other for inputs of one shape: names, shapes, parameters, and the graph they make. Immutable.</summary>
internal sealed class Network
{
    /// <summary>Places layers.</summary>
    /// <param name="layers">The layers, first to last.</param>
    /// <param name="inputShape">Shape of one input, without the batch axis.</param>
    /// <exception cref="ArgumentException">There is no layer, two have one name, or a shape does not fit a layer.</exception>
    public Network(IReadOnlyList<Layer> layers, Shape inputShape)
    {
        if (layers.Count == 0)
        {
            throw new ArgumentException("Sequential: it has no layers. Add at least one, e.g. new Dense(10).");
        }

        if (inputShape.Count == 0)
        {
            throw new ArgumentException($"Sequential: an input of shape {inputShape} holds no numbers. Give every axis at least one.");
        }

        InputShape = inputShape;
        var names = new HashSet<string>();
        var placed = new List<PlacedLayer>();
        var counts = new Dictionary<string, int>();
        Shape shape = inputShape;
        foreach (Layer layer in layers)
        {
            int number = counts[layer.Kind] = counts.GetValueOrDefault(layer.Kind) + 1;
            string name = layer.Name ?? $"{layer.Kind}{number}";
            if (!names.Add(name))
            {
                throw new ArgumentException($"Sequential: two layers are named '{name}'. Give each its own name.");
            }

            layer.Name ??= name;
            Shape output = layer.OutputShape(shape);
            placed.Add(new PlacedLayer(layer, name, shape, output, layer.Parameters(shape)));
            shape = output;
        }

        Layers = placed;
        OutputShape = shape;
        Parameters = [.. placed.SelectMany(layer => layer.Parameters.Select(declaration => new NetworkParameter($"{layer.Name}.{declaration.Name}", declaration)))];
        Learned = [.. Parameters.Where(parameter => !parameter.Declaration.IsStatistic)];
    }

    /// <summary>The layers in their places.</summary>
    public IReadOnlyList<PlacedLayer> Layers { get; }

    /// <summary>All parameters in the canonical order: layer by layer, as each layer declares them; what is learned and what is observed (statistics).</summary>
    public IReadOnlyList<NetworkParameter> Parameters { get; }

    /// <summary>The parameters that are learned by gradients, in the canonical order.</summary>
    public IReadOnlyList<NetworkParameter> Learned { get; }

    /// <summary>Shape of one input.</summary>
    public Shape InputShape { get; }

    /// <summary>Shape of one output.</summary>
    public Shape OutputShape { get; }

    /// <summary>How many numbers are learned.</summary>
    public long ParameterCount => Learned.Sum(parameter => (long)parameter.Declaration.Shape.Count);

    /// <summary>How many numbers are kept: those that are learned and the statistics.</summary>
    public long StoredCount => Parameters.Sum(parameter => (long)parameter.Declaration.Shape.Count);

    /// <summary>The error for a name that no parameter has.</summary>
    public ArgumentException NoParameter(string name) =>
        new($"Sequential: there is no parameter '{PrintableText.Escape(name)}'.{NearestName.Advice(name, [.. Learned.Select(parameter => parameter.Name)])}", nameof(name));

    /// <summary>Storage for the parameters, all zero.</summary>
    public ParameterStore<T> CreateStore<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Parameters.Select(parameter => (parameter.Name, parameter.Declaration.Shape)));

    /// <summary>Fills a store with initial values, which depend on the seed alone.</summary>
    public void Initialize(ParameterStore<float> store, ulong seed)
    {
        for (int index = 0; index < Parameters.Count; index++)
        {
            NetworkParameter parameter = Parameters[index];
            parameter.Declaration.Initializer.Fill(store[parameter.Name], parameter.Declaration, seed, RandomStreams.Initialization((ulong)index));
        }
    }

    /// <summary>An input of a batch of rows.</summary>
    public Node Input(Graph graph, int batch) => graph.Input("inputs", [batch, .. InputShape.Sizes]);

    /// <summary>Adds the layers' nodes; the output of a layer is labelled with the layer's name.</summary>
    /// <param name="input">Rows <c>[batch, …]</c>.</param>
    /// <param name="training">Whether dropout and its like act.</param>
    /// <param name="parameters">Receives the parameter nodes by their full names.</param>
    /// <param name="updates">Receives the next values of statistics, in training.</param>
    /// <returns>The last layer's output <c>[batch, …]</c>.</returns>
    public Node Forward(Node input, bool training, Dictionary<string, Node> parameters, List<Update>? updates = null) =>
        ForwardLayers(input, training, parameters, updates)[^1];

    /// <inheritdoc cref="Forward"/>
    /// <returns>The output of each layer.</returns>
    public IReadOnlyList<Node> ForwardLayers(Node input, bool training, Dictionary<string, Node> parameters, List<Update>? updates = null)
    {
        var outputs = new List<Node>();
        Node value = input;
        for (int index = 0; index < Layers.Count; index++)
        {
            PlacedLayer layer = Layers[index];
            var own = new Dictionary<string, Node>();
            foreach (ParameterDeclaration declaration in layer.Parameters)
            {
                string name = $"{layer.Name}.{declaration.Name}";
                own[declaration.Name] = parameters[name] = input.Graph.Parameter(name, declaration.Shape);
            }

            var context = new LayerContext(training, own, RandomStreams.Layer((ulong)index));
            Node output = layer.Layer.Build(context, value);
            updates?.AddRange(context.Updates.Select(update => new Update(own[update.Key], update.Value)));
            value = output == value || output.Label is not null ? output : output.Named(layer.Name);
            outputs.Add(value);
        }

        return outputs;
    }
}
