namespace Cajal;

/// <summary>Gradients by reverse mode: more nodes in the same graph, so gradients of gradients work too.</summary>
public static class GradientExtensions
{
    /// <summary>
    /// Adds the nodes of dL/dx for each x, by the chain rule summed over every path from x to L, each operator's rule used once.
    /// Linear in the number of nodes.
    /// </summary>
    /// <param name="loss">L, a single number.</param>
    /// <param name="with">The nodes x to derive by.</param>
    /// <returns>For each x a node of its shape; zeros where L does not depend on it.</returns>
    /// <exception cref="ArgumentException">L has more than one element.</exception>
    public static IReadOnlyList<Node> Gradients(this Node loss, IReadOnlyList<Node> with)
    {
        if (loss.Shape.Count != 1)
        {
            throw new ArgumentException($"Gradients: the loss has shape {loss.Shape}, expected a single number. Sum or average it first.");
        }

        return loss.Pull(loss.Graph.Constant(1).Broadcast(loss.Shape), with);
    }

    /// <summary>Adds the nodes of Σ uᵢ·dfᵢ/dx for each x: what arrives at x when u arrives at f. u itself is not derived, whatever it depends on.</summary>
    /// <param name="function">f.</param>
    /// <param name="upstream">u, of the shape of f.</param>
    /// <param name="with">The nodes x.</param>
    /// <returns>For each x a node of its shape; zeros where f does not depend on it.</returns>
    internal static IReadOnlyList<Node> Pull(this Node function, Node upstream, IReadOnlyList<Node> with)
    {
        var adjoints = new Dictionary<Node, Node> { [function] = upstream };
        HashSet<Node> needed = DependentsOf(with, function);
        foreach (Node node in GraphFunction.Reachable([function]).Reverse())
        {
            if (needed.Contains(node) && adjoints.TryGetValue(node, out Node? arrived))
            {
                Distribute(node, arrived, needed, adjoints);
            }
        }

        return [.. with.Select(node => adjoints.TryGetValue(node, out Node? gradient) ? gradient : function.Graph.Constant(0).Broadcast(node.Shape))];
    }

    /// <summary>Gives each input that matters its share of the adjoint; shares of several users add up.</summary>
    private static void Distribute(Node node, Node upstream, HashSet<Node> needed, Dictionary<Node, Node> adjoints)
    {
        if (!node.Inputs.Any(needed.Contains))
        {
            return;
        }

        Node?[] shares = node.Operator.Gradient(node, upstream);
        for (int index = 0; index < shares.Length; index++)
        {
            Node input = node.Inputs[index];
            if (shares[index] is { } share && needed.Contains(input))
            {
                adjoints[input] = adjoints.TryGetValue(input, out Node? sum) ? sum + share : share;
            }
        }
    }

    /// <summary>The nodes on a path from one of the given nodes to the loss.</summary>
    private static HashSet<Node> DependentsOf(IReadOnlyList<Node> with, Node loss)
    {
        var dependents = new HashSet<Node>(with);
        foreach (Node node in GraphFunction.Reachable([loss]))
        {
            if (node.Inputs.Any(dependents.Contains))
            {
                dependents.Add(node);
            }
        }

        return dependents;
    }
}
