using System.Numerics;
using Cajal.Planning;

namespace Cajal.Models;

/// <summary>A layer in its place: with a name of its own and the shapes that flow through it.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Name">Unique in the network: the user's, or the kind with a number, e.g. <c>dense1</c>.</param>
/// <param name="Owner">The place whose parameters it uses: its own name, or that of the first place of a layer that stands in several.</param>
/// <param name="Takes">Names of the inputs and layers that it takes.</param>
/// <param name="Inputs">Shapes that come in, without the batch axis.</param>
/// <param name="Output">Shape that goes out, without the batch axis.</param>
/// <param name="Parameters">What the layer keeps; nothing where another place owns it.</param>
internal sealed record PlacedLayer(
    Layer Layer, string Name, string Owner, IReadOnlyList<string> Takes, IReadOnlyList<Shape> Inputs, Shape Output, IReadOnlyList<ParameterDeclaration> Parameters)
{
    /// <summary>Shape of the first or only input.</summary>
    public Shape Input => Inputs[0];
}

/// <summary>A parameter of a network under its full name, e.g. <c>dense1.weight</c>.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Declaration">Shape, initialiser and role.</param>
/// <param name="Layer">Name of the layer.</param>
internal sealed record NetworkParameter(string Name, ParameterDeclaration Declaration, string Layer);

/// <summary>An architecture for inputs of given shapes: names, shapes, parameters, and the graph they make. Immutable.</summary>
internal sealed class Network
{
    private readonly Dictionary<string, Shape> shapes = [];

    /// <summary>Places layers one after the other.</summary>
    /// <param name="layers">The layers, first to last.</param>
    /// <param name="inputShape">Shape of one input, without the batch axis.</param>
    /// <exception cref="ArgumentException">There is no layer, two have one name, or a shape does not fit a layer.</exception>
    public Network(IReadOnlyList<Layer> layers, Shape inputShape)
        : this(Architecture.Chain(layers), [inputShape])
    {
    }

    /// <summary>Places the layers of an architecture.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="inputShapes">Shapes of its inputs, without the batch axis.</param>
    /// <exception cref="ArgumentException">An input holds no numbers, or a shared layer is given different shapes.</exception>
    /// <exception cref="ConfigurationException">A shape does not fit a layer.</exception>
    public Network(Architecture architecture, IReadOnlyList<Shape> inputShapes)
    {
        if (architecture.Placements.Count == 0)
        {
            throw new ArgumentException($"{architecture.Title}: it has no layers. Add at least one, e.g. new Dense(10).");
        }

        Architecture = architecture;
        InputShapes = inputShapes;
        foreach ((string name, Shape shape) in architecture.Inputs.Zip(inputShapes))
        {
            shapes[name] = shape.Count > 0
                ? shape
                : throw new ArgumentException($"{architecture.Title}: an input of shape {shape} holds no numbers. Give every axis at least one.");
        }

        Layers = [.. Place(architecture)];
        OutputShapes = [.. architecture.Outputs.Select(output => shapes[output])];
        Parameters = [.. Layers.SelectMany(layer =>
            layer.Parameters.Select(declaration => new NetworkParameter($"{layer.Name}.{declaration.Name}", declaration, layer.Name)))];
        Learned = [.. Parameters.Where(parameter => !parameter.Declaration.IsStatistic)];
    }

    /// <summary>Names and connections.</summary>
    public Architecture Architecture { get; private set; }

    /// <summary>The layers in their places, each after what it takes.</summary>
    public IReadOnlyList<PlacedLayer> Layers { get; private set; }

    /// <summary>All parameters in the canonical order: layer by layer, as each layer declares them; what is learned and what is observed (statistics).</summary>
    public IReadOnlyList<NetworkParameter> Parameters { get; }

    /// <summary>The parameters that are learned by gradients, in the canonical order.</summary>
    public IReadOnlyList<NetworkParameter> Learned { get; }

    /// <summary>Names of the layers that training leaves as they are.</summary>
    public IReadOnlySet<string> Frozen { get; private set; } = new HashSet<string>();

    /// <summary>The parameters that training changes, in the canonical order: those that are learned and not frozen.</summary>
    public IReadOnlyList<NetworkParameter> Trained => [.. Learned.Where(parameter => !Frozen.Contains(parameter.Layer))];

    /// <summary>Shapes of one row of the inputs.</summary>
    public IReadOnlyList<Shape> InputShapes { get; }

    /// <summary>Shapes of one row of the outputs.</summary>
    public IReadOnlyList<Shape> OutputShapes { get; }

    /// <summary>Shape of one row of the first or only input.</summary>
    public Shape InputShape => InputShapes[0];

    /// <summary>Shape of one row of the first or only output.</summary>
    public Shape OutputShape => OutputShapes[0];

    /// <summary>How many numbers are learned.</summary>
    public long ParameterCount => Learned.Sum(parameter => (long)parameter.Declaration.Shape.Count);

    /// <summary>How many numbers are kept: those that are learned and the statistics.</summary>
    public long StoredCount => Parameters.Sum(parameter => (long)parameter.Declaration.Shape.Count);

    /// <summary>The layers of a net whose layers follow one another.</summary>
    /// <param name="action">What wants it, the beginning of the message.</param>
    /// <exception cref="ArgumentException">The net has branches, or several inputs or outputs.</exception>
    public IReadOnlyList<PlacedLayer> Chain(string action) => Architecture.IsChain
        ? Layers
        : throw new ArgumentException($"{action}: the model has branches, expected layers that follow one another. Take such a part out of it with UpTo.");

    /// <summary>The layer that gives the first or only output.</summary>
    public PlacedLayer OutputLayer => Layers.First(layer => layer.Name == Architecture.Outputs[0]);

    /// <summary>Place of the activation that takes what a layer gives, where nothing else does; <c>null</c> where there is none.</summary>
    public int? ActivationAfter(int place)
    {
        int[] users = [.. Layers.Index().Where(layer => layer.Item.Takes.Contains(Layers[place].Name)).Select(layer => layer.Index)];
        return users.Length == 1 && Layers[users[0]].Layer is Activation ? users[0] : null;
    }

    /// <summary>The error for a name that no parameter has.</summary>
    public ArgumentException NoParameter(string name) => new(
        $"{Architecture.Title}: there is no parameter '{PrintableText.Escape(name)}'.{NearestName.Advice(name, [.. Learned.Select(parameter => parameter.Name)])}", nameof(name));

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

    /// <summary>The same network with other frozen layers.</summary>
    public Network WithFrozen(IReadOnlySet<string> frozen)
    {
        var copy = (Network)MemberwiseClone();
        copy.Frozen = frozen;
        return copy;
    }

    /// <summary>The same network of layers that stand in no other one; those in several places here still do.</summary>
    public Network WithOwnLayers()
    {
        Dictionary<Layer, Layer> own = Architecture.Layers.ToDictionary(layer => layer, layer => layer.Copy());
        var copy = (Network)MemberwiseClone();
        copy.Architecture = Architecture with { Placements = [.. Architecture.Placements.Select(placement => placement with { Layer = own[placement.Layer] })] };
        copy.Layers = [.. Layers.Select(layer => layer with { Layer = own[layer.Layer] })];
        return copy;
    }

    /// <summary>Adds the layers' nodes to a graph, for a batch of rows.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="batch">Rows of the batch.</param>
    /// <param name="training">Whether dropout and its like act, and statistics are observed; never in frozen layers, which compute as in a prediction.</param>
    public NetworkGraph Expand(Graph graph, int batch, bool training = false)
    {
        var result = new NetworkGraph(this, graph, batch);
        for (int index = 0; index < Layers.Count; index++)
        {
            result.Add(Layers[index], training && !Frozen.Contains(Layers[index].Owner), RandomStreams.Layer((ulong)index));
        }

        return result;
    }

    private IEnumerable<PlacedLayer> Place(Architecture architecture)
    {
        var owners = new Dictionary<Layer, PlacedLayer>();
        foreach (Placement placement in architecture.Placements)
        {
            Layer layer = placement.Layer;
            Shape[] inputs = [.. placement.Inputs.Select(input => shapes[input])];
            Shape output = shapes[placement.Name] = layer.ShapeAfter(inputs);
            IReadOnlyList<ParameterDeclaration> parameters = layer.Parameters(inputs[0]);
            bool isShared = owners.TryGetValue(layer, out PlacedLayer? owner);
            if (isShared && !owner!.Parameters.Select(parameter => parameter.Shape).SequenceEqual(parameters.Select(parameter => parameter.Shape)))
            {
                throw new ArgumentException(
                    $"{architecture.Title}: {layer.Title} is applied to inputs of shapes {owner.Input} and {inputs[0]}, but has one set of weights. Use a layer of its own for each.");
            }

            var placed = new PlacedLayer(layer, placement.Name, owner?.Name ?? placement.Name, placement.Inputs, inputs, output, isShared ? [] : parameters);
            owners.TryAdd(layer, placed);
            yield return placed;
        }
    }
}
