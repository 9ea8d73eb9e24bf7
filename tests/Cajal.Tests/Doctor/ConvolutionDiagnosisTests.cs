namespace Cajal.Tests.Doctor;

/// <summary>Channels of a convolution fare as units of a dense layer do, and their faults have the same names.</summary>
public sealed class ConvolutionDiagnosisTests
{
    public static TheoryData<string, string, string> Faults => new()
    {
        { "healthy", "", "" },
        { "healthy, many channels", "", "" },
        { "healthy, deep", "", "" },
        { "healthy, normalised", "", "" },
        { "dead", "DeadUnits", "conv2d1" },
        { "dead, many channels", "DeadUnits", "conv2d1" },
        { "copies", "SymmetricUnits", "conv2d1" },
        { "flat", "Saturation", "conv2d1" },
        { "vanishing", "VanishingGradients", "conv2d1" },
        { "exploding", "ExplodingGradients", "conv2d1" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_named_and_healthy_nets_are_left_in_peace(string name, string kind, string where)
    {
        Diagnosis diagnosis = PlantedFault.Train(BuiltInData.Load("digits"), Net(name), epochs: 3, rate: 0.003);

        if (kind.Length == 0)
        {
            Assert.True(diagnosis.IsHealthy, diagnosis.ToString());
            return;
        }

        Assert.Contains((kind, where), diagnosis.Findings.Select(finding => ($"{finding.Kind}", finding.Where)));
    }

    [Fact]
    public void A_convolution_stands_among_the_layers_with_its_channels()
    {
        Diagnosis diagnosis = PlantedFault.Train(BuiltInData.Load("digits"), Net("dead"), epochs: 1);

        Assert.Equal([("conv2d1", 4), ("conv2d2", 8), ("dense1", 10)], diagnosis.Layers.Select(layer => (layer.Name, layer.Units)));
        Assert.Equal([0, 1, 2, 3], diagnosis.Layers[0].DeadUnits);
        Assert.All(diagnosis.Layers, layer => Assert.True(layer.WeightNorm > 0));
    }

    /// <summary>However a convolution lies in memory: few channels over samples, many side by side.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public void The_channel_that_is_dead_is_named(int channels)
    {
        Sequential model = Small(channels).Build([8, 8], 1, Scaler.Fit("standard", BuiltInData.Load("digits"))).Compile(new Adam(), new CrossEntropy());
        model.Parameters.Single(parameter => parameter.Name == "conv2d1.bias").Values[2] = -100;

        Assert.Equal([2], model.Diagnose(BuiltInData.Load("digits")).Layers[0].DeadUnits);
    }

    /// <summary>A layer that stands in two places has one set of weights.</summary>
    [Fact]
    public void A_shared_layer_is_looked_at_in_each_of_its_places()
    {
        var shared = new Dense(4, new HeInitializer());
        var input = new Input(4);
        var model = new Model([input], [input.Then(shared, new Relu(), shared, new Relu(), new Dense(3), new Softmax())]);
        Dataset iris = BuiltInData.Iris();
        model.Build(1, Scaler.Fit("standard", iris)).Compile(new Adam(0.01), new CrossEntropy());
        History history = model.Fit(iris, new FitOptions { Epochs = 30, Threads = 1 });

        Assert.Equal(3, model.Diagnose(iris, history).Layers.Count);
    }

    private static Sequential Net(string name) => name switch
    {
        "healthy" => Small(4),
        "healthy, many channels" => Small(40),
        "healthy, deep" => Deep(new HeInitializer(), () => new Relu()),
        "healthy, normalised" => new() { new Conv2D(6, 3, hasBias: false), new BatchNorm(), new Relu(), new Flatten(), new Dense(10), new Softmax() },
        "dead" => Small(4, bias: new ConstantInitializer(-50)),
        "dead, many channels" => Small(40, bias: new ConstantInitializer(-50)),
        "copies" => new()
        {
            new Conv2D(4, 3, weightInitializer: new ConstantInitializer(0.1)), new Sigmoid(), new GlobalAveragePool(),
            new Dense(10, new ConstantInitializer(0.1)), new Softmax(),
        },
        "flat" => new() { new Conv2D(4, 3, weightInitializer: new NormalInitializer(50)), new Tanh(), new Flatten(), new Dense(10), new Softmax() },
        "vanishing" => Deep(new GlorotInitializer(), () => new Sigmoid()),
        _ => Deep(new NormalInitializer(1), () => new Relu()),
    };

    private static Sequential Small(int channels, Initializer? bias = null) => new()
    {
        new Conv2D(channels, 3, weightInitializer: new HeInitializer(), biasInitializer: bias), new Relu(), new MaxPool2D(2),
        new Conv2D(8, 2, weightInitializer: new HeInitializer()), new Relu(), new Flatten(), new Dense(10), new Softmax(),
    };

    private static Sequential Deep(Initializer weights, Func<Activation> function)
    {
        var model = new Sequential();
        for (int layer = 0; layer < 8; layer++)
        {
            model.Add(new Conv2D(8, 3, padding: ConvolutionPadding.Same, weightInitializer: weights));
            model.Add(function());
        }

        model.Add(new Flatten());
        model.Add(new Dense(10));
        model.Add(new Softmax());
        return model;
    }
}
