using System.Collections.Immutable;

namespace Cajal;

/// <summary>
/// One value of a computation: an operator applied to other nodes. Immutable (but for its label) and unique in its <see cref="Graph"/>: the same operator on
/// the same inputs is the same node, except for inputs, parameters and random nodes, which have an identity of their own.
/// </summary>
public sealed class Node
{
    internal Node(Graph graph, int id, Operator @operator, ImmutableArray<Node> inputs, Shape shape, Kind kind)
    {
        Graph = graph;
        Id = id;
        Operator = @operator;
        Inputs = inputs;
        Shape = shape;
        Kind = kind;
    }

    /// <summary>The graph that the node belongs to.</summary>
    public Graph Graph { get; }

    /// <summary>Number of the node in its graph, from 0. Inputs of a node always have smaller numbers.</summary>
    public int Id { get; }

    /// <summary>What the node computes.</summary>
    public Operator Operator { get; }

    /// <summary>The nodes it is computed from.</summary>
    public ImmutableArray<Node> Inputs { get; }

    /// <summary>Shape of the value.</summary>
    public Shape Shape { get; }

    /// <summary>What the numbers mean.</summary>
    public Kind Kind { get; }

    /// <summary>The name that <see cref="Named"/> gave, for people: formulas, tables and drawings use it. <c>null</c> when there is none.</summary>
    public string? Label { get; private set; }

    /// <summary>Gives the node a name for people. It changes nothing in what is computed.</summary>
    /// <param name="label">The name, e.g. <c>s</c>.</param>
    /// <returns>The node itself.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="InvalidOperationException">The node already has another name.</exception>
    /// <example><code>var f = ((x + y).Named("s") * z).Named("f");</code></example>
    public Node Named(string label)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        Label = Label is null || Label == label
            ? label
            : throw new InvalidOperationException(
                $"Node {this}: it is already named '{Label}' and cannot be renamed to '{label}'. Equal expressions are one node; name it once.");
        return this;
    }

    /// <summary>The node as one line, e.g. <c>%7 = MatMul(%3, %5) [32, 10]</c>.</summary>
    public override string ToString()
    {
        string inputs = string.Join(", ", Inputs.Select(input => $"%{input.Id}"));
        string kind = Kind == Kind.Real ? "" : " " + (Kind == Kind.Integer ? "integer" : "boolean");
        return $"%{Id} = {Operator.Name}({inputs}) {Shape}{kind}";
    }
}
