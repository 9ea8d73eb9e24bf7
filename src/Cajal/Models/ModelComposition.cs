namespace Cajal;

/// <summary>Layers and models applied to values: how a model that is a graph is put together.</summary>
public static class ModelComposition
{
    /// <summary>Applies a layer. A layer that is applied several times has one set of parameters.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">What it takes: one value, or several for layers that merge.</param>
    /// <returns>What it gives.</returns>
    /// <exception cref="ConfigurationException">A shape does not fit the layer.</exception>
    /// <example><code>ModelValue sum = new Add().After(a, b);</code></example>
    public static ModelValue After(this Layer layer, params ReadOnlySpan<ModelValue> inputs)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new LayerValue(layer, [.. inputs]);
    }

    /// <summary>
    /// Applies a model as a part of another one: its layers become layers of the other model, under the part's name where it has one (<c>encoder.dense1</c>), and
    /// begin with a copy of its weights where it has some, and see inputs that go straight into them scaled as they are there. A part that is applied several times has one set of parameters.
    /// </summary>
    /// <param name="part">The model, with one output.</param>
    /// <param name="inputs">What its inputs are.</param>
    /// <returns>What it gives.</returns>
    /// <exception cref="ArgumentException">The number of inputs or outputs does not fit.</exception>
    /// <exception cref="ConfigurationException">A shape does not fit.</exception>
    public static ModelValue After(this Model part, params ReadOnlySpan<ModelValue> inputs)
    {
        IReadOnlyList<ModelValue> outputs = part.OutputsAfter(inputs);
        return outputs.Count == 1
            ? outputs[0]
            : throw new ArgumentException($"{part.PartTitle}: it has {outputs.Count} outputs, expected one. Take them with OutputsAfter.");
    }

    /// <summary>Applies a model of several outputs as a part of another one.</summary>
    /// <inheritdoc cref="After(Model, ReadOnlySpan{ModelValue})"/>
    public static IReadOnlyList<ModelValue> OutputsAfter(this Model part, params ReadOnlySpan<ModelValue> inputs)
    {
        ArgumentNullException.ThrowIfNull(part);
        var application = new PartApplication(part, [.. inputs]);
        return [.. application.Shapes.Select((_, index) => new PartValue(application, index))];
    }
}
