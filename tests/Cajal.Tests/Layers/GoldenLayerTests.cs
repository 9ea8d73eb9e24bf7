using System.Text.Json.Nodes;

namespace Cajal.Tests.Layers;

/// <summary>Layers of pictures and normalisations against PyTorch: outputs, all gradients, running statistics.</summary>
public sealed class GoldenLayerTests
{
    private static readonly Dictionary<string, Func<Layer>> Layers = new()
    {
        ["max pool"] = () => new MaxPool2D(),
        ["max pool overlapping"] = () => new MaxPool2D(3, 2, 1),
        ["max pool left over"] = () => new MaxPool2D(2),
        ["average pool"] = () => new AveragePool2D(),
        ["average pool padding counted"] = () => new AveragePool2D(3, 2, 1),
        ["average pool padding left out"] = () => new AveragePool2D(3, 2, 1, countsPadding: false),
        ["zero padding"] = () => new ZeroPadding2D(0, -1, 2, 1),
        ["up-sampling"] = () => new UpSample2D(3),
        ["layer norm"] = () => new LayerNorm(),
        ["layer norm of tokens"] = () => new LayerNorm(0.01),
        ["group norm"] = () => new GroupNorm(2),
        ["batch norm of pictures"] = () => new BatchNorm(),
        ["batch norm of features"] = () => new BatchNorm(0.3, 0.01),
        ["batch norm at prediction"] = () => new BatchNorm(),
        ["embedding"] = () => new Embedding(7, 3),
    };

    private static readonly Dictionary<string, JsonObject> Rows =
        GoldenFile.Read("layers", "layers.json")["layers"]!.AsArray().ToDictionary(row => row!["name"]!.GetValue<string>(), row => row!.AsObject());

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_gradients_and_statistics_are_those_of_PyTorch(string name)
    {
        JsonObject row = Rows[name];
        Layer layer = Layers[name]();
        var graph = new Graph();
        Shape shape = ShapeOf(row["input"]);
        Node x = graph.Input("x", shape), upstream = graph.Input("upstream", ShapeOf(row["output"]));
        var parameters = new Dictionary<string, Node>();
        var values = new Dictionary<Node, double[]> { [x] = row["x"].Numbers(), [upstream] = row["upstream"].Numbers() };
        foreach (ParameterDeclaration parameter in layer.Parameters(new Shape(shape.Sizes[1..])))
        {
            Node node = parameters[parameter.Name] = graph.Input(parameter.Name, parameter.Shape);
            values[node] = row["start"]![parameter.Name].Numbers();
        }

        var context = new LayerContext(training: name != "batch norm at prediction", parameters, 1);
        Node output = layer.Build(context, x);
        Node[] with = [x, .. parameters.Values];
        IReadOnlyList<Node> gradients = (output * upstream).Sum().Gradients(with);
        Dictionary<Node, double[]> found = GradientCheck.Evaluate([output, .. gradients, .. context.Updates.Values], values);

        Near.Equal(row["y"].Numbers(), found[output], 1e-12, "output");
        if (row["dx"]!.AsArray().Count > 0)
        {
            Near.Equal(row["dx"].Numbers(), found[gradients[0]], 1e-11, "dx");
        }

        foreach ((string parameter, JsonNode? expected) in row["gradients"]!.AsObject())
        {
            Near.Equal(expected.Numbers(), found[gradients[Array.IndexOf(with, parameters[parameter])]], 1e-11, parameter);
        }

        foreach ((string statistic, JsonNode? expected) in row["statistics"]!.AsObject())
        {
            Near.Equal(expected.Numbers(), found[context.Updates.GetValueOrDefault(statistic, parameters[statistic])], 1e-13, statistic);
        }
    }

    [Fact]
    public void Statistics_change_in_training_alone() => Assert.Equal(
        ["running_mean", "running_var"],
        BatchNormUpdates(training: true).Concat(BatchNormUpdates(training: false)).Order());

    private static IEnumerable<string> BatchNormUpdates(bool training)
    {
        var graph = new Graph();
        var parameters = new BatchNorm().Parameters([3]).ToDictionary(parameter => parameter.Name, parameter => graph.Input(parameter.Name, parameter.Shape));
        var context = new LayerContext(training, parameters, 1);
        new BatchNorm().Build(context, graph.Input("x", [2, 3]));
        return context.Updates.Keys;
    }

    private static Shape ShapeOf(JsonNode? sizes) => new([.. sizes.Numbers().Select(size => (int)size)]);
}
