using System.Collections.Immutable;
using Cajal.Ops;

namespace Cajal;

/// <summary>
/// A computation as nodes. Writing an expression on nodes adds nodes; nothing is computed until the graph is evaluated or compiled.
/// </summary>
/// <remarks>Not safe for use from several threads at once while nodes are added.</remarks>
/// <example>
/// <code>
/// var graph = new Graph();
/// var x = graph.Input("x");
/// var y = graph.Input("y");
/// var product = x * y;
/// var gradients = product.Gradients([x, y]);     // nodes for y and x
/// </code>
/// </example>
public sealed class Graph
{
    private readonly List<Node> nodes = [];
    private readonly Dictionary<Key, Node> interned = [];

    /// <summary>All nodes, in the order in which they were made; inputs come before the nodes that use them.</summary>
    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>Adds an input: a value given anew for each evaluation.</summary>
    /// <param name="name">Name as printed.</param>
    /// <param name="shape">Its shape; <c>[]</c>, the default, for a number.</param>
    /// <param name="kind">What its numbers mean.</param>
    public Node Input(string name, Shape shape = default, Kind kind = Kind.Real) => Create(new Ops.Input(name, shape, kind));

    /// <summary>Adds a parameter: a value that is kept between evaluations and that training changes.</summary>
    /// <param name="name">Its unique name, e.g. <c>dense1.weight</c>.</param>
    /// <param name="shape">Its shape.</param>
    public Node Parameter(string name, Shape shape) => Create(new Parameter(name, shape));

    /// <summary>Adds a constant, of shape <c>[]</c>; pointwise operators repeat it to the shape of the other operand.</summary>
    /// <param name="value">The number; rounded to float32 where the plan computes in float32.</param>
    public Node Constant(double value) => Create(new Constant(value));

    /// <summary>Adds random numbers, uniform in [0, 1), drawn anew for each evaluation.</summary>
    /// <param name="shape">How many.</param>
    /// <param name="stream">Which of the independent random streams; one for each purpose.</param>
    public Node RandomUniform(Shape shape, ulong stream) => Create(new RandomUniform(shape, stream));

    /// <summary>Prints the graph, one node a line.</summary>
    public override string ToString() => string.Join("\n", nodes);

    /// <summary>The node that applies an operator to inputs: the existing one if there is one.</summary>
    /// <exception cref="ArgumentException">The inputs belong to another graph, or their shapes do not fit.</exception>
    internal Node Create(Operator @operator, params ReadOnlySpan<Node> inputs)
    {
        foreach (Node input in inputs)
        {
            if (input.Graph != this)
            {
                throw new ArgumentException($"{@operator.Name}: an input belongs to another graph. Build an expression from nodes of one graph.");
            }
        }

        var key = new Key(@operator, [.. inputs]);
        if (!@operator.HasIdentity && interned.TryGetValue(key, out Node? existing))
        {
            return existing;
        }

        var node = new Node(this, nodes.Count, @operator, key.Inputs, @operator.InferShape(inputs), @operator.InferKind(inputs));
        nodes.Add(node);
        if (!@operator.HasIdentity)
        {
            interned.Add(key, node);
        }

        return node;
    }

    private readonly record struct Key(Operator Operator, ImmutableArray<Node> Inputs)
    {
        public bool Equals(Key other) => Operator.Equals(other.Operator) && Inputs.AsSpan().SequenceEqual(other.Inputs.AsSpan());

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Operator);
            foreach (Node input in Inputs)
            {
                hash.Add(input.Id);
            }

            return hash.ToHashCode();
        }
    }
}
