using Cajal.Cli.Lessons.Graphs.Errata;

namespace Cajal.Cli.Lessons.Graphs;

/// <summary>Gradients over graphs of arithmetic operations, stage by stage, and every operator's rule against differences.</summary>
internal sealed class GraphLesson()
    : Lesson("graph", "the gradient over a graph of arithmetic operations, stage by stage: (x + y)·z and ((a + b)·c)²", "G1", "G2")
{
    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("Write an expression, and its graph is there: every value on the way forward, every local derivative, and on the way back the chain rule.");
        GraphTrace sum = SumTimesZ();
        GraphTrace square = SquareOfProduct();
        foreach (GraphTrace trace in new[] { sum, square })
        {
            page.Show(trace);
            page.Show(trace.Explain());
        }

        // By hand: s = −2 + 5 = 3, f = 3·(−4); ∂f/∂s = z, ∂f/∂z = s.
        Check(page, "(x + y)·z", sum, ("x", -2, -4), ("y", 5, -4), ("z", -4, 3), ("s", 3, -4), ("f", -12, 1));
        // By hand: s = 3, p = −6, f = 36; ∂f/∂p = 2p, ∂f/∂s = 2p·c, ∂f/∂c = 2p·s.
        Check(page, "((a + b)·c)²", square, ("a", 2, 24), ("b", 1, 24), ("c", -2, -36), ("s", 3, 24), ("p", -6, -12), ("f", 36, 1));
        Walk(page, sum);
        page.Draw(GraphDrawing.ToSvg(sum));
        page.Say("Where several paths lead from x to the result, their terms add up; where x is a vector, the local derivatives are matrices.");
        SeveralPaths(page);
        Operators(page);
    }

    /// <summary>One operation at a time, forward, then back: nothing is brought back before all that uses it has been.</summary>
    private static void Walk(LessonPage page, GraphTrace trace)
    {
        TraceSteps steps = trace.Steps();
        string forward = string.Join(", ", Enumerable.Range(0, trace.Nodes.Count).Select(_ => steps.Forward()!.Name));
        List<string> back = [];
        int early = 0;
        while (steps.Backward() is { } node)
        {
            back.Add(node.Name);
            early += trace.Nodes.Count(user => user.Node.Inputs.Contains(node.Node) && !steps.KnownGradients.Contains(user));
        }

        page.Say($"One operation at a time: {forward}; and back: {string.Join(", ", back)}.");
        page.Check("G1", "steps forward", steps.Computed, Bound.Equal(5));
        page.Check("G1", "steps back", back.Count, Bound.Equal(5));
        page.Check("G1", "steps back that came before one that they need", early, Bound.Equal(0));
    }

    /// <summary>L = z₁² + z₁z₂ with z = V x, so ∂z/∂x = V and ∂L/∂x₁ = ∂L/∂z₁·V₁₁ + ∂L/∂z₂·V₂₁.</summary>
    private static void SeveralPaths(LessonPage page)
    {
        var graph = new Graph();
        Node x = graph.Input("x", [2, 1]);
        Node v = graph.Parameter("V", [2, 2]);
        Node z = v.MatMul(x).Named("z");
        NodeValues values = new() { [x] = [2, -1], [v] = new[,] { { 1.0, 3 }, { -2, 0.5 } } };
        double[,] jacobian = z.Jacobian(x, values);
        page.Holds("G2", "∂z/∂x = V for z = V x", jacobian.Cast<double>().SequenceEqual([1, 3, -2, 0.5]));

        Node loss = (z.Square().Sum() + z.Sum().Square()).Named("L");
        // z = (−1, −4.5): ∂L/∂zᵢ = 2zᵢ + 2(z₁ + z₂) = (−13, −20).
        page.Check("G2", "∂L/∂x₁ = ∂L/∂z₁·V₁₁ + ∂L/∂z₂·V₂₁", graph.Trace(loss, values)[x].Gradient[0], Bound.Within((-13 * 1) + (-20 * -2), 1e-12));
        Node square = graph.Input("q");
        page.Check("G2", "two paths of q·q at 3", graph.Trace(square * square, new() { [square] = 3 })[square].Gradient[0], Bound.Equal(6));
    }

    private static void Operators(LessonPage page)
    {
        double worst = 0;
        var table = new List<string>();
        foreach ((string name, Func<Node, Node> apply) in OperatorCases.All)
        {
            var graph = new Graph();
            Node x = graph.Input("x", [2, 3]);
            NodeValues values = new() { [x] = [0.3, -1.2, 2.1, 0.7, -0.4, 1.6] };
            Node loss = (apply(x) * 0.7).Square().Sum();
            double[] gradient = loss.Gradients([x])[0].Evaluate(values);
            double excess = gradient.Zip(Differences.Of(loss, x, values), (a, n) => Math.Abs(a - n) / ((1e-7 * Math.Max(Math.Abs(a), Math.Abs(n))) + 1e-9)).Max();
            table.Add($"{name} {excess:0.000}");
            worst = Math.Max(worst, excess);
        }

        page.Say("Every operator's rule against central differences, as a share of what is allowed, |a - n| ≤ 1e-7·max(|a|, |n|) + 1e-9:");
        page.Show(string.Join("\n", table.Chunk(8).Select(line => string.Join("   ", line))));
        page.Check("G2", "operators compared with differences", table.Count, Bound.AtLeast(30));
        page.Check("G2", "largest share of the allowed difference", worst, Bound.AtMost(1));
    }

    private static void Check(LessonPage page, string expression, GraphTrace trace, params (string Name, double Value, double Gradient)[] expected)
    {
        foreach ((string name, double value, double gradient) in expected)
        {
            TracedNode node = trace.Nodes.Single(one => one.Name == name);
            page.Check("G1", $"{name} of {expression}", node.Value[0], Bound.Equal(value));
            page.Check("G1", $"∂f/∂{name} of {expression}", node.Gradient[0], Bound.Equal(gradient));
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
