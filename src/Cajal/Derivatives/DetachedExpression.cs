namespace Cajal.Derivatives;

/// <summary>An expression copied into a graph of its own with its values, so that derivatives can be added without touching the user's graph.</summary>
internal sealed class DetachedExpression
{
    private readonly Dictionary<Node, Node> copies = [];

    /// <summary>Copies an expression.</summary>
    /// <param name="result">The expression.</param>
    /// <param name="values">Values of its inputs and parameters.</param>
    public DetachedExpression(Node result, NodeValues values)
    {
        foreach (Node node in GraphFunction.Reachable([result]))
        {
            copies[node] = Graph.Create(node.Operator, [.. node.Inputs.Select(input => copies[input])]);
        }

        Result = copies[result];
        foreach (Node node in values.Nodes.Where(copies.ContainsKey))
        {
            Values[copies[node]] = values[node];
        }
    }

    /// <summary>The graph of the copy.</summary>
    public Graph Graph { get; } = new();

    /// <summary>The copy of the expression.</summary>
    public Node Result { get; }

    /// <summary>The values of the copied inputs and parameters.</summary>
    public NodeValues Values { get; } = new();

    /// <summary>The copy of a node; where the expression does not depend on the node, an input of its shape that nothing reads.</summary>
    public Node this[Node node] => copies.TryGetValue(node, out Node? copy) ? copy : copies[node] = Graph.Input("independent", node.Shape);
}
