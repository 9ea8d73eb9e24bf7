namespace Cajal.Tests;

/// <summary>A layer built into a graph of its own, its parameters as inputs, with seeded values.</summary>
internal sealed class BuiltLayer
{
    public BuiltLayer(Layer layer, Shape row, bool training, int batch = 3, ulong firstStream = 1, int numbersBelow = 0)
    {
        var random = new Random(123);
        var graph = new Graph();
        Shape shape = [batch, .. row.Sizes];
        OperandSpec input = numbersBelow > 0 ? new(shape, 0, numbersBelow, Kind.Integer) : new(shape);
        Input = graph.Input("x", shape, input.Kind);
        Values[Input] = input.Values(random);
        var nodes = new Dictionary<string, Node>();
        foreach (ParameterDeclaration parameter in layer.Parameters(row))
        {
            Node node = graph.Input(parameter.Name, parameter.Shape);
            nodes.Add(parameter.Name, node);
            Parameters.Add(node);

            // A variance is above 0.
            Values[node] = new OperandSpec(parameter.Shape, parameter.IsStatistic ? 0.5 : -2).Values(random);
        }

        Output = layer.Build(new LayerContext(training, nodes, firstStream), Input);
    }

    public Node Input { get; }

    public Node Output { get; }

    public List<Node> Parameters { get; } = [];

    public Dictionary<Node, double[]> Values { get; } = [];

    public double[] Run() => GradientCheck.Evaluate([Output], Values)[Output];
}
