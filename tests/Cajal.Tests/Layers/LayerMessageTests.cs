using System.Text.Json.Nodes;

namespace Cajal.Tests.Layers;

public sealed class LayerMessageTests
{
    private const string Remedy = " The model file is damaged or was written by another version; train or export it again.";

    [Fact]
    public void Wrong_shapes_name_the_layer_and_the_remedy()
    {
        const string Expected = "one row of the input has shape [28, 28], expected [features] with at least one feature. Put a Flatten layer before it.";
        Assert.Equal("Dense 'hidden': " + Expected, Error<ConfigurationException>(() => new Dense(3) { Name = "hidden" }.OutputShape([28, 28])));
        Assert.Equal("Dense: " + Expected, Error<ConfigurationException>(() => new Dense(3).Parameters([28, 28])));
        Assert.Equal("FeatureScale: " + Expected, Error<ConfigurationException>(() => new FeatureScale().OutputShape([28, 28])));
        Assert.Throws<ConfigurationException>(() => new Dense(3).OutputShape([0]));
        Assert.Throws<ConfigurationException>(() => new Dense(3).OutputShape([]));
    }

    [Fact]
    public void Wrong_settings_name_layer_number_and_range()
    {
        Assert.Equal("Dense: outFeatures is 0, expected a whole number from 1 on. (Parameter 'outFeatures')", Error<ArgumentOutOfRangeException>(() => new Dense(0)));
        Assert.Equal("Dropout: rate is 1, expected a number in [0, 1). (Parameter 'rate')", Error<ArgumentOutOfRangeException>(() => new Dropout(1)));
        Assert.Equal("Elu: alpha is 0, expected a finite number above 0. (Parameter 'alpha')", Error<ArgumentOutOfRangeException>(() => new Elu(0)));
        Assert.Equal("LeakyRelu: alpha is NaN, expected a finite number. (Parameter 'alpha')", Error<ArgumentOutOfRangeException>(() => new LeakyRelu(double.NaN)));
        Assert.Equal("FeatureScale: rateFactor is -1, expected a finite number above 0. (Parameter 'rateFactor')", Error<ArgumentOutOfRangeException>(() => new FeatureScale(-1)));
        Assert.Equal("Dense: BiasRateFactor is 0, expected a finite number above 0. (Parameter 'BiasRateFactor')",
            Error<ArgumentOutOfRangeException>(() => new Dense(1) { BiasRateFactor = 0 }));
    }

    [Fact]
    public void A_name_is_given_once()
    {
        var layer = new Dense(1) { Name = "first" };
        layer.Name = "first";
        Assert.Equal("Layer 'first': it cannot be renamed to 'second'. Give a layer its name when it is made.", Error<InvalidOperationException>(() => layer.Name = "second"));
        Assert.Throws<ArgumentException>(() => new Dense(1).Name = "");
    }

    [Fact]
    public void An_unknown_activation_suggests_the_nearest()
    {
        string known = "Known: relu, tanh, sigmoid, softmax, identity, leaky-relu, elu, selu, gelu, gelu-tanh, silu, mish, softplus, threshold.";
        Assert.Equal($"Activation 'rellu' is not known. Did you mean 'relu'? {known}", Error<ConfigurationException>(() => Activation.ByName("rellu")));
        Assert.All(Activation.Names, name => Assert.Equal(name, Activation.ByName(name).Kind));
    }

    [Theory]
    [InlineData("""{"kind":"elu","alpha":0}""", "Layer 'elu': Elu: alpha is 0, expected a finite number above 0. (Parameter 'alpha')")]
    [InlineData("""{"kind":"elu"}""", "Layer 'elu': \"alpha\" is missing.")]
    [InlineData("""{"kind":"elu","alpha":"1"}""", "Layer 'elu': \"alpha\" is a text, expected a finite number.")]
    [InlineData("""{"kind":"relu","alpha":1}""", "Layer 'relu': \"alpha\" is not known.")]
    [InlineData("""{"kind":"threshold","firesAtZero":1}""", "Layer 'threshold': \"firesAtZero\" is 1, expected true or false.")]
    [InlineData("""{"name":"x"}""", "Layer: \"kind\" is missing.")]
    [InlineData("""{"kind":"relu","name":""}""", "Layer 'relu': The value cannot be an empty string. (Parameter 'value')")]
    [InlineData("""{"kind":"dropout","rate":1e400}""", "Layer 'dropout': \"rate\" is 1e400, expected a finite number.")]
    public void A_damaged_file_is_described(string json, string expected) =>
        Assert.Equal(expected + Remedy, ReadError(json));

    [Fact]
    public void A_file_cannot_name_a_kind_outside_the_table() =>
        Assert.StartsWith("Layer 'System.Object' is not known. Known: dense, conv1d, conv2d, conv-transpose2d,", ReadError("""{"kind":"System.Object"}"""), StringComparison.Ordinal);

    [Fact]
    public void A_dense_layer_read_from_a_file_is_checked_inside()
    {
        JsonObject json = new Dense(4).ToJson();
        json["scale"] = "other";
        Assert.Equal("Layer 'dense': \"scale\" is 'other', expected 'standard' or 'neural-tangent'." + Remedy, ReadError(json.ToJsonString()));
        json["scale"] = "standard";
        json["weightInitializer"]!["distribution"] = "x";
        Assert.Equal("Initializer 'glorot': \"distribution\" is 'x', expected 'uniform' or 'normal'." + Remedy, ReadError(json.ToJsonString()));
        json["weightInitializer"] = 3;
        Assert.Equal("Layer 'dense': \"weightInitializer\" is 3, expected an object." + Remedy, ReadError(json.ToJsonString()));
    }

    private static string ReadError(string json) => Error<ModelFileException>(() => LayerTable.Read(JsonNode.Parse(json)!.AsObject()));

    private static string Error<T>(Func<object?> action)
        where T : Exception => Assert.Throws<T>(action).Message;
}
