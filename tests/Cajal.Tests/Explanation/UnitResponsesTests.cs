namespace Cajal.Tests.Explanation;

/// <summary>F9, O11: what hidden units respond to, and the weights by which they see.</summary>
public sealed class UnitResponsesTests
{
    /// <summary>Unit 0 sees the first input, unit 1 the second turned round, unit 2 nothing.</summary>
    private static Sequential HandSet()
    {
        Sequential model = new Sequential { new FeatureScale(), new Dense(3), new Relu(), new Dropout(0.5), new Dense(2), new Softmax() }.Build([2]);
        new float[] { 1, 10 }.CopyTo(model.Parameters[0].Values);
        new float[] { 2, 0, 0, 0, -0.5f, 0 }.CopyTo(model.Parameters[1].Values);
        return model;
    }

    private static Dataset Rows() => new([0, 1, 1, -2, 2, 3, 3, -4], [2], Targets.Classes([0, 1, 0, 1], ["plus", "minus"]), ["first", "second"]);

    [Fact]
    public void Units_that_are_set_by_hand_are_recognised()
    {
        var responses = UnitResponses.Of(HandSet(), Rows(), top: 2);

        LayerResponses layer = Assert.Single(responses.Layers);
        Assert.Equal(("dense1", 3, 4), (layer.Name, layer.Units.Count, responses.Rows));
        UnitResponse first = layer.Units[0];
        Assert.Equal([new ExcitingRow(3, 6), new ExcitingRow(2, 4)], first.Rows);
        Assert.Equal("first", first.Inputs[0].Name);
        Assert.Equal(1, first.Inputs[0].Correlation, 1e-12);
        Assert.Equal((3, 0.75), (first.Mean, first.ActiveShare));
        UnitResponse second = layer.Units[1];
        Assert.Equal([new ExcitingRow(3, 20), new ExcitingRow(1, 10)], second.Rows);
        Assert.Equal("second", second.Inputs[0].Name);
        Assert.InRange(second.Inputs[0].Correlation, -1, -0.9);
        Assert.Equal("minus", second.Target!.Name);
        // Activations 0, 10, 0, 20 beside the indicator 0, 1, 0, 1: covariance 3.75, variances 68.75 and 0.25.
        Assert.Equal(7.5 / Math.Sqrt(68.75), second.Target.Correlation, 1e-12);
        Assert.Equal((0, 0, null), (layer.Units[2].Mean, layer.Units[2].Deviation, layer.Units[2].Target));
        Assert.Equal("dense1: 3 units, 1 of them constant", $"{responses}");
    }

    [Fact]
    public void Layers_are_told_in_their_order_and_activations_are_those_of_the_net()
    {
        Dataset digits = BuiltInData.Digits();
        Sequential model = new Sequential { new Flatten(), new Dense(16), new Tanh(), new Dense(8), new Dense(10), new Softmax() }
            .Compile(new Adam(0.01), new CrossEntropy()).Build([8, 8], 1, PixelScaler.Fit(digits));
        model.Fit(digits, new FitOptions { Epochs = 2, Threads = 1 });

        var responses = UnitResponses.Of(model, digits, top: 3);

        Assert.Equal([("dense1", 16), ("dense2", 8)], responses.Layers.Select(layer => (layer.Name, layer.Units.Count)));
        UnitResponse unit = responses.Layers[1].Units[5];
        var plain = model.Trace(digits.Select([unit.Rows[0].Row]));
        Assert.Equal(plain.Nodes.Single(node => node.Node.Label == "dense2").Value[5], unit.Rows[0].Activation, 1e-4);
        Assert.Contains(unit.Target!.Name, digits.Targets.ClassNames);
        Assert.Equal(3, unit.Inputs.Count);
    }

    [Fact]
    public void Values_and_labels_are_told_too_and_a_net_without_hidden_units_has_none()
    {
        Sequential model = new Sequential { new Dense(1), new Identity(), new Dense(1) }.Build([1]);
        new float[] { 3 }.CopyTo(model.Parameters[0].Values);
        var values = UnitResponses.Of(model, new Dataset([1, 2, 3], [1], Targets.Values([-1, -2, -3], ["cold"])));
        Assert.Equal("cold", values.Layers[0].Units[0].Target!.Name);
        Assert.Equal(-1, values.Layers[0].Units[0].Target!.Correlation, 1e-12);

        var labels = UnitResponses.Of(model, new Dataset([1, 2, 3], [1], Targets.Labels([0, 0, 1], ["on"])));
        Assert.Equal(Math.Sqrt(0.75), labels.Layers[0].Units[0].Target!.Correlation, 1e-12);

        Assert.Empty(UnitResponses.Of(ExplainedNets.OneUnit(new Sigmoid(), [1]), new Dataset([1, 2], [1], Targets.Labels([0, 1], ["on"]))).Layers);
        Assert.Throws<ArgumentException>(() => UnitResponses.Of(model, new Dataset([1, 2], [2], Targets.Values([1]))));
    }

    [Fact]
    public void First_layer_weights_are_those_by_which_units_see_the_inputs()
    {
        var weights = FirstLayerWeights.Of(HandSet());

        Assert.Equal(("dense1", 3), (weights.Layer, weights.Units.Count));
        Assert.Equal([[2, 0], [0, -5], [0, 0]], weights.Units);
        Assert.StartsWith(
            "First-layer weights: the model begins with Tanh 'tanh1', expected a convolution of pictures or a dense layer",
            Assert.Throws<ArgumentException>(() => FirstLayerWeights.Of(new Sequential { new Tanh(), new Dense(1) }.Build([2]))).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "First-layer weights: the model has no dense layer",
            Assert.Throws<ArgumentException>(() => FirstLayerWeights.Of(new Sequential { new FeatureScale() }.Build([2]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_windows_of_a_convolution_are_its_first_layer_weights()
    {
        Sequential net = new Sequential { new Conv2D(2, new Size2D(2, 3)), new Relu(), new Flatten(), new Dense(1) }.Build([4, 4, 3], seed: 1);
        float[] stored = net.Parameters[0].Values.ToArray();
        var weights = FirstLayerWeights.Of(net);

        Assert.Equal("[2, 3, 3]", weights.Shape.ToString());
        Assert.Equal([stored.Where((_, place) => place % 2 == 0), stored.Where((_, place) => place % 2 == 1)], weights.Units);
        Assert.Contains("<image", weights.ToSvg(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FirstLayerWeights.Of(new Sequential { new Conv2D(2, new Size2D(2, 2), groups: 2), new Flatten(), new Dense(1) }.Build([4, 4, 2])));
    }
}
