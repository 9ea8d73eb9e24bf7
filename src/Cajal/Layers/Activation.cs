namespace Cajal;

/// <summary>A layer that applies a function and learns nothing; <c>[batch, …]</c> keeps its shape.</summary>
public abstract class Activation : Layer
{
    private protected Activation()
    {
    }

    /// <summary>All names, for files and the command line.</summary>
    public static IReadOnlyList<string> Names => LayerTable.Activations.Names;

    /// <summary>The activation of a name, with its defaults: <c>relu</c>, <c>tanh</c>, …</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ConfigurationException">No such name; the message suggests the nearest.</exception>
    public static Activation ByName(string name) => LayerTable.Activations.ByName(name);

    /// <summary>The function.</summary>
    internal abstract Node Apply(Node x);

    internal sealed override Shape OutputShape(Shape input) => input;

    /// <summary>Whether each number of the output depends on one number of the input only.</summary>
    internal virtual bool IsPointwise => true;

    internal sealed override Node Build(LayerContext context, Node input) =>
        IsPointwise && SamplesInnermost.Inside(input) is { } inside ? SamplesInnermost.Back(Apply(inside), input.Shape) : Apply(input);
}
