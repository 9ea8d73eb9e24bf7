namespace Cajal;

/// <summary>A layer that makes one output of several inputs. It learns nothing.</summary>
public abstract class MergingLayer : Layer
{
    private protected MergingLayer()
    {
    }

    internal sealed override Shape OutputShape(Shape input) => ShapeAfter([input]);

    internal sealed override Node Build(LayerContext context, Node input) => BuildAfter(context, [input]);

    internal sealed override Shape ShapeAfter(IReadOnlyList<Shape> inputs) => inputs.Count > 1
        ? Merged(inputs)
        : throw new ConfigurationException($"{Title}: it merges at least two inputs, one came. Apply it with After(a, b).");

    internal sealed override Node BuildAfter(LayerContext context, IReadOnlyList<Node> inputs) => Merge(inputs);

    /// <summary>The shape rule, without the batch axis.</summary>
    /// <param name="inputs">Shapes of one row of each input, at least two.</param>
    /// <exception cref="ConfigurationException">The shapes do not fit; the message names the layer, what came and what was expected.</exception>
    private protected abstract Shape Merged(IReadOnlyList<Shape> inputs);

    /// <summary>Adds the layer's formula to the graph.</summary>
    private protected abstract Node Merge(IReadOnlyList<Node> inputs);

    /// <summary>Throws unless all inputs have one shape.</summary>
    /// <returns>The shape.</returns>
    private protected Shape RequireEqual(IReadOnlyList<Shape> inputs) => inputs.All(shape => shape == inputs[0])
        ? inputs[0]
        : throw new ConfigurationException($"{Title}: one row of the inputs has shapes {string.Join(", ", inputs)}, expected equal shapes. Bring them to one shape with a layer before.");
}
