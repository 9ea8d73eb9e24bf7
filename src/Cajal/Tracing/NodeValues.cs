using Cajal.Kernels;
using Cajal.Ops;
using Cajal.Planning;

namespace Cajal;

/// <summary>Values for the inputs and parameters of a graph, in double precision.</summary>
/// <example><code>var values = new NodeValues { [x] = -2, [y] = 5, [z] = -4 };</code></example>
public sealed class NodeValues
{
    private readonly Dictionary<Node, double[]> values = [];

    /// <summary>The numbers of one input or parameter, row by row.</summary>
    /// <param name="node">An input or a parameter.</param>
    /// <exception cref="ArgumentException">The node is computed, or there are too few or too many numbers for its shape.</exception>
    /// <exception cref="KeyNotFoundException">It has no value yet.</exception>
    public NodeValue this[Node node]
    {
        get => values[node];
        set
        {
            ArgumentNullException.ThrowIfNull(node);
            ArgumentNullException.ThrowIfNull(value);
            if (node.Operator is not (Ops.Input or Parameter))
            {
                throw new ArgumentException($"Values: {node} is computed, not given. Give values to inputs and parameters only.", nameof(node));
            }

            values[node] = value.Numbers.Length == node.Shape.Count
                ? value.Numbers.ToArray()
                : throw new ArgumentException(
                    $"Values: {node} has shape {node.Shape}, so {node.Shape.Count} numbers were expected, but {value.Numbers.Length} came.", nameof(value));
        }
    }

    /// <summary>The nodes that have values.</summary>
    public IReadOnlyCollection<Node> Nodes => values.Keys;

    /// <summary>The same values in an object of its own.</summary>
    public NodeValues Copy()
    {
        var copy = new NodeValues();
        foreach ((Node node, double[] numbers) in values)
        {
            copy.values[node] = [.. numbers];
        }

        return copy;
    }

    /// <summary>The numbers themselves, to be changed in place.</summary>
    internal double[] Numbers(Node node) => values[node];

    /// <summary>Computes every node that the outputs depend on, in float64, node by node.</summary>
    internal Dictionary<Node, double[]> Evaluate(IEnumerable<Node> outputs)
    {
        var function = new GraphFunction(outputs);
        Node[] parameters = [.. function.Nodes.Where(node => node.Operator is Parameter)];
        var store = new ParameterStore<double>(parameters.Select(node => (((Parameter)node.Operator).ParameterName, node.Shape)));
        foreach (Node node in parameters)
        {
            if (!values.TryGetValue(node, out double[]? numbers))
            {
                throw new ArgumentException($"Evaluate: {node.Operator.Name} has no value. Give one for each parameter.");
            }

            numbers.CopyTo(store[((Parameter)node.Operator).ParameterName]);
        }

        return NaiveExecutor.Run(function, store, values, new RandomState());
    }
}
