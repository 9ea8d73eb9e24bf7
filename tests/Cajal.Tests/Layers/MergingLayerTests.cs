using System.Text.Json.Nodes;

namespace Cajal.Tests.Layers;

public sealed class MergingLayerTests
{
    private static readonly Dictionary<string, MergingCase> Cases = new MergingCase[]
    {
        new("Add two", () => new Add(), [[3], [3]], [3], x => [.. Enumerable.Range(0, 3).Select(i => x[0][i] + x[1][i])]),
        new("Add three", () => new Add(), [[2, 2], [2, 2], [2, 2]], [2, 2], x => [.. Enumerable.Range(0, 4).Select(i => x[0][i] + x[1][i] + x[2][i])]),
        new("Multiply two", () => new Multiply(), [[3], [3]], [3], x => [.. Enumerable.Range(0, 3).Select(i => x[0][i] * x[1][i])]),
        new("Multiply three", () => new Multiply(), [[4], [4], [4]], [4], x => [.. Enumerable.Range(0, 4).Select(i => x[0][i] * x[1][i] * x[2][i])]),
        new("Concatenate rows", () => new Concatenate(), [[2], [3], [1]], [6], x => [.. x[0], .. x[1], .. x[2]]),
        new("Concatenate channels", () => new Concatenate(), [[2, 1], [2, 2]], [2, 3], x => [x[0][0], x[1][0], x[1][1], x[0][1], x[1][2], x[1][3]]),
        new("Concatenate the first axis", () => new Concatenate(axis: 0), [[1, 2], [2, 2]], [3, 2], x => [.. x[0], .. x[1]]),
    }.ToDictionary(row => row.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    /// <summary>The kinds of layers that have a row here.</summary>
    internal static IEnumerable<Type> Types => Cases.Values.Select(row => row.Make().GetType());

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_shapes_gradients_and_planned_bits_are_right(string name)
    {
        MergingCase row = Cases[name];
        const int Batch = 3;
        var random = new Random(5);
        var graph = new Graph();
        Node[] inputs = [.. row.Inputs.Index().Select(input => graph.Input($"x{input.Index}", [Batch, .. input.Item.Sizes]))];
        Dictionary<Node, double[]> values = inputs.ToDictionary(input => input, input => new OperandSpec(input.Shape).Values(random));
        Assert.Equal(row.Output, row.Make().ShapeAfter(row.Inputs));
        Node output = row.Make().BuildAfter(new LayerContext(true, new Dictionary<string, Node>(), 1), inputs);
        Assert.Equal([Batch, .. row.Output.Sizes], output.Shape);
        double[] expected = [.. Enumerable.Range(0, Batch).SelectMany(sample =>
            row.Reference([.. inputs.Select((input, index) => values[input].Skip(sample * row.Inputs[index].Count).Take(row.Inputs[index].Count).ToArray())]))];
        Near.Equal(expected, GradientCheck.Evaluate([output], values)[output], 1e-15, name);
        Assert.InRange(GradientCheck.WorstExcess(output, values), 0, 1e-9);
        PlanCheck.SameBits<float>(new GraphFunction([output * 1.5, .. output.Square().Sum().Gradients(inputs)]), values, runs: 2);
        JsonObject written = row.Make().ToJson();
        Assert.Equal(row.Make().GetType(), LayerTable.Read(JsonNode.Parse(written.ToJsonString())!.AsObject()).GetType());
    }

    [Fact]
    public void Wrong_inputs_name_the_layer_and_the_remedy()
    {
        Assert.Equal("Add 'sum': one row of the inputs has shapes [3], [4], expected equal shapes. Bring them to one shape with a layer before.",
            Assert.Throws<ConfigurationException>(() => new Add { Name = "sum" }.After(new Input(3), new Input(4))).Message);
        Assert.Equal("Multiply: it merges at least two inputs, one came. Apply it with After(a, b).",
            Assert.Throws<ConfigurationException>(() => new Multiply().After(new Input(3))).Message);
        Assert.Equal("Add 'add1': it merges at least two inputs, one came. Apply it with After(a, b).",
            Assert.Throws<ConfigurationException>(() => new Sequential { new Add() }.Build([3])).Message);
        Assert.Equal("Concatenate: one row of the inputs has shapes [2, 3], [3, 3], expected shapes that differ in the last axis alone. Bring them to such shapes with a layer before.",
            Assert.Throws<ConfigurationException>(() => new Concatenate().After(new Input(2, 3), new Input(3, 3))).Message);
        Assert.Throws<ConfigurationException>(() => new Concatenate(axis: 2).After(new Input(2, 3), new Input(2, 3)));
        Assert.StartsWith("Concatenate: axis is -2, expected one from 0 on, or -1 for the last.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Concatenate(-2)).Message, StringComparison.Ordinal);
        Assert.Equal("Dense: it takes one input, 2 came. Merge them first, e.g. with an Add or a Concatenate layer.",
            Assert.Throws<ConfigurationException>(() => new Dense(3).After(new Input(3), new Input(3))).Message);
    }

    /// <summary>One merging layer: shapes of a row of each input and of the output, and the expected output of a row.</summary>
    private sealed record MergingCase(string Name, Func<Layer> Make, Shape[] Inputs, Shape Output, Func<double[][], double[]> Reference);
}
