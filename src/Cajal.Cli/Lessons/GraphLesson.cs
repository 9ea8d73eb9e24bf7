namespace Cajal.Cli.Lessons;

/// <summary>Gradients over graphs of arithmetic operations, stage by stage.</summary>
internal sealed class GraphLesson() : Lesson("graph", "the gradient over a graph of arithmetic operations, stage by stage: (x + y)·z and ((a + b)·c)²")
{
    /// <inheritdoc/>
    public override string Picture => GraphDrawing.ToSvg(SumTimesZ());

    /// <inheritdoc/>
    public override void Write(TextWriter output)
    {
        foreach (GraphTrace trace in new[] { SumTimesZ(), SquareOfProduct() })
        {
            output.WriteLine(trace);
            output.WriteLine();
            output.WriteLine(trace.Explain());
        }
    }

    private static GraphTrace SumTimesZ()
    {
        var graph = new Graph();
        Node x = graph.Input("x");
        Node y = graph.Input("y");
        Node z = graph.Input("z");
        Node f = ((x + y).Named("s") * z).Named("f");
        return graph.Trace(f, new() { [x] = -2, [y] = 5, [z] = -4 });
    }

    private static GraphTrace SquareOfProduct()
    {
        var graph = new Graph();
        Node a = graph.Input("a");
        Node b = graph.Input("b");
        Node c = graph.Input("c");
        Node f = ((a + b).Named("s") * c).Named("p").Square().Named("f");
        return graph.Trace(f, new() { [a] = 2, [b] = 1, [c] = -2 });
    }
}
