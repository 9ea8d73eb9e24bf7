using Cajal.Kernels;
using Cajal.Training;

namespace Cajal.Tests.Optimizers;

/// <summary>K-FAC and Shampoo in <c>Fit</c> against their papers' formulas, written out in float64 by plain loops.</summary>
public sealed class SecondOrderTests
{
    private const int Rows = 60;
    private const ulong Seed = 5;

    private static readonly Dataset Data = Training.FitTests.Blobs(Rows);

    /// <param name="longestSide">10: both matrices of each layer; 5: one matrix, of the shorter side, for the first and the second layer; 2: none.</param>
    [Theory]
    [InlineData(10)]
    [InlineData(5)]
    [InlineData(2)]
    public void Shampoo_steps_as_the_paper_says(int longestSide)
    {
        var optimizer = new Shampoo(0.02, beta3: 0.8, interval: 3, epsilon: 1e-3, longestSide: longestSide);
        Sequential model = Model(optimizer, out PlainNet net);
        double[][,] mean = Zeros(net), square = Zeros(net);
        double[][,] left = [.. net.Weights.Select(w => new double[w.GetLength(0) - 1, w.GetLength(0) - 1])];
        double[][,] right = [.. net.Weights.Select(w => new double[w.GetLength(1), w.GetLength(1)])];
        double[][,] leftRoot = [.. left.Select(l => l.Ridge(1))], rightRoot = [.. right.Select(r => r.Ridge(1))];
        for (int step = 1; step <= 10; step++)
        {
            (double[,] x, int[] classes) = Batch(step);
            double[][,] gradients = net.Gradients(net.Forward(x), classes);
            for (int layer = 0; layer < net.Weights.Length; layer++)
            {
                double[,] weight = net.Weights[layer], gradient = gradients[layer];
                mean[layer] = mean[layer].Zip(gradient, (m, g) => (0.9 * m) + (0.1 * g));
                square[layer] = square[layer].Zip(gradient, (v, g) => (0.999 * v) + (0.001 * g * g));
                double[,] adam = mean[layer].Zip(square[layer],
                    (m, v) => m / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(v / (1 - Math.Pow(0.999, step))) + 1e-8));
                double[,] own = leftRoot[layer].Times(WithoutBias(mean[layer])).Times(rightRoot[layer]);
                double[,] adamOfWeight = WithoutBias(adam);
                int inputs = own.GetLength(0), outputs = own.GetLength(1);
                bool hasLeft = inputs <= longestSide, hasRight = outputs <= longestSide;
                own = hasLeft || hasRight ? own : adamOfWeight;
                double length = Math.Sqrt(adamOfWeight.Dot(adamOfWeight) / own.Dot(own));
                net.Weights[layer] = PlainMatrix.New(inputs + 1, own.GetLength(1), (i, j) => weight[i, j] - (0.02 * (i < inputs ? length * own[i, j] : adam[i, j])));
                double[,] g = WithoutBias(gradient);
                left[layer] = left[layer].Zip(g.Times(g.Transposed()), (l, p) => (0.8 * l) + (0.2 * p));
                right[layer] = right[layer].Zip(g.Transposed().Times(g), (r, p) => (0.8 * r) + (0.2 * p));
                if (step == 1 || step % 3 == 0)
                {
                    leftRoot[layer] = !hasLeft ? leftRoot[layer] : hasRight ? FourthRoot(left[layer], 1e-3) : Root(left[layer], 1e-3);
                    rightRoot[layer] = !hasRight ? rightRoot[layer] : hasLeft ? FourthRoot(right[layer], 1e-3) : Root(right[layer], 1e-3);
                }
            }
        }

        model.Fit(Data, new FitOptions { Epochs = 10, BatchSize = Rows, Seed = Seed });
        Compare(net, model, 1e-3);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.05, 1)]
    [InlineData(2, 0.5)]
    public void Kfac_steps_as_the_paper_says(double l2, double rate)
    {
        var optimizer = new Kfac(rate, damping: 0.5, memory: 0.9, dampingInterval: 2, inverseInterval: 4);
        Sequential model = Model(optimizer, out PlainNet net);
        var reference = new PlainKfac(net, optimizer, l2);
        for (int step = 1; step <= 9; step++)
        {
            (double[,] x, int[] classes) = Batch(step);
            reference.Step(x, classes, step);
        }

        model.Fit(Data, new FitOptions { Epochs = 9, BatchSize = Rows, Seed = Seed, L2 = l2 });
        Assert.NotEqual(0.5, reference.Damping);
        Compare(net, model, 2e-3);
    }

    public static TheoryData<string, string> Nets()
    {
        var all = new TheoryData<string, string>();
        foreach (string optimizer in new[] { "shampoo", "kfac", "lbfgs" })
        {
            foreach (string net in new[] { "plain", "no bias", "neural tangent", "frozen", "shared", "convolution", "long", "weighted", "one row" })
            {
                all.Add(optimizer, net);
            }
        }

        return all;
    }

    /// <summary>Every kind of net learns, on whichever path its parameters take.</summary>
    [Theory]
    [MemberData(nameof(Nets))]
    public void Nets_of_all_kinds_learn(string name, string kind)
    {
        var shared = new Dense(4) { Name = "shared" };
        Sequential model = kind switch
        {
            "no bias" => [new Dense(6, hasBias: false), new Tanh(), new Dense(3), new Softmax()],
            "neural tangent" => [new Dense(6, scale: WeightScale.NeuralTangent) { BiasRateFactor = 0.1 }, new Tanh(), new Dense(3), new Softmax()],
            "shared" => [shared, new Tanh(), shared, new Dense(3), new Softmax()],
            "convolution" => [new Reshape(2, 2, 1), new Conv2D(3, 2, padding: 1), new Relu(), new Flatten(), new Dense(3), new Softmax()],
            _ => [new Dense(6), new Tanh(), new Dense(3), new Softmax()],
        };
        Dataset data = Training.FitTests.Blobs(kind == "one row" ? 1 : 70);
        data = kind == "weighted" ? new Dataset(data.Inputs.ToArray(), [4], data.Targets, null, [.. Enumerable.Range(0, 70).Select(row => row % 4f)]) : data;
        Optimizer optimizer = name == "kfac" && kind == "long" ? new Kfac(longestSide: 3) : Optimizer.ByName(name);
        model.Build([4], 3).Compile(name == "shampoo" ? optimizer with { LearningRate = 0.02 } : optimizer, new CrossEntropy());
        float[] before = model.Unroll().ToArray();
        if (kind == "frozen")
        {
            model.Freeze("dense1");
        }

        History history = model.Fit(data, new FitOptions { Epochs = 12, BatchSize = 32, L2 = 1e-3, Retries = 0 });
        Assert.True(history.Epochs[^1].Loss < 0.8 * history.Epochs[0].Loss, $"{history.Epochs[0].Loss} to {history.Epochs[^1].Loss}");
        Assert.All(model.Unroll().ToArray(), weight => Assert.True(float.IsFinite(weight)));
        Assert.Equal(kind == "frozen", before[0] == model.Unroll().ToArray()[0]);
    }

    /// <summary>A training that begins again after a divergence is the training with a tenth of the rate.</summary>
    [Theory]
    [InlineData("shampoo", 1e4)]
    [InlineData("kfac", 1000)]
    public void A_retry_begins_with_nothing_remembered(string name, double rate)
    {
        float[] Train(double first, int retries, out History history)
        {
            Sequential model = Model(Optimizer.ByName(name) with { LearningRate = first }, out PlainNet _);
            history = model.Fit(Data, new FitOptions { Epochs = 6, BatchSize = 20, Retries = retries });
            return model.Unroll().ToArray();
        }

        float[] retried = Train(rate, 8, out History tried);
        Assert.NotEmpty(tried.FailedAttempts);
        Assert.Equal(Train(rate * Math.Pow(0.1, tried.FailedAttempts.Count), 0, out _), retried);
    }

    [Fact]
    public void Kfac_works_with_one_output()
    {
        var input = new Input(2);
        var model = new Model([input], [input.Then(new Dense(1) { Name = "a" }), input.Then(new Dense(1) { Name = "b" })]);
        model.Build().Compile(new Kfac(), new OutputLoss("a", new MeanSquaredError()), new OutputLoss("b", new MeanSquaredError()));
        Dataset data = new Dataset([1, 2, 3, 4], [2], Targets.Values([1f, 2])).WithTarget("b", Targets.Values([1f, 2]));
        Assert.Equal(
            "K-FAC: it works out the curvature of one output's loss, the model has 2 outputs. Take one that goes by gradients alone, e.g. Adam.",
            Assert.Throws<ArgumentException>(() => model.Fit(data)).Message);
    }

    /// <summary>The weights that come out differ from the reference by little, measured by how far they went.</summary>
    private static void Compare(PlainNet expected, Sequential model, double tolerance)
    {
        Sequential start = Model(new Sgd(), out PlainNet _);
        float[] first = start.Unroll().ToArray(), actual = model.Unroll().ToArray();
        double[] wanted = [.. expected.Weights.SelectMany(weight => weight.Cast<double>())];
        double way = Math.Sqrt(wanted.Zip(first, (a, b) => (a - b) * (a - b)).Sum());
        double error = Math.Sqrt(wanted.Zip(actual, (a, b) => (a - b) * (a - b)).Sum());
        Assert.True(error <= tolerance * way, $"the weights went {way} and are {error} from the reference");
    }

    /// <summary>Weight before bias, row by row: a parameter vector is the matrices <c>[in + 1, out]</c> one after the other.</summary>
    private static Sequential Model(Optimizer optimizer, out PlainNet net)
    {
        Sequential model = new Sequential { new Dense(6), new Tanh(), new Dense(5), new Tanh(), new Dense(3), new Softmax() }
            .Build([4], 3).Compile(optimizer, new CrossEntropy());
        float[] vector = model.Unroll().ToArray();
        int start = 0;
        net = new PlainNet([.. new[] { (5, 6), (7, 5), (6, 3) }.Select(size =>
        {
            int first = start;
            start += size.Item1 * size.Item2;
            return PlainMatrix.New(size.Item1, size.Item2, (i, j) => vector[first + (i * size.Item2) + j]);
        })]);
        return model;
    }

    /// <summary>All rows in the order in which the training visits them in an epoch of one step.</summary>
    private static (double[,] X, int[] Classes) Batch(int epoch)
    {
        int[] order = new int[Rows];
        RowOrder.Shuffle(order, Seed, epoch);
        float[] inputs = Data.Inputs.ToArray();
        return (PlainMatrix.New(Rows, 4, (i, j) => inputs[(order[i] * 4) + j]), [.. order.Select(row => (int)Data.Targets.Numbers[row])]);
    }

    private static double[][,] Zeros(PlainNet net) => [.. net.Weights.Select(w => w.Map(_ => 0))];

    private static double[,] WithoutBias(double[,] weight) => PlainMatrix.New(weight.GetLength(0) - 1, weight.GetLength(1), (i, j) => weight[i, j]);

    private static double[,] Root(double[,] matrix, double epsilon) => matrix.Ridge(epsilon * matrix.LargestEigenvalue()).InverseRoot();

    private static double[,] FourthRoot(double[,] matrix, double epsilon) => Root(matrix, epsilon).Inverse().InverseRoot();

    /// <summary>J. Martens and R. Grosse, 2015, sections 3 to 7, with whole matrices, and limits on α and μ.</summary>
    private sealed class PlainKfac(PlainNet net, Kfac settings, double l2)
    {
        private double[][,]? inputs;
        private double[][,]? outputs;
        private double[][,]? inputInverse;
        private double[][,]? outputInverse;
        private double[][,]? last;

        public double Damping { get; private set; } = settings.Damping;

        public void Step(double[,] x, int[] classes, int step)
        {
            int layers = net.Weights.Length;
            double[][,] values = net.Forward(x);
            double[][,] gradient = [.. net.Gradients(values, classes).Zip(net.Weights, (g, w) => g.Zip(Penalised(w), (a, b) => a + (l2 * b)))];
            double[,] shares = PlainNet.Softmax(values[^1]);
            inputInverse ??= [.. net.Weights.Select(w => new double[w.GetLength(0), w.GetLength(0)].Ridge(1))];
            outputInverse ??= [.. net.Weights.Select(w => new double[w.GetLength(1), w.GetLength(1)].Ridge(1))];
            double[][,] along = [.. Enumerable.Range(0, layers).Select(l => inputInverse[l].Times(gradient[l]).Times(outputInverse[l]).Map(v => -v))];
            double[][,] before = last ?? [.. along.Select(d => d.Map(_ => 0))];

            // The quadratic model with the exact information of the batch.
            double Product(double[][,] a, double[][,] b)
            {
                double[,] changeA = net.Tangent(values, a), changeB = net.Tangent(values, b);
                double sum = 0;
                for (int row = 0; row < Rows; row++)
                {
                    double mean = Enumerable.Range(0, 3).Sum(j => shares[row, j] * changeB[row, j]);
                    sum += Enumerable.Range(0, 3).Sum(j => changeA[row, j] * shares[row, j] * (changeB[row, j] - mean));
                }

                return (sum / Rows) + (Damping * Dot(a, b)) + (l2 * Dot([.. a.Select(Penalised)], b));
            }

            double aa = Product(along, along), al = Product(along, before), ll = Product(before, before);
            double ga = Dot(gradient, along), gl = Dot(gradient, before);
            double determinant = (aa * ll) - (al * al);
            double mu = last is null ? 0 : Math.Clamp(-((gl * aa) - (ga * al)) / determinant, 0, 0.9);
            double alpha = Math.Clamp(-(ga + (al * mu)) / aa, 0, 1);
            double rate = settings.LearningRate;
            last = [.. along.Select((d, l) => d.Zip(before[l], (a, b) => rate * ((alpha * a) + (mu * b))))];
            double predicted = (rate * ((alpha * ga) + (mu * gl))) + (0.5 * rate * rate * ((alpha * alpha * aa) + (2 * alpha * mu * al) + (mu * mu * ll)));
            double loss = PlainNet.Loss(values[^1], classes) + Penalty();
            Observe(values, shares, step);
            for (int l = 0; l < layers; l++)
            {
                net.Weights[l] = net.Weights[l].Zip(last[l], (w, d) => w + d);
            }

            if (step % settings.DampingInterval == 0)
            {
                double ratio = (PlainNet.Loss(net.Forward(x)[^1], classes) + Penalty() - loss) / predicted;
                double factor = Math.Pow(0.95, settings.DampingInterval);
                Damping *= ratio > 0.75 ? factor : ratio < 0.25 ? 1 / factor : 1;
            }

            if (step <= 3 || step % settings.InverseInterval == 0)
            {
                for (int l = 0; l < layers; l++)
                {
                    double pi = Math.Sqrt(inputs![l].Trace() / inputs[l].GetLength(0) / (outputs![l].Trace() / outputs[l].GetLength(0)));
                    inputInverse[l] = inputs[l].Ridge(pi * Math.Sqrt(Damping + l2)).Inverse();
                    outputInverse[l] = outputs[l].Ridge(Math.Sqrt(Damping + l2) / pi).Inverse();
                }
            }
        }

        private double Penalty() => 0.5 * l2 * net.Weights.Sum(weight => Penalised(weight).Dot(weight));

        /// <summary>The weights; 0 in the place of the bias.</summary>
        private static double[,] Penalised(double[,] weight) =>
            PlainMatrix.New(weight.GetLength(0), weight.GetLength(1), (i, j) => i < weight.GetLength(0) - 1 ? weight[i, j] : 0);

        private void Observe(double[][,] values, double[,] shares, int step)
        {
            float[] uniform = new float[Rows * 3];
            CounterRandom.Uniform(Seed, RandomStreams.Optimizer, (ulong)(step - 1), 0, uniform.AsSpan());
            double Sign(int row, int column) => uniform[(row * 3) + column] >= 0.5f ? 1 : -1;
            double[,] sample = PlainMatrix.New(Rows, 3, (i, j) =>
                (Math.Sqrt(shares[i, j]) * Sign(i, j)) - (shares[i, j] * Enumerable.Range(0, 3).Sum(k => Math.Sqrt(shares[i, k]) * Sign(i, k))));
            double[][,] arrived = net.Backward(values, sample);
            double memory = Math.Min(1 - (1.0 / step), settings.Memory);
            double[][,] newInputs = [.. arrived.Select((_, l) => values[l].Transposed().Times(values[l]).Map(v => v / Rows))];
            double[][,] newOutputs = [.. arrived.Select(g => g.Transposed().Times(g).Map(v => v / Rows))];
            inputs = inputs is null ? newInputs : [.. inputs.Select((a, l) => a.Zip(newInputs[l], (old, now) => (memory * old) + ((1 - memory) * now)))];
            outputs = outputs is null ? newOutputs : [.. outputs.Select((g, l) => g.Zip(newOutputs[l], (old, now) => (memory * old) + ((1 - memory) * now)))];
        }

        private static double Dot(double[][,] a, double[][,] b) => a.Select((each, l) => each.Dot(b[l])).Sum();
    }
}
