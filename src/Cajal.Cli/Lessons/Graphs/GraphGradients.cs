namespace Cajal.Cli.Lessons.Graphs;

/// <summary>The gradients of a plain net's cost as the graph derives them.</summary>
internal static class GraphGradients
{
    /// <summary>∂J/∂Θ of each layer, the bias in the first row; J is the mean over the rows and λ/2m Σθ², the bias not penalised.</summary>
    public static double[][,] Of(PlainNet net, double lambda)
    {
        (Node cost, List<(Node Weight, Node Bias)> layers, NodeValues values) = Write(net, lambda);
        return [.. layers.Select((layer, index) =>
        {
            double[] weight = cost.Gradients([layer.Weight])[0].Evaluate(values);
            double[] bias = cost.Gradients([layer.Bias])[0].Evaluate(values);
            int width = bias.Length;
            return PlainNet.Matrix(net.Sizes[index] + 1, width, (i, j) => i == 0 ? bias[j] : weight[((i - 1) * width) + j]);
        })];
    }

    /// <summary>J.</summary>
    public static double CostOf(PlainNet net, double lambda) => Write(net, lambda) is var (cost, _, values) ? cost.Evaluate(values)[0] : double.NaN;

    /// <summary>The cost's graph, drawn.</summary>
    public static string Draw(PlainNet net, string title) =>
        GraphDrawing.ToSvg(Write(net, 0).Cost, new DrawingOptions { Direction = DrawingDirection.Downward, Title = title });

    private static (Node Cost, List<(Node Weight, Node Bias)> Layers, NodeValues Values) Write(PlainNet net, double lambda)
    {
        int rows = net.X.GetLength(0);
        var graph = new Graph();
        Node a = graph.Input("x", [rows, net.Sizes[0]]);
        Node y = graph.Input("y", [rows, net.Sizes[^1]]);
        var values = new NodeValues { [a] = net.X, [y] = net.Y };
        List<(Node Weight, Node Bias)> layers = [];
        Node penalty = graph.Constant(0);
        Node z = a;
        foreach ((int layer, double[,] theta) in net.Weights.Index())
        {
            Node weight = graph.Parameter($"W{layer + 1}", [net.Sizes[layer], net.Sizes[layer + 1]]);
            Node bias = graph.Parameter($"b{layer + 1}", [net.Sizes[layer + 1]]);
            values[weight] = PlainNet.Matrix(net.Sizes[layer], net.Sizes[layer + 1], (i, j) => theta[i + 1, j]);
            values[bias] = [.. Enumerable.Range(0, net.Sizes[layer + 1]).Select(j => theta[0, j])];
            layers.Add((weight, bias));
            penalty += weight.Square().Sum();
            z = a.MatMul(weight) + bias;
            a = z.Sigmoid();
        }

        return ((Cost(net.Output, z, y) + (lambda / 2 * penalty)) / rows, layers, values);
    }

    private static Node Cost(PlainOutput output, Node z, Node y) => output switch
    {
        PlainOutput.Linear => (0.5 * (z - y).Square()).Sum(),
        PlainOutput.SquaredSigmoid => (0.5 * (z.Sigmoid() - y).Square()).Sum(),
        PlainOutput.Softmax => -(y * z.LogSoftmax()).Sum(),
        _ => -((y * z.Sigmoid().Log()) + ((1 - y) * (1 - z.Sigmoid()).Log())).Sum(),
    };
}
