using System.Text.Json.Nodes;

namespace Cajal.Tests.Layers;

/// <summary>Convolution layers against PyTorch: outputs and all gradients.</summary>
public sealed class ConvolutionGoldenTests
{
    private static readonly Dictionary<string, JsonNode> Cases =
        GoldenFile.Read("convolution", "convolution.json")["cases"]!.AsArray().ToDictionary(row => row!["name"]!.GetValue<string>(), row => row!);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_and_gradients_equal_those_of_torch(string name)
    {
        JsonNode row = Cases[name];
        int[] input = Sizes(row["input"]), output = Sizes(row["outputShape"]);
        var layer = LayerOf(row);
        var built = new BuiltLayer(layer, new Shape(ChannelsLast(input).AsSpan(1)), training: true, batch: input[0]);
        Node weight = built.Parameters[0], bias = built.Parameters[1];
        int[] fileWeight = [weight.Shape[^1], weight.Shape[^2], .. weight.Shape.Sizes[..^2]];
        built.Values[built.Input] = ChannelsLast(row["x"].Numbers(), input);
        built.Values[weight] = Turned(row["weight"].Numbers(), fileWeight);
        built.Values[bias] = row["bias"].Numbers();
        Assert.Equal(new Shape(ChannelsLast(output)), built.Output.Shape);
        Near.Equal(ChannelsLast(row["y"].Numbers(), output), built.Run(), 1e-13, name);

        Node upstream = built.Input.Graph.Input("upstream", built.Output.Shape);
        built.Values[upstream] = ChannelsLast(row["upstream"].Numbers(), output);
        IReadOnlyList<Node> gradients = (built.Output * upstream).Sum().Gradients([built.Input, weight, bias]);
        Dictionary<Node, double[]> values = GradientCheck.Evaluate(gradients, built.Values);
        Near.Equal(ChannelsLast(row["xGradient"].Numbers(), input), values[gradients[0]], 1e-13, "input");
        Near.Equal(Turned(row["weightGradient"].Numbers(), fileWeight), values[gradients[1]], 1e-13, "weight");
        Near.Equal(row["biasGradient"].Numbers(), values[gradients[2]], 1e-13, "bias");
    }

    private static ConvolutionLayer LayerOf(JsonNode row)
    {
        int outChannels = row["out"]!.GetValue<int>(), groups = row["groups"]?.GetValue<int>() ?? 1;
        int[] kernel = Sizes(row["kernel"]), stride = Sizes(row["stride"] ?? Ones(kernel)), dilation = Sizes(row["dilation"] ?? Ones(kernel));
        int[] sides = row["padding"] is JsonArray array ? Sizes(array) : [.. kernel.Select(_ => 0)];
        ConvolutionPadding padding = row["padding"] is JsonValue ? ConvolutionPadding.Same : new ConvolutionPadding(sides[0], sides[0], sides[^1], sides[^1]);
        int[] more = row["outputPadding"] is JsonArray numbers ? Sizes(numbers) : [0, 0];
        return row["kind"]!.GetValue<string>() switch
        {
            "conv1d" => new Conv1D(outChannels, kernel[0], stride[0], padding, dilation[0], groups),
            "conv2d" => new Conv2D(outChannels, Pair(kernel), Pair(stride), padding, Pair(dilation), groups),
            _ => new ConvTranspose2D(outChannels, Pair(kernel), Pair(stride), padding, Pair(more), Pair(dilation), groups),
        };
    }

    private static Size2D Pair(int[] sizes) => new(sizes[0], sizes[1]);

    private static JsonArray Ones(int[] kernel) => [.. kernel.Select(_ => (JsonNode)1)];

    private static int[] Sizes(JsonNode? node) => [.. node!.AsArray().Select(size => size!.GetValue<int>())];

    private static int[] ChannelsLast(int[] shape) => [shape[0], .. shape[2..], shape[1]];

    /// <summary>[batch, channels, places] as [batch, places, channels].</summary>
    private static double[] ChannelsLast(double[] values, int[] shape)
    {
        int channels = shape[1], places = values.Length / shape[0] / channels;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(((i / (places * channels) * channels) + (i % channels)) * places) + (i / channels % places)])];
    }

    /// <summary>[out, in, places] as [places, in, out].</summary>
    private static double[] Turned(double[] values, int[] shape)
    {
        int outputs = shape[0], inputs = shape[1], places = values.Length / outputs / inputs;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(((i % outputs * inputs) + (i / outputs % inputs)) * places) + (i / outputs / inputs)])];
    }
}
