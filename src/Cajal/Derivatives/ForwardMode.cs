namespace Cajal.Derivatives;

/// <summary>
/// Derivatives by forward mode, as nodes: the change of a function when its variables change along given directions. One pass gives one
/// direction; a gradient would take one pass for each variable.
/// </summary>
/// <remarks>
/// No operator has a second rule for it. An operator's gradient rule is linear in what arrives at its output, uᵀ ↦ uᵀJ; so (uᵀJ)·t derived by u
/// is J·t, the change of the output for a change t of the input.
/// </remarks>
internal static class ForwardMode
{
    /// <summary>Adds the nodes of the derivative of a function along directions.</summary>
    /// <param name="function">The function.</param>
    /// <param name="directions">For each variable its change, of its shape.</param>
    /// <returns>The function's change, of its shape.</returns>
    public static Node Derivative(Node function, IReadOnlyDictionary<Node, Node> directions)
    {
        var changes = new Dictionary<Node, Node>(directions);
        foreach (Node node in GraphFunction.Reachable([function]))
        {
            if (!changes.ContainsKey(node) && node.Inputs.Any(changes.ContainsKey))
            {
                changes[node] = Change(node, changes);
            }
        }

        return changes.TryGetValue(function, out Node? change) ? change : function.Graph.Constant(0).Broadcast(function.Shape);
    }

    private static Node Change(Node node, Dictionary<Node, Node> changes)
    {
        // Nothing reads this input in the end: the rule is linear in it.
        Node upstream = node.Graph.Input("upstream", node.Shape);
        Node?[] shares = node.Operator.Gradient(node, upstream);
        Node sum = node.Graph.Constant(0);
        for (int index = 0; index < shares.Length; index++)
        {
            if (shares[index] is { } share && changes.TryGetValue(node.Inputs[index], out Node? change))
            {
                sum += (share * change).Sum();
            }
        }

        return sum.Gradients([upstream])[0];
    }
}
