using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Cajal.Models;

namespace Cajal.Tests.Layers;

public sealed class ConvolutionLayerTests
{
    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(2, 14, 14)]
    [InlineData(3, 10, 10)]
    public void Same_padding_gives_a_window_for_each_place_that_the_stride_meets(int stride, int height, int width)
    {
        foreach (int kernel in new[] { 1, 2, 3, 4, 5 })
        {
            Assert.Equal([height, width, 4], new Conv2D(4, kernel, stride, ConvolutionPadding.Same).OutputShape([28, 28]));
            Assert.Equal([28 * stride, 28 * stride, 4], new ConvTranspose2D(4, kernel, stride, ConvolutionPadding.Same).OutputShape([28, 28]));
            Assert.Equal([height, 4], new Conv1D(4, kernel, stride, ConvolutionPadding.Same).OutputShape([28]));
        }
    }

    [Fact]
    public void LeNets_convolutions_have_the_published_numbers_of_parameters()
    {
        Sequential net = new Sequential { new Conv2D(6, 5, padding: 2), new Relu(), new Conv2D(16, 5, 2), new Flatten(), new Dense(10) }.Build([28, 28], 1);
        Assert.Equal([156, 2416, (12 * 12 * 16 * 10) + 10], net.Built.Network.Layers.Select(layer => layer.Parameters.Sum(p => p.Shape.Count)).Where(count => count > 0));
    }

    [Fact]
    public void Fans_are_those_of_a_window()
    {
        ParameterDeclaration weight = new Conv2D(8, 3, groups: 2).Parameters([9, 9, 6])[0];
        Assert.Equal((new Shape(3, 3, 3, 8), true, 27, 36), (weight.Shape, weight.IsWeight, weight.FanIn, weight.FanOut));
        weight = new Conv1D(8, 5).Parameters([9, 6])[0];
        Assert.Equal((new Shape(5, 6, 8), true, 30, 40), (weight.Shape, weight.IsWeight, weight.FanIn, weight.FanOut));
        weight = new ConvTranspose2D(8, 3, groups: 2).Parameters([9, 9, 6])[0];
        Assert.Equal((new Shape(3, 3, 4, 6), true, 27, 36), (weight.Shape, weight.IsWeight, weight.FanIn, weight.FanOut));
    }

    [Fact]
    public void Files_hold_weights_in_the_order_of_other_tools()
    {
        Sequential net = new Sequential { new Conv2D(3, new Size2D(2, 1)), new ConvTranspose2D(2, 2), new Flatten(), new Dense(2) { Name = "last" } }.Build([3, 2, 2], 5);
        SafetensorsEntry[] entries = [.. ModelFile.WeightEntries(net, name => net.Built.Store[name])];
        Assert.Equal(["3,2,2,1", "3", "3,2,2,2", "2", "2,18", "2"], entries.Select(entry => string.Join(',', entry.Shape)));
        float[] inside = net.Built.Store["conv2d1.weight"].ToArray(), file = MemoryMarshal.Cast<byte, float>(entries[0].Bytes).ToArray();
        for (int i = 0; i < file.Length; i++)
        {
            (int output, int channel, int y) = (i / 4, i / 2 % 2, i % 2);
            Assert.Equal(inside[(((y * 2) + channel) * 3) + output], file[i]);
        }
    }

    [Fact]
    public void A_saved_net_predicts_the_same()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "net.safetensors");
        Sequential net = new Sequential
        {
            new Conv2D(4, 3, 2, ConvolutionPadding.Same, groups: 2), new Tanh(), new ConvTranspose2D(3, 2, 2), new Relu(), new Flatten(), new Dense(3),
        }.Build([6, 6, 2], 5);
        net.Save(path);
        float[] rows = [.. Enumerable.Range(0, 2 * 72).Select(i => MathF.Sin(i))];
        Assert.Equal(net.Predict(rows), Sequential.Load(path).Predict(rows));
    }

    /// <summary>From 14 samples on few channels are computed over samples; the numbers must not show it.</summary>
    [Fact]
    public void A_prediction_does_not_depend_on_where_samples_lie()
    {
        Sequential net = LeNetLike().Build([10, 9], 3);
        float[] rows = [.. Enumerable.Range(0, 40 * 90).Select(i => MathF.Sin(i * i))];
        float[] together = net.Predict(rows);
        for (int row = 0; row < 40; row++)
        {
            Assert.Equal(net.Predict(rows.AsSpan(row * 90, 90)), together.AsSpan(row * 4, 4));
        }
    }

    [Theory]
    [InlineData(14, 14)]
    [InlineData(13, 0)]
    [InlineData(513, 0)]
    public void Few_channels_are_computed_over_samples_up_to_the_dense_layers(int batch, int samples)
    {
        Network network = LeNetLike().Build([10, 9], 3).Built.Network;
        Node[] nodes = [.. GraphFunction.Reachable([network.Expand(new Graph(), batch, training: true).Output])];
        Assert.Equal([samples, samples], nodes.Select(node => node.Operator).OfType<Cajal.Ops.Convolution>().Select(convolution => convolution.Samples));
        Node last = nodes.Last(node => node.Operator is Cajal.Ops.AveragePool2D);
        Assert.Equal(samples > 0 ? 1 : batch, last.Shape[0]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    public void Gradients_over_samples_equal_central_differences(int batch)
    {
        Network network = LeNetLike(new AveragePool2D()).Build([10, 9], 3).Built.Network;
        var graph = new Graph();
        Node input = graph.Input("inputs", [batch, 10, 9]);
        var random = new Random(5);
        var parameters = new Dictionary<string, Node>();
        var values = new Dictionary<Node, double[]> { [input] = GradientCheck.Numbers(random, input.Shape.Count, -1, 1) };
        Node value = input;
        foreach (PlacedLayer layer in network.Layers)
        {
            var own = new Dictionary<string, Node>();
            foreach (ParameterDeclaration declaration in layer.Parameters)
            {
                own[declaration.Name] = graph.Input($"{layer.Name}.{declaration.Name}", declaration.Shape);
                values[own[declaration.Name]] = GradientCheck.Numbers(random, declaration.Shape.Count, -0.5, 0.5);
            }

            value = layer.Layer.Build(new LayerContext(true, own, 1), value);
        }

        Assert.InRange(GradientCheck.WorstExcess(value, values), 0, 1e-7);
        PlanCheck.SameBits<float>(new GraphFunction([value, .. value.Square().Sum().Gradients([.. values.Keys])]), values);
    }

    /// <summary>Whole numbers, so that windows have equal maxima, and maxima of 0 and below.</summary>
    [Fact]
    public void The_largest_of_rectified_numbers_and_its_gradient_are_those_of_rectifying_first()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [2, 7, 8, 3]), upstream = graph.Input("upstream", [2, 3, 4, 3]);
        var random = new Random(3);
        var values = new Dictionary<Node, double[]>
        {
            [x] = [.. Enumerable.Range(0, x.Shape.Count).Select(_ => (double)random.Next(-4, 3))],
            [upstream] = GradientCheck.Numbers(random, upstream.Shape.Count, -1, 1),
        };
        var span = new Cajal.Kernels.PoolSpan(2, 2, 0, 0);
        Node plain = graph.Create(new Cajal.Ops.MaxPool2D(span, span), x.Relu());
        Node built = new MaxPool2D().Build(new LayerContext(true, new Dictionary<string, Node>(), 0), x.Relu());
        Assert.IsType<Cajal.Ops.Relu>(built.Operator);
        Node plainGradient = (plain * upstream).Sum().Gradients([x])[0], builtGradient = (built * upstream).Sum().Gradients([x])[0];
        Dictionary<Node, double[]> results = GradientCheck.Evaluate([plain, built, plainGradient, builtGradient], values);
        Assert.Equal(results[plain], results[built]);
        Assert.Equal(results[plainGradient], results[builtGradient]);
    }

    [Fact]
    public void What_does_not_fit_is_named_with_its_remedy()
    {
        Assert.Equal("Conv2D 'first': one row of the input has shape [784], expected a picture [height, width, channels] or [height, width]. "
            + "Put a Reshape layer before it, or give the model pictures.", Error<ConfigurationException>(() => new Conv2D(1, 3) { Name = "first" }.OutputShape([784])));
        Assert.Equal("Conv2D: a window of 9×5 does not fit into pictures of 8×8. Use padding, a smaller window or larger pictures.",
            Error<ConfigurationException>(() => new Conv2D(1, 5, dilation: new Size2D(2, 1)).OutputShape([8, 8])));
        Assert.Equal("Conv2D: 3 input channels cannot be cut into 2 groups. Choose a number of groups that divides the channels of input and output.",
            Error<ConfigurationException>(() => new Conv2D(4, 1, groups: 2).OutputShape([8, 8, 3])));
        Assert.Equal("Conv1D: one row of the input has shape [2, 2, 2], expected a sequence [length, channels] or [length]. Put a Reshape layer before it.",
            Error<ConfigurationException>(() => new Conv1D(4, 1).OutputShape([2, 2, 2])));
        Assert.Equal("ConvTranspose2D: of pictures of 1×1 the padding leaves -1×-1. Use less padding or larger pictures.",
            Error<ConfigurationException>(() => new ConvTranspose2D(1, 1, padding: 1).OutputShape([1, 1])));
        Assert.Equal("Conv2D: 5 output channels cannot be cut into 2 groups. Choose a divisor. (Parameter 'groups')", Error<ArgumentOutOfRangeException>(() => new Conv2D(5, 1, groups: 2)));
        Assert.Equal("Conv2D: kernel is 0, expected a whole number from 1 to 10000. (Parameter 'kernel')", Error<ArgumentOutOfRangeException>(() => new Conv2D(5, 0)));
        Assert.Equal("ConvolutionPadding: top is -1, expected a whole number from 0 to 10000. (Parameter 'top')", Error<ArgumentOutOfRangeException>(() => new Conv2D(5, 1, padding: -1)));
        Assert.Equal("ConvTranspose2D: outputPadding is 2×2, expected numbers from 0 to below the stride of 2×2. (Parameter 'outputPadding')",
            Error<ArgumentOutOfRangeException>(() => new ConvTranspose2D(1, 3, 2, outputPadding: 2)));
    }

    [Fact]
    public void A_damaged_file_is_described()
    {
        JsonObject json = new Conv2D(4, 3).ToJson();
        json["kernel"] = new JsonArray(3);
        Assert.StartsWith("Layer 'conv2d': \"kernel\" is a list of 1 numbers, expected 2 whole numbers up to 10000.", Error<ModelFileException>(() => Read(json)), StringComparison.Ordinal);
        json["kernel"] = new JsonArray(3, 1.5);
        Assert.Throws<ModelFileException>(() => Read(json));
        json["kernel"] = new JsonArray(3, 3);
        json["groups"] = 3;
        Assert.Contains("4 output channels cannot be cut into 3 groups", Error<ModelFileException>(() => Read(json)), StringComparison.Ordinal);
    }

    private static Sequential LeNetLike(Layer? pool = null) =>
        [new Conv2D(3, 3, padding: 1), new Tanh(), pool ?? new MaxPool2D(), new Conv2D(5, 2), new Silu(), new AveragePool2D(), new Flatten(), new Dense(4), new Softmax()];

    private static Layer Read(JsonObject json) => LayerTable.Read(JsonNode.Parse(json.ToJsonString())!.AsObject());

    private static string Error<T>(Func<object> make)
        where T : Exception => Assert.Throws<T>(make).Message;
}
