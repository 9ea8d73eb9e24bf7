using System.Globalization;

namespace Cajal;

/// <summary>Settings that work well for a kind of data, each with its source.</summary>
public static class Recipes
{
    private const string TableSource = "default: RealMLP-TD-S (Holzmüller, Grinsztajn, Steinwart 2024, table A.1)";
    private const string FullTableSource = "default: RealMLP-TD, same table (TD-S has 0; over seeds the net is better with it)";
    private const string ImageSource = "default for images: Keras' and PyTorch's first examples for MNIST";
    private const string Ours = "default: Cajal";

    /// <summary>Settings of dense layers, which a known net has not.</summary>
    private static readonly string[] LayerKeys = ["hidden", "activation", "parametrization", "dropout"];

    /// <summary>What known nets want other than dense layers do, measured with lenet5 on MNIST and vgg-small on Fashion-MNIST.</summary>
    private static readonly (string Key, string Value)[] NetSettings =
    [
        ("optimizer.learningRate", "0.002"), ("optimizer.weightDecay", "0.1"), ("epochs", "10"), ("batchSize", "32"),
        ("labelSmoothing", "0.05"), ("keep", "final"), ("patience", SettingKind.None),
    ];

    /// <summary>
    /// The recipe RealMLP-TD-S for tables ("Better by default", D. Holzmüller, L. Grinsztajn, I. Steinwart, NeurIPS 2024): robust scaling with
    /// smooth clipping, one-hot, a learnable scale for each feature, three layers of 256 in neural tangent parametrisation, SELU for classes
    /// and labels, Mish for values, AdamW with β₂ = 0.95, four growing cosine cycles, the last best of 256 epochs. Dropout and weight decay are those of
    /// the larger recipe RealMLP-TD, and the best epoch is the one of lowest loss: <c>docs/DESIGN.md</c> says why.
    /// </summary>
    /// <param name="kind">Classes, values, or several labels at once: the paper has no labels, they take what it found for classes.</param>
    public static TrainingConfiguration ForTable(TargetKind kind)
    {
        bool values = kind == TargetKind.Values;
        return new TrainingConfiguration(
        [
            new("hidden", "256,256,256", TableSource),
            new("activation", values ? "mish" : "selu", TableSource),
            new("parametrization", "neural-tangent", TableSource),
            new("loss", DefaultLoss(kind), TableSource),
            new("optimizer", "adamw", TableSource),
            new("optimizer.learningRate", values ? "0.07" : "0.04", TableSource),
            new("optimizer.weightDecay", "0.02", FullTableSource),
            new("optimizer.beta1", "0.9", TableSource),
            new("optimizer.beta2", "0.95", TableSource),
            new("schedule", "coslog", TableSource),
            new("epochs", "256", TableSource),
            new("batchSize", "256", TableSource),
            new("dropout", "0.15", FullTableSource),
            new("patience", SettingKind.None, TableSource),
            new("keep", "last-best", TableSource),
            new("monitor", "loss", Ours + "; the paper monitors the error rate, which on few rows picks overfitted epochs"),
            new("labelSmoothing", kind == TargetKind.Classes ? "0.1" : "0", TableSource),
            new("scale", "robust", TableSource),
            new("validation", "0.2", "default: 64/16/20, as in the benchmark TabArena's tuning"),
            .. Common(),
        ]);
    }

    /// <summary>For small images: two dense layers of 256 and 128 ReLU units with dropout, AdamW with a cosine schedule, early stopping.</summary>
    public static TrainingConfiguration ForImages() => new(
    [
        new("hidden", "256,128", ImageSource),
        new("activation", "relu", ImageSource),
        new("parametrization", "standard", Ours),
        new("loss", DefaultLoss(TargetKind.Classes), ImageSource),
        new("optimizer", "adamw", "default: Loshchilov and Hutter 2019"),
        new("optimizer.learningRate", "0.001", "default: Kingma and Ba 2015"),
        new("optimizer.weightDecay", "0.01", "default: PyTorch's AdamW"),
        new("optimizer.beta1", "0.9", "default: Kingma and Ba 2015"),
        new("optimizer.beta2", "0.999", "default: Kingma and Ba 2015"),
        new("schedule", "cosine", "default: Loshchilov and Hutter 2017"),
        new("epochs", "20", ImageSource + " (mnist_mlp: 20 epochs)"),
        new("batchSize", "128", ImageSource + " (mnist_mlp: 128)"),
        new("dropout", "0.2", ImageSource + " (mnist_mlp: 0.2)"),
        new("patience", "5", Ours),
        new("keep", "last-best", Ours),
        new("monitor", "loss", Ours),
        new("labelSmoothing", "0", Ours),
        new("scale", "pixels", "default: pixels/255, standardised with one mean and deviation"),
        new("validation", "0.1", Ours),
        .. Common(),
    ]);

    /// <summary>For images with a known net, whose layers are its own.</summary>
    /// <param name="name">One of <see cref="KnownNets.Names"/>, or none for <see cref="ForImages"/>.</param>
    internal static TrainingConfiguration ForNet(string name)
    {
        if (name == SettingKind.None)
        {
            return ForImages();
        }

        string source = $"default for {name}: Cajal, measured on MNIST and Fashion-MNIST";
        return new TrainingConfiguration(ForImages().Settings
            .Where(setting => !LayerKeys.Contains(setting.Key))
            .Select(setting => NetSettings.FirstOrDefault(one => one.Key == setting.Key) is { Key: not null } one ? new Setting(one.Key, one.Value, source) : setting));
    }

    /// <summary>The net of a configuration, without weights.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="inputShape">Shape of one input; dense layers take more than one axis flattened.</param>
    /// <param name="targets">What is predicted.</param>
    /// <exception cref="ConfigurationException">A known net does not take such inputs, or the metric to choose the epoch by does not fit the targets.</exception>
    public static Model CreateModel(TrainingConfiguration configuration, Shape inputShape, Targets targets)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(targets);
        Model model = configuration.Net is { } net ? KnownNets.ByName(net).Create(inputShape, targets.ClassNames.Length) : DenseModel(configuration, inputShape, targets);
        return model.Compile(configuration.CreateOptimizer(), configuration.CreateLoss(), Metrics(configuration, targets.Kind));
    }

    private static Sequential DenseModel(TrainingConfiguration configuration, Shape inputShape, Targets targets)
    {
        bool classes = targets.Kind == TargetKind.Classes;
        bool tangent = configuration.Text("parametrization") == "neural-tangent";
        var model = new Sequential();
        if (inputShape.Rank > 1)
        {
            model.Add(new Flatten());
        }

        if (tangent)
        {
            model.Add(new FeatureScale());
        }

        foreach (int width in configuration.Hidden)
        {
            model.Add(tangent ? TangentLayer(width, new NormalInitializer(1)) : new Dense(width, new HeInitializer()));
            model.Add(Activation.ByName(configuration.Activation));
            if (configuration.Number("dropout") > 0)
            {
                model.Add(new Dropout(configuration.Number("dropout")));
            }
        }

        int outputs = classes ? targets.ClassNames.Length : targets.Width;
        model.Add(tangent ? TangentLayer(outputs, new ZerosInitializer()) : new Dense(outputs));
        if (targets.Kind != TargetKind.Values)
        {
            model.Add(classes ? new Softmax() : new Sigmoid());
        }

        return model;
    }

    /// <summary>The usual metric of a task, and the one that epochs are compared by.</summary>
    private static Metric[] Metrics(TrainingConfiguration configuration, TargetKind kind)
    {
        string[] possible = kind switch
        {
            TargetKind.Classes => ["accuracy", "f1", "rocAuc"],
            TargetKind.Labels => ["f1Micro", "f1Macro", "subsetAccuracy", "hammingLoss"],
            _ => ["rmse", "mae", "r2"],
        };
        string monitor = configuration.Text("monitor");
        string[] followed = monitor == "loss" ? [possible[0]] : [.. new[] { possible[0], monitor }.Distinct()];
        return followed.All(possible.Contains)
            ? [.. followed.Select(Metric.Named)]
            : throw new ConfigurationException(
                $"Setting 'monitor': {monitor} does not fit targets that are {kind.ToString().ToLowerInvariant()}. Possible: loss, {string.Join(", ", possible)}.");
    }

    /// <summary>RealMLP's layer: weights and biases of one initialiser, biases learned at a tenth of the rate.</summary>
    private static Dense TangentLayer(int width, Initializer initializer) =>
        new(width, initializer, initializer, scale: WeightScale.NeuralTangent) { BiasRateFactor = 0.1 };

    private static string DefaultLoss(TargetKind kind) => kind switch
    {
        TargetKind.Classes => new CrossEntropy().Kind,
        TargetKind.Labels => new BinaryCrossEntropy().Kind,
        _ => new MeanSquaredError().Kind,
    };

    private static IEnumerable<Setting> Common() =>
    [
        new("net", SettingKind.None, Ours),
        new("optimizer.momentum", "0", Ours),
        new("warmUp", "0", Ours),
        new("l2", "0", Ours),
        new("l1", "0", Ours),
        new("maxNorm", SettingKind.None, Ours),
        new("maxSteps", SettingKind.None, Ours),
        new("targetLoss", SettingKind.None, Ours),
        new("gradientNorm", SettingKind.None, Ours),
        new("retries", "3", Ours + ": a training that diverges begins again with a tenth of the rate"),
        new("clipNorm", SettingKind.None, Ours),
        new("augment", SettingKind.None, Ours),
        new("classWeight", SettingKind.None, Ours),
        new("test", "0.2", Ours),
        new("seed", 0.ToString(CultureInfo.InvariantCulture), Ours),
        new("threads", "0", "default: all processors, or CAJAL_THREADS"),
    ];
}
