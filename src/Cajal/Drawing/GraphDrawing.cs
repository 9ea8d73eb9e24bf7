using Cajal.Drawing;
using Cajal.Ops;
using Cajal.Tracing;

namespace Cajal;

/// <summary>Graphs and traces as SVG pictures, for a browser, a document or a slide, readable on light and dark ground.</summary>
/// <example><code>File.WriteAllText("f.svg", GraphDrawing.ToSvg(graph.Trace(f, new() { [x] = -2, [y] = 5, [z] = -4 })));</code></example>
public static class GraphDrawing
{
    /// <summary>Draws what a node is computed from. Constants stand in the formulas; repeated rows and columns are not shown as operations.</summary>
    /// <param name="result">The node.</param>
    /// <param name="options">Direction, colours, title.</param>
    /// <returns>An SVG document.</returns>
    public static string ToSvg(Node result, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ToSvg([result], options);
    }

    /// <summary>Draws what several nodes are computed from.</summary>
    internal static string ToSvg(IReadOnlyList<Node> results, DrawingOptions? options = null) =>
        new SvgDrawing(DiagramOf(results), options ?? new DrawingOptions()).ToString();

    /// <summary>
    /// Draws a trace: in each box the value and the gradient, on each connection the local derivative. What is found on the way forward and
    /// what is brought back have colours of their own.
    /// </summary>
    /// <param name="trace">The trace.</param>
    /// <param name="options">Direction, colours, title.</param>
    /// <returns>An SVG document.</returns>
    public static string ToSvg(GraphTrace trace, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return new SvgDrawing(DiagramOf(trace), options ?? new DrawingOptions()).ToString();
    }

    /// <summary>The boxes and connections of an expression.</summary>
    internal static Diagram DiagramOf(params IReadOnlyList<Node> results)
    {
        Node[] nodes = [.. GraphFunction.Reachable(results)];
        Node[] shown = [.. nodes.Where(node => results.Contains(node) || !(NodeNames.IsConstant(node) || node.Operator is Broadcast))];
        var names = new NodeNames(shown.Concat(nodes.Where(NodeNames.IsConstant)));
        Dictionary<Node, int> numbers = shown.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var boxes = shown.Select(node => new DiagramBox(KindOf(node, results), Lines(node, names)));
        var edges = shown.SelectMany(node => node.Inputs.Select(SeenThrough).Where(numbers.ContainsKey)
            .Select(input => new DiagramEdge(numbers[input], numbers[node])));
        return new Diagram([.. boxes], [.. edges], []);
    }

    /// <summary>The boxes and connections of a trace.</summary>
    internal static Diagram DiagramOf(GraphTrace trace)
    {
        TracedNode[] shown = [.. trace.Nodes.Where(node => node.Node == trace.Result || !NodeNames.IsConstant(node.Node))];
        Dictionary<Node, int> numbers = shown.Index().ToDictionary(pair => pair.Item.Node, pair => pair.Index);
        string result = trace[trace.Result].Name;
        var boxes = shown.Select(node => new DiagramBox(KindOf(node.Node, [trace.Result]), [
            new DiagramLine(node.Formula.Length == 0 ? node.Name : $"{node.Name} = {node.Formula}"),
            new DiagramLine(Formula.Numbers([.. node.Value], node.Node.Shape), Ink.Forward),
            new DiagramLine($"∂{result}/∂{node.Name} = {Formula.Numbers([.. node.Gradient], node.Node.Shape)}", Ink.Back),
        ]));
        var edges = shown.SelectMany(node => node.Locals.Where(local => numbers.ContainsKey(local.By))
            .Select(local => new DiagramEdge(numbers[local.By], numbers[node.Node], new DiagramLine(TraceText.LocalValue(local), Ink.Forward))));
        return new Diagram([.. boxes], [.. edges], [
            new DiagramLine("found forward: values; on each line ∂end/∂start", Ink.Forward),
            new DiagramLine($"brought back: Σ over lines of ∂{result}/∂end · ∂end/∂start", Ink.Back),
        ]);
    }

    private static List<DiagramLine> Lines(Node node, NodeNames names)
    {
        string formula = Formula.Of(node, [.. node.Inputs.Select(input => names[SeenThrough(input)])]);
        List<DiagramLine> lines = [new DiagramLine(formula.Length == 0 ? names[node] : $"{names[node]} = {formula}")];
        if (node.Shape.Rank > 0)
        {
            lines.Add(new DiagramLine(node.Shape.ToString(), Ink.Faint));
        }

        return lines;
    }

    /// <summary>A repeated value is drawn as the value itself.</summary>
    private static Node SeenThrough(Node node)
    {
        while (node.Operator is Broadcast)
        {
            node = node.Inputs[0];
        }

        return node;
    }

    private static BoxKind KindOf(Node node, IReadOnlyList<Node> results) => node.Operator switch
    {
        Parameter => BoxKind.Parameter,
        Ops.Input => BoxKind.Input,
        _ => results.Contains(node) ? BoxKind.Result : BoxKind.Operation,
    };
}
