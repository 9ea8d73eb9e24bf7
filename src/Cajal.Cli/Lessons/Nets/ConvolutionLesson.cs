using System.Globalization;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons.Nets;

/// <summary>Convolutional nets counted, from LeNet-5 to VGG-16, and one trained.</summary>
internal sealed class ConvolutionLesson()
    : Lesson("convolution", "convolutional nets counted (LeNet-5 of 1998 and of today, AlexNet, VGG-16) and LeNet-5 trained on digits in random places", "F7")
{
    private const int Side = 12;
    private const int Copies = 5;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("Parameters are numbers that are learned, connections multiplications of a value with a weight in one prediction:");
        var table = new TextTable("net", ">parameters", ">connections", ">layers with weights");
        foreach (string name in new[] { "lenet5-1998", "lenet5", "alexnet-2012", "alexnet", "vgg16" })
        {
            IReadOnlyList<LayerCost> layers = LayerCost.Of(KnownNets.ByName(name).Create());
            table.Add(name, Figures.Count(Sum(layers, layer => layer.Parameters)), Figures.Count(Sum(layers, layer => layer.MultiplyAdds)), $"{layers.Count(layer => layer.Parameters > 0)}");
        }

        page.Show(string.Join("\n", table.Lines()));
        PublishedLeNet(page);
        foreach ((string name, long parameters) in new[] { ("lenet5", 61_706L), ("alexnet-2012", 60_965_224), ("alexnet", 61_100_840), ("vgg16", 138_357_544) })
        {
            page.Check("F7", $"{name}: parameters", Sum(LayerCost.Of(KnownNets.ByName(name).Create()), layer => layer.Parameters), Bound.Equal(parameters));
        }

        Nodes(page);
        Train(page);
    }

    private static void PublishedLeNet(LessonPage page)
    {
        Model net = KnownNets.ByName("lenet5-1998").Create();
        IReadOnlyList<LayerCost> layers = LayerCost.Of(net);
        long connections = layers.Zip(net.Layers).Sum(pair => ConnectionsOfThePaper(pair.First, pair.Second));
        page.Say("""
            LeNet-5's paper counts otherwise: a unit is connected with each number that it takes and with its bias; a subsampling unit takes four numbers, and its
            factor is no connection of its own. Its outputs are distances from ten fixed codes of 84, drawn as digits; they are connections and learn nothing.
            """);
        page.Show($"parameters that learn {Figures.Count(Sum(layers, layer => layer.Parameters) - 840)}, connections {Figures.Count(connections)}");
        page.Check("F7", "LeNet-5 of 1998: parameters that learn", Sum(layers.Where(layer => layer.Name != "output"), layer => layer.Parameters), Bound.Equal(60_000));
        page.Check("F7", "LeNet-5 of 1998: connections as the paper counts", connections, Bound.Equal(340_908));
    }

    private static long ConnectionsOfThePaper(LayerCost cost, Layer layer) => layer switch
    {
        AveragePool2D pool => (long)cost.Output.Count * pool.Window.Height * pool.Window.Width,
        Conv2D when cost.MultiplyAdds == cost.Output.Count => cost.Output.Count,
        Conv2D => cost.MultiplyAdds + cost.Output.Count,
        Dense dense => cost.MultiplyAdds + (dense.HasBias ? cost.Output.Count : 0),
        _ => 0,
    };

    private static void Nodes(LessonPage page)
    {
        IReadOnlyList<LayerCost> layers = LayerCost.Of(KnownNets.ByName("vgg16").Create());
        long nodes = (224 * 224 * 3) + Sum(layers.Where(layer => layer.Kind is "conv2d" or "max-pool2d" or "dense"), layer => layer.Output.Count);
        long again = Sum(layers.Where(layer => layer.Kind == "relu"), layer => layer.Output.Count);
        page.Say("""
            "24 M nodes, 140 M parameters, 15 B connections": parameters and connections are VGG-16's. Nodes depend on what is counted: inputs and what convolutions,
            poolings and dense layers give, or activations as nodes of their own too. The lecture's figure is neither.
            """);
        page.Show($"nodes {Figures.Count(nodes)}, with activations as nodes of their own {Figures.Count(nodes + again)}");
        page.Check("F7", "vgg16: connections", Sum(layers, layer => layer.MultiplyAdds), Bound.Equal(15_470_264_320));
        page.Check("F7", "vgg16: nodes, activations not counted apart", nodes, Bound.Equal(15_237_608));
        page.Check("F7", "vgg16: nodes, activations counted apart", nodes + again, Bound.Equal(28_793_320));
    }

    private static void Train(LessonPage page)
    {
        page.Say($"Digits in random places of {Side} x {Side} pixels: LeNet-5 beside a dense net with as many parameters, both trained for twenty epochs on four fifths of the digits.");
        Dataset digits = PlacedDigits.Of(0, 10, Side, Copies, seed: 1);
        int originals = digits.Count / Copies;
        int[][] parts = [.. new[] { true, false }.Select(isTest => Enumerable.Range(0, digits.Count).Where(row => row % originals % 5 == 0 == isTest).ToArray())];
        (Dataset test, Dataset training) = (digits.Select(parts[0]), digits.Select(parts[1]));
        Model lenet = KnownNets.ByName("lenet5").Create([Side, Side]).Build(seed: 1);
        int width = (int)(lenet.ParameterCount / ((Side * Side) + 11));
        Model dense = new Sequential { new Flatten(), new Dense(width, new HeInitializer()), new Relu(), new Dense(10), new Softmax() }.Build([Side, Side], seed: 1);
        (double convolutions, double layers) = (Learn(lenet, training, test), Learn(dense, training, test));
        page.Show($"LeNet-5, {Figures.Count(lenet.ParameterCount)} parameters    {Text(convolutions)} right\none dense layer, {Figures.Count(dense.ParameterCount)}    {Text(layers)} right");
        page.Draw(FirstLayerWeights.Of(lenet).ToSvg(options: new DrawingOptions { Title = "What the channels of LeNet-5's first layer look for" }));
        page.Check("F7", "LeNet-5 on digits in random places, share right", convolutions, Bound.AtLeast(0.95));
        page.Check("F7", "what it gains over a dense net of as many parameters", convolutions - layers, Bound.AtLeast(0.02));
    }

    private static double Learn(Model model, Dataset training, Dataset test)
    {
        model.Compile(new Adam(0.003), new CrossEntropy());
        model.Fit(training, new FitOptions { Epochs = 20, BatchSize = 32, Schedule = new CosineSchedule() });
        return model.AccuracyOn(test);
    }

    private static long Sum(IEnumerable<LayerCost> layers, Func<LayerCost, long> figure) => layers.Sum(figure);

    private static string Text(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
