namespace Cajal.Tracing;

/// <summary>
/// The gradient rule of one node, taken out of its graph and computed with numbers: what the node's inputs get of a gradient that arrives
/// at its output. It lives in a graph of its own, so that looking at a node adds nothing to the user's.
/// </summary>
internal sealed class LocalRule
{
    private readonly Node upstream;
    private readonly Node?[] shares;
    private readonly NodeValues values = new();

    /// <summary>Takes the rule of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">The values of its inputs.</param>
    public LocalRule(Node node, IReadOnlyList<double[]> inputs)
    {
        var graph = new Graph();
        Node[] copies = [.. node.Inputs.Select((input, index) => graph.Input($"input {index}", input.Shape, input.Kind))];
        for (int index = 0; index < copies.Length; index++)
        {
            values[copies[index]] = inputs[index];
        }

        upstream = graph.Input("upstream", node.Shape);
        shares = node.Operator.Gradient(graph.Create(node.Operator, copies), upstream);
    }

    /// <summary>What each input gets; <c>null</c> where the derivative is zero or not defined.</summary>
    /// <param name="gradient">The gradient at the node's output.</param>
    public double[]?[] Shares(double[] gradient)
    {
        values[upstream] = gradient;
        Node[] wanted = [.. shares.OfType<Node>()];
        Dictionary<Node, double[]> results = wanted.Length == 0 ? [] : values.Evaluate(wanted);
        return [.. shares.Select(share => share is null ? null : results[share])];
    }

    /// <summary>The Jacobian of the node by one input: entry (i, j) is ∂output[i]/∂input[j].</summary>
    public double[,] Jacobian(int input)
    {
        int rows = upstream.Shape.Count;
        var jacobian = new double[rows, InputCount(input)];
        for (int row = 0; row < rows; row++)
        {
            double[] unit = new double[rows];
            unit[row] = 1;
            if (Shares(unit)[input] is { } share)
            {
                Buffer.BlockCopy(share, 0, jacobian, row * share.Length * sizeof(double), share.Length * sizeof(double));
            }
        }

        return jacobian;
    }

    private int InputCount(int input) => upstream.Graph.Nodes[input].Shape.Count;
}
