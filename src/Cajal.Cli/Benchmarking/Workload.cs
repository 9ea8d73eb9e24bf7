using Cajal.Kernels;

namespace Cajal.Cli.Benchmarking;

/// <summary>A training whose steps are timed: dense layers or LeNet-5, batch, optimiser. Targets and inputs are random.</summary>
/// <param name="Widths">Features, then the outputs of each layer, those of the convolutions of LeNet-5 left out.</param>
/// <param name="Batch">Rows of a step.</param>
/// <param name="Optimizer"><c>nesterov</c>, or one of <see cref="Cajal.Optimizer.Names"/>.</param>
internal sealed record Workload(IReadOnlyList<int> Widths, int Batch, string Optimizer)
{
    /// <summary>So small that the net stays where it began. Else it would learn its few rows by heart within the millions of steps of a
    /// timing, and gradients would become denormal, which makes many processors a hundred times slower: a thing that no training meets.</summary>
    private const double LearningRate = 1e-6;

    private const int Seed = 7;

    /// <summary>LeNet-5 in its modern form for 28×28 pixels: 6 windows of 5×5, the largest of 2×2, 16 windows of 5×5, the largest of 2×2, 400-120-84-10;
    /// 61 706 parameters.</summary>
    public static Workload LeNet5(int batch, string optimizer) => new([784, 120, 84, 10], batch, optimizer) { IsLeNet5 = true };

    /// <summary>Whether the net is that of <see cref="LeNet5"/>.</summary>
    public bool IsLeNet5 { get; private init; }

    /// <summary>What follows each layer but the last.</summary>
    public string Activation { get; init; } = "relu";

    /// <summary>Share that is dropped after each activation.</summary>
    public double Dropout { get; init; }

    /// <summary>Largest norm of all gradients together.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Classes with the cross entropy, labels with the binary one, or values with the squared error.</summary>
    public TargetKind Targets { get; init; } = TargetKind.Classes;

    /// <summary>Net, batch and optimiser: <c>784-30-10 b10 sgd</c>, <c>lenet5 b64 nesterov</c>.</summary>
    public string Name => $"{(IsLeNet5 ? "lenet5" : string.Join('-', Widths))} b{Batch} {Optimizer}";

    /// <summary>Floating-point operations of a step's products: forward, gradient of the weights, and, but for the first layer, gradient of the inputs.</summary>
    public double Flops => 2.0 * Batch * MultiplyAdds.Select((count, layer) => count * (layer == 0 ? 2 : 3)).Sum();

    /// <summary>Shape of one row.</summary>
    private Shape RowShape => IsLeNet5 ? [28, 28] : [Widths[0]];

    /// <summary>Multiplications of each layer for a row.</summary>
    private IEnumerable<double> MultiplyAdds => IsLeNet5
        ? [28 * 28 * 25 * 6, 10 * 10 * 25 * 6 * 16, 400 * 120, 120 * 84, 84 * 10]
        : Enumerable.Range(0, Widths.Count - 1).Select(layer => (double)Widths[layer] * Widths[layer + 1]);

    /// <summary>A net that is ready to be trained.</summary>
    public Sequential NewModel()
    {
        var model = new Sequential();
        if (IsLeNet5)
        {
            AddConvolutions(model);
        }

        foreach (int width in Widths.Skip(1).SkipLast(1))
        {
            model.Add(new Dense(width));
            model.Add(Cajal.Activation.ByName(Activation));
            if (Dropout > 0)
            {
                model.Add(new Dropout(Dropout));
            }
        }

        model.Add(new Dense(Widths[^1]));
        Loss loss = Targets switch
        {
            TargetKind.Classes => new CrossEntropy(),
            TargetKind.Labels => new BinaryCrossEntropy(),
            _ => new MeanSquaredError(),
        };
        Optimizer optimizer = Optimizer == "nesterov" ? new Sgd(momentum: 0.9, nesterov: true) : Cajal.Optimizer.ByName(Optimizer);
        return model.Build(RowShape, Seed).Compile(optimizer with { LearningRate = LearningRate }, loss);
    }

    /// <summary>Rows to train on: inputs from the standard normal distribution, targets that have nothing to do with them.</summary>
    public Dataset NewRows(int count)
    {
        var random = new Random(Seed);
        int width = Widths[^1];
        float[] inputs = Normal(count * Widths[0], stream: 0);
        string[] names = [.. Enumerable.Range(0, width).Select(index => $"{index}")];
        Targets targets = Targets switch
        {
            TargetKind.Classes => Cajal.Targets.Classes([.. Enumerable.Range(0, count).Select(_ => random.Next(width))], names),
            TargetKind.Labels => Cajal.Targets.Labels([.. Enumerable.Range(0, count * width).Select(_ => (float)random.Next(2))], names),
            _ => Cajal.Targets.Values(Normal(count * width, stream: 1), names),
        };
        return new Dataset(inputs, RowShape.Sizes, targets);
    }

    private void AddConvolutions(Sequential model)
    {
        foreach (Conv2D convolution in new[] { new Conv2D(6, 5, padding: 2), new Conv2D(16, 5) })
        {
            model.Add(convolution);
            model.Add(Cajal.Activation.ByName(Activation));
            model.Add(new MaxPool2D());
        }

        model.Add(new Flatten());
    }

    private static float[] Normal(int count, ulong stream)
    {
        float[] numbers = new float[count];
        CounterRandom.Normal(Seed, stream, step: 0, numbers.AsSpan());
        return numbers;
    }
}
