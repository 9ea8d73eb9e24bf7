namespace Cajal.Tests.Layers;

/// <summary>
/// G4: the lectures' recursion δᴸ = a − y (cross entropy or linear output) or (z − y)⊙z(1 − z) (squared error of sigmoids),
/// δˡ = (δˡ⁺¹Wᵀ) ⊙ f′, ∂L/∂W = aᵀδ, against the gradients that the graph derives.
/// </summary>
public sealed class DeltaRecursionTests
{
    private const int Rows = 6;

    public static TheoryData<string, string, string, double> Nets
    {
        get
        {
            var table = new TheoryData<string, string, string, double>();
            foreach ((string sizes, string hidden, string output) in new[]
            {
                ("2-3-2", "sigmoid", "sigmoid squared"), ("4-5-4-3", "sigmoid", "softmax"), ("7-6-3", "tanh", "softmax"),
                ("3-4-5-4-2", "sigmoid", "linear"), ("4-5-4-3", "tanh", "sigmoid"),
            })
            {
                table.Add(sizes, hidden, output, 0);
                table.Add(sizes, hidden, output, 0.7);
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void It_equals_the_gradients_of_the_graph(string sizes, string hidden, string output, double lambda)
    {
        var net = new Net([.. sizes.Split('-').Select(int.Parse)], hidden, output);
        double[][] graph = GraphGradients(net, lambda);
        double[][] matrices = WithPenalty(net, net.Recursion(net.X, net.Y), lambda);
        double[][] accumulated = WithPenalty(net, net.Accumulated(), lambda);
        for (int index = 0; index < graph.Length; index++)
        {
            Near.Equal(matrices[index], graph[index], 1e-12, $"parameter {index}, recursion by matrices");
            Near.Equal(accumulated[index], graph[index], 1e-12, $"parameter {index}, accumulated over samples");
        }
    }

    [Theory]
    [InlineData("2-3-2", "sigmoid", "sigmoid squared")]
    [InlineData("4-5-4-3", "sigmoid", "softmax")]
    public void The_penalty_is_the_gradient_of_lambda_over_2m_times_the_squared_weights(string sizes, string hidden, string output)
    {
        const double Lambda = 0.7;
        var net = new Net([.. sizes.Split('-').Select(int.Parse)], hidden, output);
        (Node loss, Node[] parameters, Dictionary<Node, double[]> values) = Build(net);
        Node penalised = loss + (Lambda / (2 * Rows) * parameters.Where(node => node.Shape.Rank == 2).Select(node => node.Square().Sum()).Aggregate((a, b) => a + b));
        IReadOnlyList<Node> gradients = penalised.Gradients(parameters);
        Dictionary<Node, double[]> derived = GradientCheck.Evaluate(gradients, values);
        double[][] added = GraphGradients(net, Lambda);
        for (int index = 0; index < added.Length; index++)
        {
            Near.Equal(derived[gradients[index]], added[index], 1e-14, $"parameter {index}");
        }
    }

    /// <summary>D = Δ/m + (λ/m)θ, the bias without penalty.</summary>
    private static double[][] WithPenalty(Net net, double[][] sums, double lambda) =>
        [.. sums.Select((sum, index) => sum.Select((delta, i) => (delta + (index % 2 == 0 ? lambda * net.Parameters[index][i] : 0)) / Rows).ToArray())];

    private static double[][] GraphGradients(Net net, double lambda)
    {
        (Node loss, Node[] parameters, Dictionary<Node, double[]> values) = Build(net);
        Node[] gradients = [.. loss.Gradients(parameters).Select((gradient, index) =>
            index % 2 == 0 ? WeightPenalty.AddL2(gradient, parameters[index], lambda / Rows) : gradient)];
        Dictionary<Node, double[]> results = GradientCheck.Evaluate(gradients, values);
        return [.. gradients.Select(gradient => results[gradient])];
    }

    private static (Node Loss, Node[] Parameters, Dictionary<Node, double[]> Values) Build(Net net)
    {
        var graph = new Graph();
        Node x = graph.Input("x", [Rows, net.Sizes[0]]);
        var values = new Dictionary<Node, double[]> { [x] = net.X };
        var parameters = new List<Node>();
        Node a = x;
        for (int layer = 0; layer + 1 < net.Sizes.Length; layer++)
        {
            var own = new Dictionary<string, Node>
            {
                ["weight"] = graph.Input($"weight{layer}", [net.Sizes[layer], net.Sizes[layer + 1]]),
                ["bias"] = graph.Input($"bias{layer}", [net.Sizes[layer + 1]]),
            };
            parameters.AddRange(own.Values);
            bool last = layer + 2 == net.Sizes.Length;
            string activation = !last ? net.Hidden : net.Output == "linear" ? "identity" : net.Output.Split(' ')[0];
            var context = new LayerContext(true, own, 0);
            a = Activation.ByName(activation).Build(context, new Dense(net.Sizes[layer + 1]).Build(context, a));
        }

        for (int index = 0; index < parameters.Count; index++)
        {
            values[parameters[index]] = net.Parameters[index];
        }

        bool classes = net.Output == "softmax";
        Node y = graph.Input("y", classes ? [Rows, 1] : [Rows, net.Sizes[^1]], classes ? Kind.Integer : Kind.Real);
        values[y] = classes ? [.. net.Y.Chunk(net.Sizes[^1]).Select(row => (double)Array.IndexOf(row, 1))] : net.Y;
        Loss loss = classes ? new CrossEntropy() : net.Output == "sigmoid" ? new BinaryCrossEntropy(outputs: OutputReduction.Sum) : new HalfSquaredError();
        return (Loss.Reduce(loss.PerRow(a, y)), [.. parameters], values);
    }

    /// <summary>A net in plain loops, rows of x and y as flat arrays, one-hot y for softmax.</summary>
    private sealed class Net
    {
        public Net(int[] sizes, string hidden, string output)
        {
            (Sizes, Hidden, Output) = (sizes, hidden, output);
            var random = new Random(123);
            X = GradientCheck.Numbers(random, Rows * sizes[0], -1, 1);
            Y = output == "softmax"
                ? [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Range(0, sizes[^1]).Select(k => k == row % sizes[^1] ? 1.0 : 0))]
                : GradientCheck.Numbers(random, Rows * sizes[^1], 0, 1);
            Parameters = [.. Enumerable.Range(0, sizes.Length - 1).SelectMany(layer => new[]
            {
                GradientCheck.Numbers(random, sizes[layer] * sizes[layer + 1], -1, 1), GradientCheck.Numbers(random, sizes[layer + 1], -1, 1),
            })];
        }

        public int[] Sizes { get; }

        public string Hidden { get; }

        public string Output { get; }

        public double[] X { get; }

        public double[] Y { get; }

        /// <summary>Weights [in, out] and biases in turn.</summary>
        public double[][] Parameters { get; }

        /// <summary>Δ summed over samples that go through the net one by one.</summary>
        public double[][] Accumulated()
        {
            double[][][] samples = [.. X.Chunk(Sizes[0]).Zip(Y.Chunk(Sizes[^1]), Recursion)];
            return [.. Parameters.Select((parameter, index) => parameter.Select((_, i) => samples.Sum(sample => sample[index][i])).ToArray())];
        }

        /// <summary>Δ of all rows at once.</summary>
        public double[][] Recursion(double[] x, double[] y)
        {
            int rows = x.Length / Sizes[0];
            List<double[]> a = [x];
            for (int layer = 0; layer + 1 < Sizes.Length; layer++)
            {
                a.Add(Forward(a[layer], layer, rows));
            }

            double[] delta = [.. a[^1].Zip(y, (z, t) => (z - t) * (Output == "sigmoid squared" ? z * (1 - z) : 1))];
            double[][] sums = new double[Parameters.Length][];
            for (int layer = Sizes.Length - 2; layer >= 0; layer--)
            {
                sums[2 * layer] = Product(a[layer], delta, Sizes[layer], rows, Sizes[layer + 1], (k, i) => (k * Sizes[layer]) + i, (k, j) => (k * Sizes[layer + 1]) + j);
                sums[(2 * layer) + 1] = [.. Enumerable.Range(0, Sizes[layer + 1]).Select(j => Enumerable.Range(0, rows).Sum(r => delta[(r * Sizes[layer + 1]) + j]))];
                double[] back = Product(delta, Parameters[2 * layer], rows, Sizes[layer + 1], Sizes[layer],
                    (k, i) => (i * Sizes[layer + 1]) + k, (k, j) => (j * Sizes[layer + 1]) + k);
                delta = [.. back.Zip(a[layer], (d, h) => d * (Hidden == "tanh" ? 1 - (h * h) : h * (1 - h)))];
            }

            return sums;
        }

        private double[] Forward(double[] a, int layer, int rows)
        {
            int width = Sizes[layer + 1];
            double[] z = Product(a, Parameters[2 * layer], rows, Sizes[layer], width, (k, i) => (i * Sizes[layer]) + k, (k, j) => (k * width) + j);
            double[] sums = [.. z.Select((value, i) => value + Parameters[(2 * layer) + 1][i % width])];
            string activation = layer + 2 == Sizes.Length ? Output : Hidden;
            return activation switch
            {
                "tanh" => [.. sums.Select(Math.Tanh)],
                "softmax" => [.. sums.Chunk(width).SelectMany(LayerCases.SoftmaxOf)],
                "linear" => sums,
                _ => [.. sums.Select(value => 1 / (1 + Math.Exp(-value)))],
            };
        }

        private static double[] Product(double[] a, double[] b, int m, int inner, int n, Func<int, int, int> placeInA, Func<int, int, int> placeInB) =>
        [
            .. from i in Enumerable.Range(0, m)
               from j in Enumerable.Range(0, n)
               select Enumerable.Range(0, inner).Sum(k => a[placeInA(k, i)] * b[placeInB(k, j)]),
        ];
    }
}
