namespace Cajal.Cli.Lessons.Losses;

/// <summary>Two ways of writing the same net, and that they give the same outputs.</summary>
internal static class Conventions
{
    private static readonly double[] X = [0.3, -1.2, 2.1, 0.7, -0.4, 1.6];
    private static readonly double[] W = [0.5, -0.3, 0.8, 1.1, -0.6, 0.2];

    /// <summary>Adds a figure for each convention.</summary>
    public static void Check(LessonPage page, double tolerance)
    {
        page.Check("C5", "z = 0 where a unit fires above 0", FiresAt(0, new Threshold()), Bound.Equal(0));
        page.Check("C5", "z = 0 where it fires from 0 on", FiresAt(0, new Threshold(firesAtZero: true)), Bound.Equal(1));
        page.Check("C5", "Wx + b against Wx - T with T = -b, largest difference", Largest(graph => Sums(graph) + 0.7, graph => Sums(graph) - (-0.7)),
            Bound.AtMost(tolerance));
        page.Check("C5", "b against the weight of x₀ = 1, largest difference", Largest(graph => Sums(graph) + 0.7, WithOne), Bound.AtMost(tolerance));
        page.Check("C5", "xW against (Wᵀxᵀ)ᵀ, largest difference",
            Largest(Sums, graph => Weights(graph).Transpose().MatMul(Inputs(graph).Transpose()).Transpose()), Bound.AtMost(tolerance));
        page.Check("C5", "gradient of a sum against m times that of the mean, largest difference",
            Gradients(node => node.Sum(), node => node.Mean() * 4), Bound.AtMost(tolerance));
        page.Check("C5", "softmax of (0, z) against sigmoid of z, largest difference", SoftmaxOfTwo(), Bound.AtMost(tolerance));
        page.Check("C5", "the class of highest softmax is that of the highest sum: rows that differ", HighestDiffers(), Bound.Equal(0));
    }

    private static double FiresAt(double z, Threshold unit)
    {
        var graph = new Graph();
        Node input = graph.Input("z", [1]);
        return unit.Apply(input).Evaluate(new() { [input] = z })[0];
    }

    private static double Largest(Func<Graph, Node> one, Func<Graph, Node> other) => Run(one).Zip(Run(other), (a, b) => Math.Abs(a - b)).Max();

    private static double[] Run(Func<Graph, Node> write)
    {
        var graph = new Graph();
        Node result = write(graph);
        return result.Evaluate(Values(graph));
    }

    private static NodeValues Values(Graph graph)
    {
        var values = new NodeValues();
        foreach (Node node in graph.Nodes.Where(node => node.Label is not null || node.Inputs.IsEmpty))
        {
            if (node.Operator is Cajal.Ops.Input input)
            {
                values[node] = input.InputName switch { "x" => X, "one" => 1, "x1" => [1, .. X[..3], 1, .. X[3..]], _ => [0.7, 0.7, .. W] };
            }
            else if (node.Operator is Cajal.Ops.Parameter)
            {
                values[node] = W;
            }
        }

        return values;
    }

    private static Node Inputs(Graph graph) => graph.Input("x", [2, 3]);

    private static Node Weights(Graph graph) => graph.Parameter("W", [3, 2]);

    private static Node Sums(Graph graph) => Inputs(graph).MatMul(Weights(graph));

    /// <summary>A column of ones before x, a row of biases above W.</summary>
    private static Node WithOne(Graph graph) => graph.Input("x1", [2, 4]).MatMul(graph.Input("W1", [4, 2]));

    private static double Gradients(Func<Node, Node> one, Func<Node, Node> other)
    {
        var graph = new Graph();
        Node weights = Weights(graph);
        Node squares = Inputs(graph).MatMul(weights).Square();
        NodeValues values = Values(graph);
        return one(squares).Gradients([weights])[0].Evaluate(values).Zip(other(squares).Gradients([weights])[0].Evaluate(values), (a, b) => Math.Abs(a - b)).Max();
    }

    private static double SoftmaxOfTwo() => new[] { -30.0, -2, 0, 0.4, 7 }.Max(z =>
    {
        var graph = new Graph();
        Node pair = graph.Input("pair", [1, 2]);
        Node one = graph.Input("one", [1, 1]);
        double[] two = pair.Softmax().Evaluate(new() { [pair] = [0, z] });
        return Math.Abs(two[1] - one.Sigmoid().Evaluate(new() { [one] = z })[0]);
    });

    private static int HighestDiffers() => new[] { new double[] { 1, 3, 2 }, [-5, -7, -6], [1e4, 0, -1e4] }.Count(sums =>
    {
        var graph = new Graph();
        Node z = graph.Input("z", [1, 3]);
        double[] softmax = z.Softmax().Evaluate(new() { [z] = sums });
        return Array.IndexOf(softmax, softmax.Max()) != Array.IndexOf(sums, sums.Max());
    });
}
