using Cajal.Models;

namespace Cajal;

/// <summary>
/// What flows through a model that is a graph of layers: one of its inputs, or what a layer makes of other values. It holds no numbers, only how it comes about.
/// </summary>
/// <example>
/// <code>
/// var x = new Input(8);
/// ModelValue hidden = x.Then(new Dense(16), new Relu());
/// ModelValue sum = new Add().After(hidden, hidden.Then(new Dense(16), new Relu()));
/// var model = new Model([x], [sum.Then(new Dense(3), new Softmax())]);
/// </code>
/// </example>
public abstract class ModelValue
{
    private protected ModelValue(Shape shape) => Shape = shape;

    /// <summary>Shape of one row, without the batch axis.</summary>
    public Shape Shape { get; }

    /// <summary>The values that it is made of.</summary>
    internal abstract IReadOnlyList<ModelValue> MadeOf { get; }

    /// <summary>Applies layers one after the other. A layer that is applied several times has one set of parameters.</summary>
    /// <param name="layers">The layers.</param>
    /// <returns>What the last one gives.</returns>
    /// <exception cref="ConfigurationException">A shape does not fit a layer.</exception>
    public ModelValue Then(params ReadOnlySpan<Layer> layers)
    {
        ModelValue value = this;
        foreach (Layer layer in layers)
        {
            value = layer.After(value);
        }

        return value;
    }

    /// <summary>Applies a model as a part.</summary>
    /// <inheritdoc cref="ModelComposition.After(Model, ReadOnlySpan{ModelValue})"/>
    public ModelValue Then(Model part) => part.After(this);

    /// <summary>Adds to an architecture what this value is made by.</summary>
    /// <param name="builder">The architecture.</param>
    /// <param name="named">Names of the values that have been added, this one's among them afterwards.</param>
    internal abstract void AddTo(ArchitectureBuilder builder, Dictionary<ModelValue, string> named);
}

/// <summary>What a layer gives.</summary>
internal sealed class LayerValue(Layer layer, IReadOnlyList<ModelValue> inputs) : ModelValue(layer.ShapeAfter([.. inputs.Select(input => input.Shape)]))
{
    internal override IReadOnlyList<ModelValue> MadeOf => inputs;

    internal override void AddTo(ArchitectureBuilder builder, Dictionary<ModelValue, string> named) =>
        named[this] = builder.AddLayer(layer, [.. inputs.Select(input => named[input])]);
}

/// <summary>One of the outputs that a part gives.</summary>
internal sealed class PartValue(PartApplication application, int index) : ModelValue(application.Shapes[index])
{
    internal override IReadOnlyList<ModelValue> MadeOf => application.Inputs;

    internal override void AddTo(ArchitectureBuilder builder, Dictionary<ModelValue, string> named) =>
        named[this] = application.NamesIn(builder, [.. application.Inputs.Select(input => named[input])])[index];
}

/// <summary>A model applied to values as a part of another one.</summary>
internal sealed class PartApplication
{
    private readonly Model part;
    private readonly Dictionary<ArchitectureBuilder, IReadOnlyList<string>> names = [];

    /// <summary>Applies a model.</summary>
    /// <exception cref="ArgumentException">It has another number of inputs, or other shapes.</exception>
    public PartApplication(Model part, IReadOnlyList<ModelValue> inputs)
    {
        int expected = part.Architecture.Inputs.Count;
        if (inputs.Count != expected)
        {
            throw new ArgumentException($"{part.PartTitle}: {inputs.Count} values came for {expected} inputs. Give one for each.");
        }

        this.part = part;
        Inputs = inputs;
        Shapes = part.PlaceFor([.. inputs.Select(input => input.Shape)]).OutputShapes;
    }

    /// <summary>What its inputs are.</summary>
    public IReadOnlyList<ModelValue> Inputs { get; }

    /// <summary>Shapes of its outputs.</summary>
    public IReadOnlyList<Shape> Shapes { get; }

    /// <summary>Names of its outputs in an architecture, to which it is added once.</summary>
    public IReadOnlyList<string> NamesIn(ArchitectureBuilder builder, IReadOnlyList<string> takes)
    {
        if (!names.TryGetValue(builder, out IReadOnlyList<string>? outputs))
        {
            names[builder] = outputs = builder.AddPart(part, takes);
        }

        return outputs;
    }
}
