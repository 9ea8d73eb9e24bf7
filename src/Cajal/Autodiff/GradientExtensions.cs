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

        Graph graph = loss.Graph;
        var adjoints = new Dictionary<Node, Node> { [loss] = graph.Constant(1).Broadcast(loss.Shape) };
        HashSet<Node> needed = DependentsOf(with, loss);
        foreach (Node node in GraphFunction.Reachable([loss]).Reverse())
        {
            if (needed.Contains(node) && adjoints.TryGetValue(node, out Node? upstream))
            {
                Distribute(node, upstream, needed, adjoints);
            }
        }

        return [.. with.Select(node => adjoints.TryGetValue(node, out Node? gradient) ? gradient : graph.Constant(0).Broadcast(node.Shape))];
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
