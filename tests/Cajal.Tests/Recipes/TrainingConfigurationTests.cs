namespace Cajal.Tests.Configurations;

/// <summary>Every key of a training's configuration: what it takes, what it refuses and with which words, and what it becomes.</summary>
public sealed class TrainingConfigurationTests
{
    private const string Share = "Expected a share from 0 to below 1, e.g. 0.2.";
    private const string NotNegative = "Expected a number from 0.";
    private const string Count = "Expected a whole number from 1.";
    private const string Augmented = "Expected none, digits, or a list such as shift=2,rotation=10 of shift, rotation, scale, flip, elastic, cutout, mixup.";
    private const string Whole = "Expected a whole number from 0.";

    private static TrainingConfiguration Recipe => Cajal.Recipes.ForTable(TargetKind.Classes);

    /// <summary>Key, a value that is taken, values that are refused, separated by |, and the end of the message about the first of them.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "hidden", "64,32", "a|0|64,,32|8 8|-1|99999999999|64,|", "Expected layer widths with commas, e.g. 64,64, or none." },
        { "net", "lenet5", "lenet4|LeNet5|", $"Did you mean 'lenet5'? Known: none, {string.Join(", ", KnownNets.Names)}." },
        { "activation", "gelu", "relo|Relu|", "Did you mean 'relu'? Known: relu, tanh, sigmoid, softmax, identity, leaky-relu, elu, selu, gelu, gelu-tanh, silu, mish, softplus, threshold." },
        { "parametrization", "standard", "standart", "Did you mean 'standard'? Known: standard, neural-tangent." },
        { "loss", "huber", "hubber", "Did you mean 'huber'? Known: cross-entropy, binary-cross-entropy, mean-squared-error, half-squared-error, mean-absolute-error, huber." },
        { "optimizer", "sgd", "adamm", $"Did you mean 'adam'? Known: {string.Join(", ", Optimizer.Names)}." },
        { "optimizer.learningRate", "0.003", "fast|-1|NaN|Infinity|1e400|0,1|1_0", NotNegative },
        { "optimizer.weightDecay", "0.1", "-0.1", NotNegative },
        { "optimizer.momentum", "0.9", "1|-0.1", Share },
        { "optimizer.beta1", "0.95", "1", Share },
        { "optimizer.beta2", "0.95", "1.5", Share },
        { "schedule", "cosine", "cosin", "Did you mean 'cosine'? Known: constant, cosine, cosine-restarts, flat-cosine, one-cycle, coslog, step, exponential, plateau, warm-up." },
        { "epochs", "12", "0|1.5|-3|many|99999999999| ", Count },
        { "batchSize", "16", "0", Count },
        { "dropout", "0.5", "1", Share },
        { "warmUp", "0.1", "1", Share },
        { "l2", "1e-4", "-1", NotNegative },
        { "l1", "1e-4", "-1", NotNegative },
        { "maxNorm", "3", "0", "Expected a number above 0, or none." },
        { "maxSteps", "100", "0", "Expected a whole number from 1, or none." },
        { "targetLoss", "-0.5", "low", "Expected a number, or none." },
        { "gradientNorm", "1e-3", "0", "Expected a number above 0, or none." },
        { "retries", "0", "-1", "Expected a whole number from 0." },
        { "clipNorm", "1.5", "0|-1", "Expected a number above 0, or none." },
        { "patience", "none", "0|never", "Expected a whole number from 1, or none." },
        { "labelSmoothing", "0.1", "1", Share },
        { "monitor", "accuracy", "acuracy", "Did you mean 'accuracy'? Known: loss, accuracy, f1, rocAuc, rmse, mae, r2, f1Micro, f1Macro, subsetAccuracy, hammingLoss." },
        { "keep", "final", "last", "Did you mean 'last-best'? Known: last-best, first-best, final." },
        { "augment", "shift=2,flip", "shfit=2|shift=-1|", Augmented },
        { "classWeight", "balanced", "ballanced", "Did you mean 'balanced'? Known: none, balanced." },
        { "scale", "quantile", "robbust", "Did you mean 'robust'? Known: robust, standard, quantile, minmax, pixels, none." },
        { "validation", "0", "1|20%|-0.2", Share },
        { "test", "0.3", "1", Share },
        { "seed", "18446744073709551615", "-1|18446744073709551616|1.0", Whole },
        { "threads", "2", "-1|1025", "Expected a whole number from 0 to 1024." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_key_takes_its_values_and_refuses_others(string key, string good, string bad, string expected)
    {
        Setting set = Recipe.With(key, good, "--option").Settings.Single(setting => setting.Key == key);
        Assert.Equal(new Setting(key, good, "--option"), set);

        string[] refused = bad.Split('|');
        Assert.All(refused, value => Assert.StartsWith(
            $"Setting '{key}' (--option): '{value}' is not possible.", Error(key, value), StringComparison.Ordinal));
        Assert.Equal($"Setting '{key}' (--option): '{refused[0]}' is not possible. {expected.TrimStart()}", Error(key, refused[0]));
    }

    [Fact]
    public void Every_key_stands_in_the_cases_and_in_every_recipe()
    {
        string[] keys = [.. TrainingConfiguration.Keys.Order(StringComparer.Ordinal)];
        TrainingConfiguration[] recipes = [Recipe, Cajal.Recipes.ForTable(TargetKind.Values), Cajal.Recipes.ForImages()];

        Assert.Equal(keys, Cases.Select(row => (string)((object[])row)[0]).Order(StringComparer.Ordinal));
        Assert.All(recipes, recipe => Assert.Equal(keys, recipe.Settings.Select(setting => setting.Key)));
        Assert.All(recipes.SelectMany(recipe => recipe.Settings), setting => Assert.StartsWith("default", setting.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void Defaults_of_recipes_are_possible_values() => Assert.All(
        [Recipe, Cajal.Recipes.ForTable(TargetKind.Values), Cajal.Recipes.ForImages()],
        recipe => Assert.All(recipe.Settings, setting => Assert.NotNull(recipe.With(setting.Key, setting.Value, "again"))));

    [Fact]
    public void An_unknown_key_suggests_the_nearest()
    {
        string message = Error("optimizer.learningrat", "1");

        Assert.StartsWith("Setting 'optimizer.learningrat' (--option) is unknown. Did you mean 'optimizer.learningRate'? Known: hidden, ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_makes_a_copy_and_keeps_the_sources_of_the_rest()
    {
        TrainingConfiguration before = Recipe;
        TrainingConfiguration after = before.With("epochs", "7", "--epochs");

        Assert.Equal((256, 7), (before.Epochs, after.Epochs));
        Assert.Equal(before.Settings.Where(setting => setting.Key != "epochs"), after.Settings.Where(setting => setting.Key != "epochs"));
    }

    [Fact]
    public void Values_are_read_alike_in_every_culture() => InCulture.Run("de-DE", () =>
    {
        Assert.Equal(0.25, Recipe.With("validation", "0.25", "x").Validation);
        Assert.Contains("is not possible", Error("validation", "0,25"), StringComparison.Ordinal);
    });

    [Fact]
    public void Blanks_around_widths_do_not_matter()
    {
        Assert.Equal([64, 32], Recipe.With("hidden", " 64 , 32 ", "x").Hidden);
        Assert.Empty(Recipe.With("hidden", "none", "x").Hidden);
    }

    [Fact]
    public void Another_optimizer_brings_its_own_learning_rate()
    {
        Setting rate = Recipe.With("optimizer", "adam", "--optimizer").Settings.Single(setting => setting.Key == "optimizer.learningRate");

        Assert.Equal(new Setting("optimizer.learningRate", "0.001", "default of adam"), rate);
    }

    [Fact]
    public void An_optimizer_that_searches_along_lines_brings_a_constant_rate_and_no_dropout()
    {
        TrainingConfiguration searching = Recipe.With("optimizer", "lbfgs", "--optimizer");
        Assert.Equal(["constant", "0", "1"], new[] { "schedule", "dropout", "optimizer.learningRate" }.Select(key => searching.Settings.Single(setting => setting.Key == key).Value));
        TrainingConfiguration chosen = Recipe.With("schedule", "cosine", "--schedule").With("optimizer", "lbfgs", "--optimizer");
        Assert.Equal(new Setting("schedule", "cosine", "--schedule"), chosen.Settings.Single(setting => setting.Key == "schedule"));
        Assert.NotEqual("constant", Recipe.With("optimizer", "kfac", "--optimizer").Settings.Single(setting => setting.Key == "schedule").Value);
    }

    [Fact]
    public void A_learning_rate_that_was_chosen_stays_with_another_optimizer()
    {
        TrainingConfiguration chosen = Recipe.With("optimizer.learningRate", "0.5", "--learning-rate").With("optimizer", "sgd", "--optimizer");

        Assert.Equal(new Sgd(0.5), chosen.CreateOptimizer());
    }

    [Fact]
    public void Optimizers_get_their_settings()
    {
        TrainingConfiguration values = Recipe.With("optimizer.learningRate", "0.5", "x").With("optimizer.weightDecay", "0.25", "x")
            .With("optimizer.momentum", "0.75", "x").With("optimizer.beta1", "0.125", "x").With("optimizer.beta2", "0.375", "x");

        Assert.Equal(new AdamW(0.5, 0.25, 0.125, 0.375), values.CreateOptimizer());
        Assert.Equal(new Adam(0.5, 0.125, 0.375), values.With("optimizer", "adam", "x").CreateOptimizer());
        Assert.Equal(new Sgd(0.5, 0.75), values.With("optimizer", "sgd", "x").CreateOptimizer());
        Assert.Equal(new RmsProp() with { LearningRate = 0.5 }, values.With("optimizer", "rmsprop", "x").CreateOptimizer());
    }

    [Fact]
    public void Losses_get_their_smoothing()
    {
        Assert.Equal(new CrossEntropy(0.1), Recipe.CreateLoss());
        Assert.Equal(new CrossEntropy(0.3), Recipe.With("labelSmoothing", "0.3", "x").CreateLoss());
        Assert.Equal(new Huber(), Recipe.With("loss", "huber", "x").CreateLoss());
    }

    [Fact]
    public void Options_of_the_fit_come_from_the_settings()
    {
        Dataset data = new([0f, 1f, 2f, 3f], [1], Targets.Classes([0, 0, 0, 1], ["a", "b"], "y"), ["x"]);
        FitOptions options = Recipe.With("epochs", "9", "x").With("batchSize", "3", "x").With("schedule", "constant", "x").With("l2", "0.5", "x")
            .With("clipNorm", "2", "x").With("patience", "4", "x").With("monitor", "f1", "x").With("keep", "first-best", "x")
            .With("classWeight", "balanced", "x").With("seed", "11", "x").With("threads", "1", "x").CreateFitOptions(data, data);

        Assert.Equal((9, 3, 0.5, 2.0, 4), (options.Epochs, options.BatchSize, options.L2, options.ClipNorm, options.Patience));
        Assert.Equal((KeepWeights.FirstBest, 11ul, 1, "f1"), (options.Keep, options.Seed, options.Threads, options.Monitor!.Name));
        Assert.Equal(new ConstantSchedule(), options.Schedule);
        Assert.Same(data, options.Validation);
        // n / (K nₖ): 4 / (2 · 3) and 4 / (2 · 1).
        Assert.Equal([4.0 / 6, 2.0], options.ClassWeights!);
    }

    [Fact]
    public void Without_choices_nothing_is_clipped_weighted_or_stopped()
    {
        Dataset data = new([0f, 1f], [1], Targets.Classes([0, 1], ["a", "b"], "y"), ["x"]);
        FitOptions options = Recipe.With("keep", "final", "x").CreateFitOptions(data, null);

        Assert.Equal((null, null, null, null), (options.ClipNorm, options.Patience, options.ClassWeights, options.Monitor));
        Assert.Equal(KeepWeights.Final, options.Keep);
    }

    [Fact]
    public void Balanced_classes_need_classes()
    {
        Dataset values = new([0f, 1f], [1], Targets.Values([0f, 1f]), ["x"]);
        var error = Assert.Throws<ConfigurationException>(
            () => Cajal.Recipes.ForTable(TargetKind.Values).With("classWeight", "balanced", "x").CreateFitOptions(values, null));

        Assert.Equal("Setting 'classWeight': 'balanced' is for classes, the targets are values. Leave it out.", error.Message);
    }

    [Fact]
    public void A_known_net_brings_a_recipe_and_has_no_settings_for_dense_layers()
    {
        TrainingConfiguration images = Cajal.Recipes.ForImages().With("batchSize", "100", "--batch-size");
        TrainingConfiguration net = images.With("net", "lenet5", "--net");

        Assert.Equal((null, "lenet5"), (images.Net, net.Net));
        Assert.Equal((100, 10), (net.BatchSize, net.Epochs));
        Assert.Equal(["activation", "dropout", "hidden", "parametrization"], TrainingConfiguration.Keys.Except(net.Settings.Select(setting => setting.Key)).Order());
        Assert.Equal("default for lenet5: Cajal, measured on MNIST and Fashion-MNIST", net.Settings.Single(setting => setting.Key == "epochs").Source);
        Assert.Equal(
            "Setting 'hidden' (--hidden): the net lenet5 has layers of its own. Leave it out, or the net.",
            Assert.Throws<ConfigurationException>(() => net.With("hidden", "64", "--hidden")).Message);
        Assert.Throws<ConfigurationException>(() => images.With("dropout", "0.1", "--dropout").With("net", "lenet5", "--net"));
        Assert.Equal(images.Settings.Where(setting => setting.Key != "net"), net.With("net", "none", "--set").Settings.Where(setting => setting.Key != "net"));
        Assert.Equal("resnet20", net.With("net", "resnet20", "--net").Net);
    }

    private static string Error(string key, string value) =>
        Assert.Throws<ConfigurationException>(() => Recipe.With(key, value, "--option")).Message;
}
