namespace Cajal.Tests.Recipes;

public sealed class TrainingConfigurationTests
{
    private static readonly TrainingConfiguration Table = Cajal.Recipes.ForTable(TargetKind.Classes);

    [Fact]
    public void Every_recipe_gives_each_setting_a_possible_value_and_a_source()
    {
        foreach (TrainingConfiguration recipe in new[] { Table, Cajal.Recipes.ForTable(TargetKind.Values), Cajal.Recipes.ForImages() })
        {
            Assert.Equal(TrainingConfiguration.Keys.Order(), recipe.Settings.Select(setting => setting.Key).Order());
            foreach (Setting setting in recipe.Settings)
            {
                Assert.StartsWith("default", setting.Source, StringComparison.Ordinal);
                Assert.Equal(setting.Value, recipe.With(setting.Key, setting.Value, "again").Settings.Single(other => other.Key == setting.Key).Value);
            }
        }
    }

    [Theory]
    [InlineData("epoch", "3", "Setting 'epoch' (--set) is unknown. Did you mean 'epochs'?*")]
    [InlineData("activation", "rellu", "Setting 'activation' (--set): 'rellu' is not possible. Did you mean 'relu'?*")]
    [InlineData("epochs", "0", "Setting 'epochs' (--set): '0' is not possible. Expected a whole number from 1.")]
    [InlineData("hidden", "64,,64", "Setting 'hidden' (--set): '64,,64' is not possible. Expected layer widths with commas, e.g. 64,64, or none.")]
    [InlineData("hidden", "99999999999", "Setting 'hidden' (--set): '99999999999' is not possible. Expected layer widths with commas, e.g. 64,64, or none.")]
    [InlineData("dropout", "1", "Setting 'dropout' (--set): '1' is not possible. Expected a share from 0 to below 1, e.g. 0.2.")]
    [InlineData("optimizer.learningRate", "NaN", "Setting 'optimizer.learningRate' (--set): 'NaN' is not possible. Expected a number from 0.")]
    [InlineData("l2", "1e400", "Setting 'l2' (--set): '1e400' is not possible. Expected a number from 0.")]
    [InlineData("clipNorm", "0", "Setting 'clipNorm' (--set): '0' is not possible. Expected a number above 0, or none.")]
    [InlineData("patience", "-1", "Setting 'patience' (--set): '-1' is not possible. Expected a whole number from 1, or none.")]
    [InlineData("seed", "1.5", "Setting 'seed' (--set): '1.5' is not possible. Expected a whole number from 0.")]
    public void An_impossible_setting_is_refused_with_what_is_expected(string key, string value, string message)
    {
        string actual = Assert.Throws<ConfigurationException>(() => Table.With(key, value, "--set")).Message;
        Assert.True(message.EndsWith('*') ? actual.StartsWith(message[..^1], StringComparison.Ordinal) : actual == message, actual);
    }

    [Fact]
    public void An_optimiser_brings_its_own_rate_unless_one_was_chosen()
    {
        Assert.Equal(new Sgd().LearningRate, Table.With("optimizer", "sgd", "--optimizer").CreateOptimizer().LearningRate);
        Assert.Equal(0.3, Table.With("optimizer.learningRate", "0.3", "--rate").With("optimizer", "sgd", "--optimizer").CreateOptimizer().LearningRate);
    }

    [Fact]
    public void Settings_become_the_options_of_the_training()
    {
        var targets = Targets.Classes([0, 0, 0, 1], ["a", "b"]);
        var data = new Dataset([1, 2, 3, 4], [1], targets);
        TrainingConfiguration changed = Table.With("classWeight", "balanced", "x").With("clipNorm", "2", "x").With("patience", "3", "x")
            .With("monitor", "accuracy", "x").With("keep", "final", "x").With("epochs", "7", "x").With("batchSize", "5", "x").With("l2", "0.5", "x").With("seed", "9", "x");
        FitOptions options = changed.CreateFitOptions(data, null);
        // n/(K·nₖ): 4/(2·3) and 4/(2·1).
        Assert.Equal([4.0 / 6, 2], options.ClassWeights!);
        Assert.Equal((7, 5, 0.5, 2.0, 3, 9UL, KeepWeights.Final), (options.Epochs, options.BatchSize, options.L2, options.ClipNorm, options.Patience, options.Seed, options.Keep));
        Assert.Equal("accuracy", options.Monitor!.Name);
        Assert.Null(Table.CreateFitOptions(data, null).ClassWeights);
        Assert.Equal(
            "Setting 'classWeight': 'balanced' is for classes, the targets are values. Leave it out.",
            Assert.Throws<ConfigurationException>(() => changed.CreateFitOptions(new Dataset([1], [1], Targets.Values([1])), null)).Message);
    }

    [Fact]
    public void What_a_recipe_cannot_train_is_refused()
    {
        Assert.Equal(
            "Training: several labels at once have no recipe yet. Name one target, or build a Sequential with a Sigmoid layer and BinaryCrossEntropy.",
            Assert.Throws<ConfigurationException>(() => Cajal.Recipes.ForTable(TargetKind.Labels)).Message);
        var data = new PreparedData { Training = new Dataset([1, 2], [1], Targets.Values([1f, 2])) };
        Assert.Equal(
            "Setting 'loss': cross-entropy does not fit targets that are values. Possible: mean-squared-error, half-squared-error, mean-absolute-error, huber.",
            Assert.Throws<ConfigurationException>(() => TrainingRun.Start(data, Table)).Message);
    }

    [Fact]
    public void The_net_of_a_recipe_has_the_layers_that_its_settings_name()
    {
        TrainingConfiguration plain = Cajal.Recipes.ForImages().With("hidden", "5,4", "x");
        Sequential image = Cajal.Recipes.CreateModel(plain, [2, 3], Targets.Classes([0, 1, 2], ["a", "b", "c"]));
        Assert.Equal(["flatten", "dense", "relu", "dropout", "dense", "relu", "dropout", "dense", "softmax"], image.Layers.Select(layer => layer.Kind));
        Sequential linear = Cajal.Recipes.CreateModel(
            Cajal.Recipes.ForTable(TargetKind.Values).With("hidden", "none", "x"), [6], Targets.Values([1f, 2]));
        Assert.Equal(["feature-scale", "dense"], linear.Layers.Select(layer => layer.Kind));
    }
}
