namespace Cajal.Tests.Configurations;

/// <summary>The nets that recipes make.</summary>
public sealed class RecipeTests
{
    private static readonly Targets ThreeClasses = Targets.Classes([0, 1, 2], ["a", "b", "c"], "y");
    private static readonly Targets TwoValues = Targets.Values([1f, 2f, 3f, 4f], ["p", "q"]);

    [Fact]
    public void Classes_of_a_table_get_the_net_of_RealMLP()
    {
        Model model = Cajal.Recipes.CreateModel(Cajal.Recipes.ForTable(TargetKind.Classes).With("hidden", "16,8", "x"), [5], ThreeClasses);

        Assert.Equal(["FeatureScale", "Dense", "Selu", "Dropout", "Dense", "Selu", "Dropout", "Dense", "Softmax"], Kinds(model));
        Dense[] dense = [.. model.Layers.OfType<Dense>()];
        Assert.Equal([16, 8, 3], dense.Select(layer => layer.OutFeatures));
        Assert.All(dense, layer => Assert.Equal((WeightScale.NeuralTangent, 0.1), (layer.Scale, layer.BiasRateFactor)));
        Assert.Equal(
            [new NormalInitializer(1), new NormalInitializer(1), new ZerosInitializer()], dense.Select(layer => layer.WeightInitializer));
        Assert.All(model.Layers.OfType<Dropout>(), layer => Assert.Equal(0.15, layer.Rate));
        Assert.Equal((new CrossEntropy(0.1), new AdamW(0.04, 0.02, 0.9, 0.95)), (model.Compiled.Loss, model.Compiled.Optimizer));
        Assert.Equal(["accuracy"], model.Compiled.Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public void Values_of_a_table_get_mish_and_as_many_outputs_as_targets()
    {
        Model model = Cajal.Recipes.CreateModel(Cajal.Recipes.ForTable(TargetKind.Values).With("hidden", "16", "x"), [5], TwoValues);

        Assert.Equal(["FeatureScale", "Dense", "Mish", "Dropout", "Dense"], Kinds(model));
        Assert.Equal(2, model.Layers.OfType<Dense>().Last().OutFeatures);
        Assert.Equal((new MeanSquaredError(), new AdamW(0.07, 0.02, 0.9, 0.95)), (model.Compiled.Loss, model.Compiled.Optimizer));
        Assert.Equal(["rmse"], model.Compiled.Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public void Images_are_flattened_and_get_256_and_128_units()
    {
        Model model = Cajal.Recipes.CreateModel(Cajal.Recipes.ForImages(), [28, 28], ThreeClasses);

        Assert.Equal(["Flatten", "Dense", "Relu", "Dropout", "Dense", "Relu", "Dropout", "Dense", "Softmax"], Kinds(model));
        Assert.Equal([256, 128, 3], model.Layers.OfType<Dense>().Select(layer => layer.OutFeatures));
        Assert.All(model.Layers.OfType<Dense>(), layer => Assert.Equal(WeightScale.Standard, layer.Scale));
        Assert.Equal((new CrossEntropy(), new AdamW(0.001, 0.01, 0.9, 0.999)), (model.Compiled.Loss, model.Compiled.Optimizer));
    }

    [Fact]
    public void A_known_net_is_made_for_the_pictures_and_their_classes()
    {
        Model model = Cajal.Recipes.CreateModel(Cajal.Recipes.ForImages().With("net", "lenet5", "x"), [20, 24], ThreeClasses);

        Assert.Equal((new Shape(20, 24), new Shape(3)), (model.Placed.InputShape, model.Placed.OutputShape));
        Assert.Equal(2, model.Layers.OfType<Conv2D>().Count());
        Assert.StartsWith(
            "Net lenet5: pictures of 8 x 8 do not fit.",
            Assert.Throws<ConfigurationException>(() => Cajal.Recipes.CreateModel(Cajal.Recipes.ForImages().With("net", "lenet5", "x"), [8, 8], ThreeClasses)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_hidden_layers_and_dropout_it_is_a_linear_model()
    {
        TrainingConfiguration linear = Cajal.Recipes.ForImages().With("hidden", "none", "x").With("dropout", "0", "x");

        Assert.Equal(["Dense", "Softmax"], Kinds(Cajal.Recipes.CreateModel(linear, [4], ThreeClasses)));
    }

    [Fact]
    public void A_metric_to_monitor_is_measured_beside_the_usual_one()
    {
        TrainingConfiguration watched = Cajal.Recipes.ForTable(TargetKind.Classes).With("monitor", "f1", "x");

        Assert.Equal(["accuracy", "f1"], Cajal.Recipes.CreateModel(watched, [4], ThreeClasses).Compiled.Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public void Several_labels_at_once_end_in_a_sigmoid_each()
    {
        var labels = Targets.Labels([1f, 0f], ["p", "q"]);
        TrainingConfiguration recipe = Cajal.Recipes.ForTable(TargetKind.Labels).With("hidden", "16", "x");
        Model model = Cajal.Recipes.CreateModel(recipe, [4], labels);

        Assert.Equal(["FeatureScale", "Dense", "Selu", "Dropout", "Dense", "Sigmoid"], Kinds(model));
        Assert.Equal(2, model.Layers.OfType<Dense>().Last().OutFeatures);
        Assert.Equal(new BinaryCrossEntropy(), model.Compiled.Loss);
        Assert.Equal(["f1Micro"], model.Compiled.Metrics.Select(metric => metric.Name));
    }

    private static IEnumerable<string> Kinds(Model model) => model.Layers.Select(layer => layer.GetType().Name);
}
