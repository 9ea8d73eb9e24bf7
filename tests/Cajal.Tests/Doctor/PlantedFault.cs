using Cajal.Kernels;

namespace Cajal.Tests.Doctor;

/// <summary>A training with one fault planted, and its twin in which only that is mended.</summary>
/// <param name="Kind">The fault.</param>
/// <param name="Sick">The diagnosis with it.</param>
/// <param name="Mended">The diagnosis without it.</param>
internal sealed record PlantedFault(FindingKind Kind, Func<Diagnosis> Sick, Func<Diagnosis> Mended)
{
    /// <summary>One fault of each kind.</summary>
    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new(FindingKind.Leakage, () => Train(WithTarget(BuiltInData.Iris()), Net(16, 3)), () => Train(BuiltInData.Iris(), Net(16, 3))),
        new(FindingKind.UnscaledInputs, () => Train(Scaled(Moons(), 1000), Net(16, 2), scale: false), () => Train(Scaled(Moons(), 1000), Net(16, 2))),
        new(FindingKind.ClassImbalance, () => Train(Rare(1500), Net(8, 2)), () => Train(Rare(1500), Net(8, 2), classWeights: [0.52, 16])),
        new(FindingKind.SymmetricUnits, () => Train(Moons(), Same(8, 2)), () => Train(Moons(), Net(8, 2, null, new Sigmoid()), epochs: 60)),
        new(FindingKind.ExplodingGradients, () => Train(Moons(), Deep(new NormalInitializer(1), new Relu()), epochs: 3, rate: 1e-4), () => Train(Moons(), Deep(new HeInitializer(), new Relu()))),
        new(FindingKind.VanishingGradients, () => Train(Moons(), Deep(new GlorotInitializer(), new Sigmoid())), () => Train(Moons(), Deep(new GlorotInitializer(), new Tanh()))),
        new(FindingKind.DeadUnits, () => Train(Moons(), Net(16, 2, bias: new ConstantInitializer(-10))), () => Train(Moons(), Net(16, 2))),
        new(FindingKind.Saturation, () => Train(Moons(), Net(16, 2, new NormalInitializer(20), new Tanh())), () => Train(Moons(), Net(16, 2, null, new Tanh()))),
        new(FindingKind.RateTooHigh, () => Train(BuiltInData.Iris(), Net(16, 3), rate: 3), () => Train(BuiltInData.Iris(), Net(16, 3))),
        new(FindingKind.RateTooLow, () => Train(BuiltInData.Iris(), Net(16, 3), rate: 1e-6), () => Train(BuiltInData.Iris(), Net(16, 3))),
        new(FindingKind.Underfitting, () => Train(BuiltInData.Load("circles"), Linear(2)), () => Train(BuiltInData.Load("circles"), Net(16, 2), epochs: 60)),
        new(FindingKind.Overfitting, () => Train(Noise(150), Net(64, 2), epochs: 150), () => Train(Noise(150, told: true), Net(64, 2), epochs: 20)),
    ];

    /// <summary>A row for a theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(fault => fault.Kind.ToString())];

    /// <summary>The fault of a kind.</summary>
    public static PlantedFault Of(string kind) => All.Single(fault => fault.Kind.ToString() == kind);

    /// <summary>Trains on four fifths of the rows, judges with the last fifth, and asks the doctor.</summary>
    public static Diagnosis Train(Dataset data, Sequential model, int epochs = 40, double rate = 0.01, bool scale = true, IReadOnlyList<double>? classWeights = null)
    {
        int[][] parts = Splits.Stratified(data.Targets, [0.8, 0.2], 1);
        Dataset training = data.Select(parts[0]);
        var options = new FitOptions
        {
            Epochs = epochs,
            BatchSize = 32,
            Validation = data.Select(parts[1]),
            Seed = 3,
            Threads = 1,
            Keep = KeepWeights.Final,
            ClassWeights = classWeights,
        };
        Loss loss = data.Targets.Kind == TargetKind.Classes ? new CrossEntropy() : data.Targets.Kind == TargetKind.Labels ? new BinaryCrossEntropy() : new MeanSquaredError();
        model.Build(new Shape(training.InputShape), 5, scale ? Scaler.Fit("standard", training) : null).Compile(new Adam(rate), loss);
        History history = model.Fit(training, options);
        return model.Diagnose(training, history, options);
    }

    /// <summary>One hidden layer.</summary>
    public static Sequential Net(int hidden, int classes, Initializer? weights = null, Activation? function = null, Initializer? bias = null) =>
        new() { new Flatten(), new Dense(hidden, weights ?? new HeInitializer(), bias), function ?? new Relu(), new Dense(classes), new Softmax() };

    /// <summary>No hidden layer.</summary>
    private static Sequential Linear(int classes) => new() { new Dense(classes), new Softmax() };

    /// <summary>All weights alike, behind the hidden layer too: other weights there would tell its units apart.</summary>
    private static Sequential Same(int hidden, int classes) =>
        new() { new Dense(hidden, new ConstantInitializer(0.1)), new Sigmoid(), new Dense(classes, new ConstantInitializer(0.1)), new Softmax() };

    private static Sequential Deep(Initializer weights, Activation function)
    {
        var model = new Sequential();
        for (int layer = 0; layer < 10; layer++)
        {
            model.Add(new Dense(16, weights));
            model.Add(Activation.ByName(function.GetType().Name.ToLowerInvariant()));
        }

        model.Add(new Dense(2));
        model.Add(new Softmax());
        return model;
    }

    private static Dataset Moons() => BuiltInData.Load("moons");

    private static Dataset Scaled(Dataset data, float factor) => data.WithInputs([.. data.Inputs.ToArray().Select(number => number * factor)], data.InputShape);

    /// <summary>The same rows with a last column that is the class in another code.</summary>
    private static Dataset WithTarget(Dataset data) => data.WithInputs(
        [.. Enumerable.Range(0, data.Count).SelectMany(row => data.Row(row).ToArray().Append(7 - (2 * data.Targets.ClassOf(row))))],
        [data.Features + 1], [.. data.FeatureNames, "code"]);

    /// <summary>Two overlapping clouds, one row in 31 of the second.</summary>
    private static Dataset Rare(int rows)
    {
        float[] inputs = Normal(rows, 2, 1);
        int[] classes = [.. Enumerable.Range(0, rows).Select(row => row % 31 == 0 ? 1 : 0)];
        for (int row = 0; row < rows; row++)
        {
            inputs[2 * row] += 1.5f * classes[row];
        }

        return new Dataset(inputs, [2], Targets.Classes(classes, ["usual", "rare"]));
    }

    /// <summary>Ten columns; the class is drawn by lot, or told by the first.</summary>
    private static Dataset Noise(int rows, bool told = false)
    {
        float[] inputs = Normal(rows, 10, 2);
        float[] lots = Normal(rows, 1, 3);
        return new Dataset(inputs, [10], Targets.Classes([.. Enumerable.Range(0, rows).Select(row => (told ? inputs[10 * row] + inputs[(10 * row) + 1] : lots[row]) > 0 ? 1 : 0)], ["no", "yes"]));
    }

    /// <summary>Ten columns; the value is twice the first, and as much noise as a column.</summary>
    public static Dataset Noisy(int rows)
    {
        float[] inputs = Normal(rows, 10, 4);
        float[] noise = Normal(rows, 1, 5);
        return new Dataset(inputs, [10], Targets.Values([.. noise.Select((one, row) => (2 * inputs[10 * row]) + one)]));
    }

    private static float[] Normal(int rows, int columns, ulong stream)
    {
        float[] numbers = new float[rows * columns];
        CounterRandom.Normal<float>(11, stream, 0, numbers);
        return numbers;
    }
}
