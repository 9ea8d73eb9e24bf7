namespace Cajal.Cli.Lessons.Graphs;

/// <summary>The net of three hidden layers that a lecture goes back through: f_l = W_lᵀh₍l₋₁₎, h_l = σ(f_l), ŷ = w₄ᵀh₃, J = ½(y − ŷ)².</summary>
internal sealed class LectureNet
{
    private static readonly int[] Sizes = [2, 3, 4, 3, 1];

    public LectureNet()
    {
        var random = new Random(2017);
        Node h = Graph.Input("x", [1, Sizes[0]]);
        Node y = Graph.Input("y", [1, 1]);
        Values[h] = [0.5, -1.2];
        Values[y] = 1;
        var weights = new List<Node>();
        for (int layer = 1; layer < Sizes.Length; layer++)
        {
            Node weight = Graph.Parameter($"w{layer}", [Sizes[layer - 1], Sizes[layer]]);
            Values[weight] = NodeValue.Of([.. Enumerable.Range(0, weight.Shape.Count).Select(_ => Math.Round((2 * random.NextDouble()) - 1, 2))]);
            weights.Add(weight);
            h = h.MatMul(weight);
            h = layer == Sizes.Length - 1 ? h.Named("ŷ") : h.Named($"f{layer}").Sigmoid().Named($"h{layer}");
        }

        (Weights, Prediction) = (weights, h);
        Loss = (0.5 * (y - h).Named("y-ŷ").Square()).Sum().Named("J");
    }

    /// <summary>Its graph.</summary>
    public Graph Graph { get; } = new();

    /// <summary>The weights, first layer first.</summary>
    public IReadOnlyList<Node> Weights { get; }

    /// <summary>ŷ.</summary>
    public Node Prediction { get; }

    /// <summary>J.</summary>
    public Node Loss { get; }

    /// <summary>Sample and weights.</summary>
    public NodeValues Values { get; } = new();
}
