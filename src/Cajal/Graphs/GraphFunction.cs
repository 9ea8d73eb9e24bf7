using System.Collections.Immutable;

namespace Cajal;

/// <summary>A parameter and the node whose value replaces it after an evaluation.</summary>
/// <param name="Parameter">A parameter node.</param>
/// <param name="Value">Its next value, of the same shape.</param>
public readonly record struct Update(Node Parameter, Node Value);

/// <summary>
/// A pure function cut out of a graph: (inputs, parameters) → (outputs, next parameters). A training step is such a function.
/// </summary>
public sealed class GraphFunction
{
    /// <summary>Cuts a function out of a graph.</summary>
    /// <param name="outputs">Nodes whose values are wanted.</param>
    /// <param name="updates">Parameters with their next values; all of them are computed from the old ones.</param>
    /// <exception cref="ArgumentException">Nothing is wanted, an update does not fit its parameter, or the graph breaks a rule of the verifier.</exception>
    public GraphFunction(IEnumerable<Node> outputs, IEnumerable<Update>? updates = null)
    {
        Outputs = [.. outputs];
        Updates = [.. updates ?? []];
        Nodes = Reachable([.. Outputs, .. Updates.SelectMany(update => new[] { update.Parameter, update.Value })]);
        GraphVerifier.Check(this);
    }

    /// <summary>Nodes whose values are wanted.</summary>
    public ImmutableArray<Node> Outputs { get; }

    /// <summary>Parameters with their next values.</summary>
    public ImmutableArray<Update> Updates { get; }

    /// <summary>All nodes that the function needs, inputs before users.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>Prints the function: its nodes, then what it returns and replaces.</summary>
    public override string ToString()
    {
        IEnumerable<string> lines = [
            .. Nodes.Select(node => node.ToString()),
            "return " + string.Join(", ", Outputs.Select(output => $"%{output.Id}")),
            .. Updates.Select(update => $"%{update.Parameter.Id} <- %{update.Value.Id}"),
        ];
        return string.Join("\n", lines);
    }

    /// <summary>The nodes that the given ones depend on, themselves included, inputs before users. By loop: depth is not limited.</summary>
    internal static ImmutableArray<Node> Reachable(IReadOnlyCollection<Node> roots)
    {
        var seen = new HashSet<Node>();
        var stack = new Stack<Node>(roots);
        while (stack.TryPop(out Node? node))
        {
            if (seen.Add(node))
            {
                foreach (Node input in node.Inputs)
                {
                    stack.Push(input);
                }
            }
        }

        return [.. seen.OrderBy(node => node.Id)];
    }
}
