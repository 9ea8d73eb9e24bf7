using System.Globalization;

namespace Cajal;

/// <summary>
/// Every effective value of a training and where it came from. Immutable: <see cref="With"/> gives a changed copy. Start from
/// <see cref="Recipes"/>.
/// </summary>
public sealed class TrainingConfiguration
{
    private static readonly Dictionary<string, SettingKind> Kinds = new()
    {
        ["hidden"] = SettingKind.Widths,
        ["net"] = SettingKind.OneOf([SettingKind.None, .. KnownNets.Names]),
        ["activation"] = SettingKind.OneOf(Cajal.Activation.Names),
        ["parametrization"] = SettingKind.OneOf("standard", "neural-tangent"),
        ["loss"] = SettingKind.OneOf(Cajal.Loss.Names),
        ["optimizer"] = SettingKind.OneOf(Cajal.Optimizer.Names),
        ["optimizer.learningRate"] = SettingKind.NotNegative,
        ["optimizer.weightDecay"] = SettingKind.NotNegative,
        ["optimizer.momentum"] = SettingKind.Share,
        ["optimizer.beta1"] = SettingKind.Share,
        ["optimizer.beta2"] = SettingKind.Share,
        ["schedule"] = SettingKind.OneOf(Cajal.Schedule.Names),
        ["epochs"] = SettingKind.Count,
        ["batchSize"] = SettingKind.Count,
        ["dropout"] = SettingKind.Share,
        ["augment"] = SettingKind.Augmentations,
        ["warmUp"] = SettingKind.Share,
        ["l2"] = SettingKind.NotNegative,
        ["l1"] = SettingKind.NotNegative,
        ["maxNorm"] = SettingKind.OptionalPositive,
        ["clipNorm"] = SettingKind.OptionalPositive,
        ["patience"] = SettingKind.OptionalCount,
        ["maxSteps"] = SettingKind.OptionalCount,
        ["targetLoss"] = SettingKind.OptionalNumber,
        ["gradientNorm"] = SettingKind.OptionalPositive,
        ["retries"] = SettingKind.Retries,
        ["labelSmoothing"] = SettingKind.Share,
        ["monitor"] = SettingKind.OneOf(
            "loss", "accuracy", "f1", "rocAuc", "rmse", "mae", "r2", "f1Micro", "f1Macro", "subsetAccuracy", "hammingLoss"),
        ["keep"] = SettingKind.OneOf("last-best", "first-best", "final"),
        ["classWeight"] = SettingKind.OneOf(SettingKind.None, "balanced"),
        ["scale"] = SettingKind.OneOf("robust", "standard", "quantile", "minmax", "pixels", SettingKind.None),
        ["validation"] = SettingKind.Share,
        ["test"] = SettingKind.Share,
        ["seed"] = SettingKind.Seed,
        ["threads"] = SettingKind.Threads,
    };

    private readonly SortedDictionary<string, Setting> settings;

    internal TrainingConfiguration(IEnumerable<Setting> settings)
    {
        this.settings = new(StringComparer.Ordinal);
        foreach (Setting setting in settings)
        {
            Put(setting);
        }
    }

    /// <summary>Keys of all settings.</summary>
    public static IReadOnlyCollection<string> Keys => Kinds.Keys;

    /// <summary>All values with their sources, by key.</summary>
    public IReadOnlyCollection<Setting> Settings => settings.Values;

    /// <summary>Name of a known net; <c>null</c> for dense layers of the configuration's own.</summary>
    public string? Net => Text("net") == SettingKind.None ? null : Text("net");

    /// <summary>Widths of the hidden layers, first to last; empty for a linear model.</summary>
    public IReadOnlyList<int> Hidden => Text("hidden") == SettingKind.None ? [] : [.. Text("hidden").Split(',').Select(width => int.Parse(width, CultureInfo.InvariantCulture))];

    /// <summary>Name of the activation of hidden layers.</summary>
    public string Activation => Text("activation");

    /// <summary>Passes over the training part.</summary>
    public int Epochs => Count("epochs");

    /// <summary>Rows of a step.</summary>
    public int BatchSize => Count("batchSize");

    /// <summary>Name of the scaler of the inputs.</summary>
    public string Scale => Text("scale");

    /// <summary>Share of the rows (test rows left out first) that are held back for validation.</summary>
    public double Validation => Number("validation");

    /// <summary>Share of the rows that are held back for the test, where no test set is given.</summary>
    public double Test => Number("test");

    /// <summary>Seed of splits, weights, order and dropout.</summary>
    public ulong Seed => ulong.Parse(Text("seed"), CultureInfo.InvariantCulture);

    /// <summary>Threads; 0 for all processors.</summary>
    public int Threads => Count("threads");

    /// <summary>A copy with one value changed.</summary>
    /// <param name="key">One of <see cref="Keys"/>.</param>
    /// <param name="value">The value as text.</param>
    /// <param name="source">Where it comes from, e.g. <c>--epochs</c>.</param>
    /// <exception cref="ConfigurationException">An unknown key or an impossible value; the message says what is expected.</exception>
    public TrainingConfiguration With(string key, string value, string source)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!Kinds.TryGetValue(key, out SettingKind? kind))
        {
            throw new ConfigurationException($"Setting {PrintableText.Quote(key)} ({source}) is unknown.{NearestName.Advice(key, Kinds.Keys)}");
        }

        string text = string.Join(',', value.Split(',', StringSplitOptions.TrimEntries));
        if (!kind.Accepts(text))
        {
            string advice = kind.Names.Count > 0 ? NearestName.Advice(text, kind.Names) : $" Expected {kind.Expected}.";
            throw new ConfigurationException($"Setting '{key}' ({source}): {PrintableText.Quote(value)} is not possible.{advice}");
        }

        if (!settings.ContainsKey(key))
        {
            throw new ConfigurationException($"Setting '{key}' ({source}): the net {Net} has layers of its own. Leave it out, or the net.");
        }

        var changed = new Setting(key, text, source);
        IEnumerable<Setting> others = settings.Values.Where(setting => setting.Key != key);
        return key switch
        {
            "net" when text != Text("net") => WithDefaultsOf(Recipes.ForNet(text)).Put(changed),
            "optimizer" => new TrainingConfiguration(DefaultsOf(text, others.Append(changed))),
            _ => new TrainingConfiguration(others.Append(changed)),
        };
    }

    /// <summary>The optimiser.</summary>
    internal Optimizer CreateOptimizer() => Text("optimizer") switch
    {
        "sgd" => new Sgd(Number("optimizer.learningRate"), Number("optimizer.momentum")),
        "adam" => new Adam(Number("optimizer.learningRate"), Number("optimizer.beta1"), Number("optimizer.beta2")),
        "adamw" => new AdamW(
            Number("optimizer.learningRate"), Number("optimizer.weightDecay"), Number("optimizer.beta1"), Number("optimizer.beta2")),
        "shampoo" => new Shampoo(Number("optimizer.learningRate"), Number("optimizer.beta1"), Number("optimizer.beta2")),
        string other => Optimizer.ByName(other) with { LearningRate = Number("optimizer.learningRate") },
    };

    /// <summary>The loss.</summary>
    internal Loss CreateLoss() => Loss.ByName(Text("loss")) is CrossEntropy ? new CrossEntropy(Number("labelSmoothing")) : Loss.ByName(Text("loss"));

    /// <summary>The course of the learning rate.</summary>
    internal Schedule CreateSchedule()
    {
        var schedule = Schedule.ByName(Text("schedule"));
        return Number("warmUp") > 0 ? new WarmUpSchedule(schedule, Number("warmUp")) : schedule;
    }

    /// <summary>How the optimiser's steps are run.</summary>
    internal FitOptions CreateFitOptions(Dataset training, Dataset? validation) => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        Validation = validation,
        Schedule = CreateSchedule(),
        L2 = Number("l2"),
        L1 = Number("l1"),
        MaxNorm = Optional("maxNorm"),
        ClipNorm = Optional("clipNorm"),
        Patience = Text("patience") == SettingKind.None ? null : Count("patience"),
        MaxSteps = Text("maxSteps") == SettingKind.None ? null : Count("maxSteps"),
        TargetLoss = Optional("targetLoss"),
        GradientNorm = Optional("gradientNorm"),
        Retries = Count("retries"),
        Monitor = Text("monitor") == "loss" ? null : Metric.Named(Text("monitor")),
        Keep = Text("keep") switch
        {
            "last-best" => KeepWeights.LastBest,
            "first-best" => KeepWeights.FirstBest,
            _ => KeepWeights.Final,
        },
        Augmentation = Text("augment") == SettingKind.None ? [] : Augmentation.Parse(Text("augment")),
        ClassWeights = Text("classWeight") == "balanced" ? Balanced(training.Targets) : null,
        Seed = Seed,
        Threads = Threads,
    };

    /// <summary>A value as text.</summary>
    internal string Text(string key) => settings[key].Value;

    /// <summary>A value as a number.</summary>
    internal double Number(string key) => double.Parse(Text(key), CultureInfo.InvariantCulture);

    private double? Optional(string key) => Text(key) == SettingKind.None ? null : Number(key);

    private int Count(string key) => int.Parse(Text(key), CultureInfo.InvariantCulture);

    /// <summary>n/(K·nₖ) for each class, so that all classes weigh alike (scikit-learn's "balanced").</summary>
    private static double[] Balanced(Targets targets)
    {
        if (targets.Kind != TargetKind.Classes)
        {
            throw new ConfigurationException($"Setting 'classWeight': 'balanced' is for classes, the targets are {targets.Kind.ToString().ToLowerInvariant()}. Leave it out.");
        }

        int[] counts = targets.ClassCounts();
        return [.. counts.Select(count => count == 0 ? 0 : (double)targets.Count / (counts.Length * count))];
    }

    /// <summary>Another recipe, with what has been chosen in this configuration.</summary>
    private TrainingConfiguration WithDefaultsOf(TrainingConfiguration recipe) => settings.Values.Where(setting => setting.Key != "net" && !IsDefault(setting))
        .Aggregate(recipe, (configuration, setting) => configuration.With(setting.Key, setting.Value, setting.Source));

    private static bool IsDefault(Setting setting) => setting.Source.StartsWith("default", StringComparison.Ordinal);

    /// <summary>
    /// An optimiser chosen by the user comes with its own learning rate, and one that takes all rows with a constant schedule and without dropout, unless these were
    /// chosen too.
    /// </summary>
    private static IEnumerable<Setting> DefaultsOf(string name, IEnumerable<Setting> settings)
    {
        var optimizer = Optimizer.ByName(name);
        var own = new Dictionary<string, string> { ["optimizer.learningRate"] = optimizer.LearningRate.ToString(CultureInfo.InvariantCulture) };
        if (optimizer.TakesAllRows)
        {
            (own["schedule"], own["dropout"]) = ("constant", "0");
        }

        return settings.Select(setting => own.TryGetValue(setting.Key, out string? value) && IsDefault(setting)
            ? setting with { Value = value, Source = $"default of {name}" }
            : setting);
    }

    private TrainingConfiguration Put(Setting setting)
    {
        settings[setting.Key] = setting;
        return this;
    }
}
