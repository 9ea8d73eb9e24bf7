namespace Cajal.Tests.Nets;

/// <summary>The known nets have the parameters and multiply-adds that are published; what does not fit is said.</summary>
public sealed class KnownNetTests
{
    public static TheoryData<string> Names => [.. KnownNets.Names];

    /// <summary>
    /// Sources: LeNet-5's paper (trainable parameters, here with the 840 fixed numbers of the codes); torchvision's documentation of models ("num_params"); for
    /// residual nets of 32 x 32 the counts that He's option A and B give; Krizhevsky's net as in Caffe; the mixers as in timm.
    /// </summary>
    [Theory]
    [InlineData("lenet5", 61_706)]
    [InlineData("lenet5-1998", 60_000 + 840)]
    [InlineData("alexnet", 61_100_840)]
    [InlineData("alexnet-2012", 60_965_224)]
    [InlineData("vgg11", 132_863_336)]
    [InlineData("vgg13", 133_047_848)]
    [InlineData("vgg16", 138_357_544)]
    [InlineData("vgg19", 143_667_240)]
    [InlineData("resnet18", 11_689_512)]
    [InlineData("resnet34", 21_797_672)]
    [InlineData("resnet50", 25_557_032)]
    [InlineData("resnet101", 44_549_160)]
    [InlineData("resnet152", 60_192_808)]
    [InlineData("resnet20", 269_722)]
    [InlineData("resnet20-projection", 272_474)]
    [InlineData("resnet110", 1_727_962)]
    [InlineData("resnet110-projection", 1_730_714)]
    [InlineData("plain20", 269_722)]
    [InlineData("mixer-s16", 18_528_264)]
    [InlineData("mixer-b16", 59_880_472)]
    public void A_net_has_as_many_parameters_as_published(string name, long parameters) =>
        Assert.Equal(parameters, LayerCost.Of(KnownNets.ByName(name).Create()).Sum(layer => layer.Parameters));

    /// <summary>
    /// Sources, in millions: torchvision's documentation ("GFLOPS", which counts multiply-adds) for AlexNet, VGG and residual nets; Caffe's AlexNet;
    /// Y. Idelbayev's count for the nets of 32 x 32 (40.81 for ResNet-20, 253 for ResNet-110).
    /// </summary>
    [Theory]
    [InlineData("alexnet", 714.2)]
    [InlineData("alexnet-2012", 724.4)]
    [InlineData("vgg16", 15_470.3)]
    [InlineData("resnet18", 1_814)]
    [InlineData("resnet34", 3_664)]
    [InlineData("resnet50", 4_089)]
    [InlineData("resnet101", 7_801)]
    [InlineData("resnet152", 11_514)]
    [InlineData("resnet20", 40.81)]
    [InlineData("resnet110", 253)]
    public void A_net_has_about_as_many_multiply_adds_as_published(string name, double millions) =>
        Assert.InRange(LayerCost.Of(KnownNets.ByName(name).Create()).Sum(layer => layer.MultiplyAdds) / 1e6, 0.99 * millions, 1.01 * millions);

    /// <summary>He et al. 2015, table 1 and figure 3, in thousand millions, digits beyond the first cut off.</summary>
    [Theory]
    [InlineData("resnet18", 1.8)]
    [InlineData("resnet34", 3.6)]
    [InlineData("plain34", 3.6)]
    public void A_net_of_the_paper_has_its_rounded_number_of_multiply_adds(string name, double published) =>
        Assert.Equal(published, Math.Floor(LayerCost.Of(KnownNets.ByName(name).Create()).Sum(layer => layer.MultiplyAdds) / 1e8) / 10);

    [Fact]
    public void The_multiply_adds_of_VGG_16_are_those_of_its_layers()
    {
        IReadOnlyList<LayerCost> layers = LayerCost.Of(KnownNets.ByName("vgg16").Create());

        Assert.Equal(15_470_264_320, layers.Sum(layer => layer.MultiplyAdds));
        Assert.Equal(224L * 224 * 64 * 9 * 3, layers[0].MultiplyAdds);
        Assert.Equal(("features.0", "conv2d", 1792L), (layers[0].Name, layers[0].Kind, layers[0].Parameters));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_net_has_a_source_and_takes_what_it_was_made_for(string name)
    {
        var net = KnownNets.ByName(name);
        Model model = net.Create();

        Assert.NotEmpty(net.Source);
        Assert.Equal([net.Classes], model.Placed.OutputShape.Sizes.ToArray());
        Assert.Equal(net.InputShape, model.Placed.InputShape);
        Assert.False(model.IsBuilt);
    }

    [Theory]
    [InlineData("lenet5", 28, 28)]
    [InlineData("lenet5-1998", 28, 28)]
    [InlineData("vgg-small", 28, 28)]
    [InlineData("resnet20", 16, 12)]
    [InlineData("plain20", 8, 8)]
    public void A_small_net_learns_gray_pictures_of_any_size_that_fits_and_is_saved_and_read(string name, int height, int width)
    {
        using var folder = new TemporaryFolder();
        Model model = KnownNets.ByName(name).Create([height, width]).Build(seed: 1);
        Dataset data = Stripes(height, width);
        model.Compile(new Adam(0.003), new CrossEntropy(), new Accuracy());
        History history = model.Fit(data, new FitOptions { Epochs = 4, BatchSize = 8 });
        string path = folder.File("net.safetensors");
        model.Save(path);

        Assert.True(history.Epochs[^1].Loss < history.Epochs[0].Loss, $"{history.Epochs[0].Loss} to {history.Epochs[^1].Loss}");
        Assert.Equal(model.Predict(data.Inputs), Model.Load(path).Predict(data.Inputs));
    }

    [Theory]
    [InlineData("lenet5", 16)]
    [InlineData("lenet5-1998", 28)]
    [InlineData("resnet20", 16)]
    public void Gradients_are_right(string name, int side)
    {
        Model model = KnownNets.ByName(name).Create([side, side], 10).Build(seed: 2);
        model.Compile(new Sgd(), new CrossEntropy());

        GradientCheckResult result = model.CheckGradients(Stripes(side, side), sample: 60);

        Assert.True(result.Ok, result.ToString());
    }

    [Fact]
    public void The_codes_of_1998_do_not_learn()
    {
        Model model = KnownNets.ByName("lenet5-1998").Create().Build();
        float[] before = model.Parameters.Single(parameter => parameter.Name == "output.weight").Values.ToArray();
        model.Compile(new Sgd(0.01), new CrossEntropy());
        model.Fit(Stripes(28, 28), new FitOptions { Epochs = 1 });

        Assert.Equal(["output"], model.Frozen);
        Assert.Equal(before, model.Parameters.Single(parameter => parameter.Name == "output.weight").Values.ToArray());
        Assert.Equal([2 * 1.7159f], before.Select(Math.Abs).Distinct());
    }

    [Theory]
    [InlineData("resnet17", "Net 'resnet17' is not known. Did you mean 'resnet18'?")]
    [InlineData("nothing", "Net 'nothing' is not known.")]
    public void An_unknown_name_is_refused_with_the_nearest(string name, string message) =>
        Assert.StartsWith(message, Assert.Throws<ConfigurationException>(() => KnownNets.ByName(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Pictures_that_do_not_fit_are_refused_with_what_would()
    {
        Assert.Equal(
            "Net alexnet: pictures of 28 x 28 do not fit. MaxPool2D: a window of 3 x 3 does not fit pictures of 2 x 2. Choose a smaller one, or pool less before. "
            + "The smallest that do are 63 x 63, it was made for 224 x 224: give it larger pictures, or choose another net.",
            Message("alexnet", [28, 28]));
        Assert.Equal(
            "Net mixer-s16: pictures of 100 x 96 do not fit. Patches of 16 x 16 do not cover them: expected height and width that 16 divides. "
            + "It was made for 224 x 224: give it pictures of another size, or choose another net.",
            Message("mixer-s16", [100, 96, 3]));
        Assert.StartsWith("Net lenet5: inputs of shape [64] came, expected pictures", Message("lenet5", [64]), StringComparison.Ordinal);
        Assert.StartsWith("Net lenet5: 1 classes came, expected at least 2.", Message("lenet5", [28, 28], 1), StringComparison.Ordinal);
        Assert.StartsWith("Net lenet5-1998: 5 classes came, but its outputs are codes of 10 classes.", Message("lenet5-1998", [28, 28], 5), StringComparison.Ordinal);
    }

    private static string Message(string net, Shape pictures, int classes = 10) =>
        Assert.Throws<ConfigurationException>(() => KnownNets.ByName(net).Create(pictures, classes)).Message;

    /// <summary>Pictures of ten kinds: stripes of a distance, upright or lying.</summary>
    private static Dataset Stripes(int height, int width)
    {
        float[] pixels = new float[40 * height * width];
        int[] classes = [.. Enumerable.Range(0, 40).Select(picture => picture % 10)];
        for (int index = 0; index < pixels.Length; index++)
        {
            (int picture, int place) = (index / (height * width), index % (height * width));
            (int kind, int line) = (classes[picture], classes[picture] < 5 ? place / width : place % width);
            pixels[index] = (line + (picture / 10)) % ((kind % 5) + 2) == 0 ? 1 : -0.3f;
        }

        return new Dataset(pixels, [height, width], Targets.Classes(classes, [.. Enumerable.Range(0, 10).Select(index => $"{index}")]));
    }
}
