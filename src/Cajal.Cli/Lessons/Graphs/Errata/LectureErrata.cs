namespace Cajal.Cli.Lessons.Graphs.Errata;

/// <summary>The slips of the five lectures: printed form, right form, finite difference.</summary>
internal static class LectureErrata
{
    private const double Rate = 0.5;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Erratum> All() => [SignOfTheGradient(), SignOfTheCost(), SigmoidsCalledSoftmax(), FeatureWithoutActivation(), SlopeAtTheWrongPlace(), MissingPartial()];

    /// <summary>J of the net ŷ = w₂ᵀσ(W₁ᵀx) while w ← w − α∇J with the printed gradient, or with the right one.</summary>
    public static IReadOnlyList<double> Descent(bool printed, int steps)
    {
        var net = new LectureNet();
        IReadOnlyList<Node> gradients = net.Loss.Gradients(net.Weights);
        double sign = printed ? 1 : -1;
        var losses = new List<double>();
        for (int step = 0; step <= steps; step++)
        {
            losses.Add(net.Loss.Evaluate(net.Values)[0]);
            double[][] slopes = [.. gradients.Select(gradient => gradient.Evaluate(net.Values))];
            for (int index = 0; index < net.Weights.Count; index++)
            {
                net.Values[net.Weights[index]] = NodeValue.Of([.. net.Values[net.Weights[index]].Numbers.ToArray().Zip(slopes[index], (value, slope) => value + (sign * Rate * slope))]);
            }
        }

        return losses;
    }

    /// <summary>Kandemir prints (y − ŷ)∇ŷ for the gradient of ½(y − ŷ)²: the sign is wrong, and the update with a minus climbs.</summary>
    private static Erratum SignOfTheGradient()
    {
        var net = new LectureNet();
        Node weight = net.Weights[^1];
        double error = 1 - net.Prediction.Evaluate(net.Values)[0];
        double[] slope = net.Graph.Trace(net.Prediction, net.Values)[weight].Gradient.ToArray();
        return new Erratum(
            "Kandemir", "∇J by w4, J = ½(y - ŷ)²", "(y - ŷ)∇ŷ", "-(y - ŷ)∇ŷ = (ŷ - y)∇ŷ",
            [.. slope.Select(value => error * value)], [.. slope.Select(value => -error * value)], Differences.Of(net.Loss, weight, net.Values));
    }

    /// <summary>Ballan prints cost = y ln h + (1 − y) ln(1 − h), of which δ = ∂cost/∂z would be y − a.</summary>
    private static Erratum SignOfTheCost()
    {
        var graph = new Graph();
        Node z = graph.Input("z", [1, 1]);
        Node y = graph.Input("y", [1, 1]);
        var values = new NodeValues { [z] = 0.4, [y] = 1 };
        Node printed = ((y * z.Sigmoid().Log()) + ((1 - y) * (1 - z.Sigmoid()).Log())).Sum();
        double a = z.Sigmoid().Evaluate(values)[0];
        return new Erratum(
            "Ballan", "δ = ∂cost/∂z, said to be a - y", "cost = y ln h + (1-y) ln(1-h)", "cost = -(y ln h + (1-y) ln(1-h))",
            [graph.Trace(printed, values)[z].Gradient[0]], [a - 1], Differences.Of(-printed, z, values));
    }

    /// <summary>Ballan labels the cost of K sigmoids "softmax function": its δ is a − y with a = σ(z), not with a = softmax(z).</summary>
    private static Erratum SigmoidsCalledSoftmax()
    {
        var graph = new Graph();
        Node z = graph.Input("z", [1, 3]);
        Node y = graph.Input("y", [1, 3]);
        var values = new NodeValues { [z] = [0.7, -0.3, 1.1], [y] = [0, 1, 0] };
        Node sigmoid = z.Sigmoid();
        Node cost = -((y * sigmoid.Log()) + ((1 - y) * (1 - sigmoid).Log())).Sum();
        double[] Less(Node outputs) => (outputs - y).Evaluate(values);
        return new Erratum(
            "Ballan", "∂J/∂z of the K-output cost", "softmax: a - y, a = softmax(z)", "K sigmoids: a - y, a = σ(z)",
            Less(z.Softmax()), Less(sigmoid), Differences.Of(cost, z, values));
    }

    /// <summary>Zuluaga prints the feature map φᵢ(x) = Σⱼ wᵢⱼxⱼ without σ, which would leave a net linear before its output.</summary>
    private static Erratum FeatureWithoutActivation()
    {
        (Node x, Node hidden, NodeValues values, Node output) = TwoLayers();
        Node Net(Node features) => features.MatMul(output).Sigmoid().Sum();
        return new Erratum(
            "Zuluaga", "∂ŷ/∂x of ŷ = f(Σᵢ wᵢ φᵢ(x))", "φᵢ(x) = Σⱼ wᵢⱼ xⱼ", "φᵢ(x) = σ(Σⱼ wᵢⱼ xⱼ)",
            [.. x.Graph.Trace(Net(hidden), values)[x].Gradient], [.. x.Graph.Trace(Net(hidden.Sigmoid()), values)[x].Gradient],
            Differences.Of(Net(hidden.Sigmoid()), x, values));
    }

    /// <summary>Zuluaga prints σ′(wᵢzᵢ) for the slope of zᵢ = σ(wᵢh) by h: the argument is wᵢh.</summary>
    private static Erratum SlopeAtTheWrongPlace()
    {
        var graph = new Graph();
        Node h = graph.Input("h", [3, 1]);
        Node w = graph.Input("w", [1, 3]);
        var values = new NodeValues { [h] = [0.2, 0.9, 0.6], [w] = [0.8, -0.5, 1.4] };
        Node z = w.MatMul(h).Sigmoid().Sum();
        double output = z.Evaluate(values)[0];
        double[] weights = values[w].Numbers.ToArray();
        return new Erratum(
            "Zuluaga", "∇z by h, z = σ(w h)", "σ′(w z) w", "σ′(w h) w = z(1-z) w",
            [.. weights.Select(weight => Slope(weight * output) * weight)], [.. weights.Select(weight => output * (1 - output) * weight)], Differences.Of(z, h, values));
    }

    /// <summary>Núñez's first line of ∂Error/∂W₆ prints ½(prediction − actual)² where its derivative by the prediction is meant.</summary>
    private static Erratum MissingPartial()
    {
        var example = new WorkedExample();
        GraphTrace trace = example.Before;
        double delta = trace[example.Delta].Value[0];
        double h2 = trace[example.Hidden].Value[1];
        return new Erratum(
            "Núñez", "∂Error/∂W6, first line", "½(prediction - actual)²·∂prediction/∂W6", "∂½(prediction - actual)²/∂prediction·∂…/∂W6",
            [0.5 * delta * delta * h2], [delta * h2], [Differences.Of(trace.Result, example.OutputWeights, example.Values)[1]]);
    }

    private static (Node X, Node Hidden, NodeValues Values, Node Output) TwoLayers()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [1, 2]);
        Node first = graph.Parameter("W1", [2, 3]);
        Node second = graph.Parameter("w2", [3, 1]);
        var values = new NodeValues { [x] = [0.6, -0.4], [first] = [1.2, -0.7, 0.4, 0.3, 0.9, -1.1], [second] = [1.5, -0.8, 0.5] };
        return (x, x.MatMul(first), values, second);
    }

    private static double Slope(double sum)
    {
        double value = 1 / (1 + Math.Exp(-sum));
        return value * (1 - value);
    }
}
