using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// One step of a network: a record of settings and a formula. A layer holds no numbers of its own; the model that it stands in keeps its
/// parameters. Rows come first: a layer sees <c>[batch, …]</c> and treats each row alike.
/// </summary>
public abstract class Layer
{
    private protected Layer()
    {
    }

    /// <summary>
    /// Name in messages, files and parameter names (<c>dense1.weight</c>). A model names its unnamed layers by kind and number. Can be set once.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="InvalidOperationException">The layer already has another name.</exception>
    public string? Name
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = field is null || field == value
                ? value
                : throw new InvalidOperationException($"Layer '{field}': it cannot be renamed to '{value}'. Give a layer its name when it is made.");
        }
    }

    /// <summary>Name of the kind of layer in files and on the command line, e.g. <c>dense</c>.</summary>
    internal abstract string Kind { get; }

    /// <summary>The layer in messages: <c>Dense 'dense1'</c>.</summary>
    internal string Title => Name is null ? GetType().Name : $"{GetType().Name} '{Name}'";

    /// <summary>The shape rule, without the batch axis.</summary>
    /// <param name="input">Shape of one row of the input.</param>
    /// <returns>Shape of one row of the output.</returns>
    /// <exception cref="ConfigurationException">The shape does not fit; the message names the layer, what came and what was expected.</exception>
    internal abstract Shape OutputShape(Shape input);

    /// <summary>The shape rule for a layer that may take several inputs.</summary>
    /// <param name="inputs">Shapes of one row of each input.</param>
    /// <inheritdoc cref="OutputShape(Shape)" path="/returns"/>
    /// <inheritdoc cref="OutputShape(Shape)" path="/exception"/>
    internal virtual Shape ShapeAfter(IReadOnlyList<Shape> inputs) => inputs.Count == 1
        ? OutputShape(inputs[0])
        : throw new ConfigurationException($"{Title}: it takes one input, {inputs.Count} came. Merge them first, e.g. with an Add or a Concatenate layer.");

    /// <summary>What the layer learns, in the order in which files list it; empty when nothing.</summary>
    /// <param name="input">Shape of one row of the input.</param>
    internal virtual IReadOnlyList<ParameterDeclaration> Parameters(Shape input) => [];

    /// <summary>Adds the layer's formula to the graph.</summary>
    /// <param name="context">Training or not, the parameters, random streams.</param>
    /// <param name="input">Input <c>[batch, …]</c>.</param>
    /// <returns>Output <c>[batch, …]</c>.</returns>
    internal abstract Node Build(LayerContext context, Node input);

    /// <summary>Adds the formula of a layer that may take several inputs.</summary>
    /// <inheritdoc cref="Build(LayerContext, Node)"/>
    internal virtual Node BuildAfter(LayerContext context, IReadOnlyList<Node> inputs) => Build(context, inputs[0]);

    /// <summary>A layer with the same name and settings, which are all that it holds.</summary>
    internal Layer Copy() => (Layer)MemberwiseClone();

    /// <summary>Kind, name and settings as JSON; <see cref="LayerTable.Read"/> reads them back.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind };
        if (Name is not null)
        {
            json["name"] = Name;
        }

        WriteConfiguration(json);
        return json;
    }

    /// <summary>Adds the settings to a JSON object.</summary>
    private protected virtual void WriteConfiguration(JsonObject json)
    {
    }

    /// <summary>The shape of one row of the output.</summary>
    /// <exception cref="ConfigurationException">It has more numbers than an array can have; the message names the layer.</exception>
    private protected Shape RowOf(params ReadOnlySpan<long> sizes)
    {
        Int128 count = 1;
        foreach (long size in sizes)
        {
            count = Int128.Min(count * size, long.MaxValue);
        }

        return count <= int.MaxValue
            ? new Shape([.. sizes.ToArray().Select(size => (int)size)])
            : throw new ConfigurationException($"{Title}: one row of its output would have the shape [{string.Join(", ", sizes.ToArray())}], more than 2147483647 numbers. Choose smaller sizes.");
    }

    /// <summary>Throws the house's shape error unless the input is a plain row of numbers.</summary>
    /// <returns>The number of features.</returns>
    private protected int RequireFeatures(Shape input) => input.Rank == 1 && input[0] > 0
        ? input[0]
        : throw new ConfigurationException(
            $"{Title}: one row of the input has shape {input}, expected [features] with at least one feature. Put a Flatten layer before it.");
}
