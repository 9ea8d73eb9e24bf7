namespace Cajal.Tests.Tracing;

/// <summary>G1: a graph of arithmetic operations, written as an expression, with every value, local derivative and gradient.</summary>
public sealed class GraphTraceTests
{
    private readonly Graph graph = new();

    private static readonly string[] Names = ["x", "y", "s", "z", "f"];

    [Fact]
    public void Sum_times_z_has_every_value_local_derivative_and_gradient()
    {
        (GraphTrace trace, Node[] nodes) = SumTimesZ();

        // (x + y)·z at (−2, 5, −4), by hand: s = 3, f = −12; ∂f/∂s = z = −4, ∂f/∂z = s = 3, ∂f/∂x = ∂f/∂y = −4.
        Assert.Equal(Names.Order(), trace.Nodes.Select(node => node.Name).Order());
        Assert.Equal([-2, 5, 3, -4, -12], nodes.Select(node => trace[node].Value[0]));
        Assert.Equal([-4, -4, -4, 3, 1], nodes.Select(node => trace[node].Gradient[0]));
        Assert.Equal([1, 1], trace[nodes[2]].Locals.Select(local => local.Diagonal()[0]));
        Assert.Equal([-4, 3], trace[nodes[4]].Locals.Select(local => local.Diagonal()[0]));
        Assert.Equal("x + y", trace[nodes[2]].Formula);
        PathTerm term = Assert.Single(trace[nodes[0]].Terms);
        Assert.Equal((-4.0, -4.0), (term.Upstream[0], term.Share[0]));
        Assert.Same(nodes[2], term.User);
    }

    [Fact]
    public void A_square_of_a_product_has_every_value_local_derivative_and_gradient()
    {
        Node a = graph.Input("a");
        Node b = graph.Input("b");
        Node c = graph.Input("c");
        Node s = (a + b).Named("s");
        Node p = (s * c).Named("p");
        Node f = p.Square().Named("f");

        GraphTrace trace = graph.Trace(f, new() { [a] = 2, [b] = 1, [c] = -2 });

        // ((2 + 1)·(−2))²: s = 3, p = −6, f = 36; ∂f/∂p = 2p = −12, ∂f/∂s = −12·c = 24, ∂f/∂c = −12·s = −36.
        Assert.Equal([3, -6, 36], new[] { s, p, f }.Select(node => trace[node].Value[0]));
        Assert.Equal([24, 24, -36, 24, -12, 1], new[] { a, b, c, s, p, f }.Select(node => trace[node].Gradient[0]));
        Assert.Equal([-12], trace[f].Locals[0].Diagonal());
        Assert.Equal([-2, 3], trace[p].Locals.Select(local => local.Diagonal()[0]));
    }

    [Fact]
    public void A_walk_makes_one_operation_at_a_time_known_and_takes_it_back()
    {
        (GraphTrace trace, Node[] nodes) = SumTimesZ();
        TraceSteps steps = trace.Steps();

        Assert.Equal(Names.Order(), Enumerable.Range(0, 5).Select(_ => steps.Forward()!.Name).Order());
        Assert.Null(steps.Forward());
        Assert.DoesNotContain("-4", steps.ToString().Split('\n').Single(line => line.StartsWith("x ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("f", steps.Backward()!.Name);
        while (steps.Backward() is { } node)
        {
            Assert.All(trace.Nodes.Where(user => user.Node.Inputs.Contains(node.Node)), user => Assert.Contains(user, steps.KnownGradients));
        }

        Assert.Equal(trace.ToString(), steps.ToString());
        Assert.Equal(10, Enumerable.Range(0, 20).TakeWhile(_ => steps.Undo()).Count());
        Assert.Empty(steps.KnownValues);
        Assert.Same(nodes[0], steps.Forward()!.Node);
    }

    [Fact]
    public void Going_back_before_all_values_are_known_is_refused()
    {
        TraceSteps steps = SumTimesZ().Trace.Steps();
        steps.Forward();

        string message = Assert.Throws<InvalidOperationException>(steps.Backward).Message;

        Assert.Equal("Trace: 1 of 5 values are known. Call Forward until it returns null, then go back.", message);
    }

    [Fact]
    public void The_explanation_tells_terms_found_forward_from_terms_brought_back()
    {
        string[] lines = SumTimesZ().Trace.Explain().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries);

        Assert.Contains("∂f/∂x = ∂f/∂s·∂s/∂x", lines);
        Assert.Contains("s = x + y = (-2) + 5 = 3", lines);
        Assert.Contains("(∂f/∂s = -4)", lines);
        Assert.Contains("∂f/∂x = ∂f/∂s·(1)", lines);
        Assert.Contains("∂f/∂s = [1]·(-4) = -4", lines);
        Assert.Contains("6. Back to the next layer", lines);
        Assert.Contains("∂f/∂x = [-4]·(1) = -4", lines);
    }

    [Fact]
    public void The_table_has_a_line_for_each_node()
    {
        string[] lines = SumTimesZ().Trace.ToString().Split('\n');

        Assert.Equal(6, lines.Length);
        Assert.Matches(@"^node +formula +value +local derivatives +∂f/∂node$", lines[0]);
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^f +s·z +-12 +∂f/∂s = -4, ∂f/∂z = 3 +1$"));
    }

    [Fact]
    public void Tensors_have_the_gradients_that_the_graph_derives_and_the_graph_stays_as_it_was()
    {
        var random = new Random(7);
        Node x = graph.Input("x", [4, 3]);
        Node w = graph.Parameter("w", [3, 5]);
        Node b = graph.Parameter("b", [5]);
        Node y = graph.Input("y", [4, 1], Kind.Integer);
        Node loss = (x.MatMul(w) + b).Tanh().CrossEntropy(y).Mean();
        NodeValues values = new()
        {
            [x] = GradientCheck.Numbers(random, 12, -1, 1),
            [w] = GradientCheck.Numbers(random, 15, -1, 1),
            [b] = GradientCheck.Numbers(random, 5, -1, 1),
            [y] = [0, 4, 2, 2],
        };
        int before = graph.Nodes.Count;

        GraphTrace trace = graph.Trace(loss, values);

        Assert.Equal(before, graph.Nodes.Count);
        foreach (Node node in new[] { x, w, b })
        {
            Near.Equal(loss.Gradients([node])[0].Evaluate(values), [.. trace[node].Gradient], 1e-15);
        }

        Assert.All(trace[y].Gradient, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_node_used_twice_gets_one_term_for_each_path()
    {
        Node x = graph.Input("x");
        GraphTrace trace = graph.Trace(x * x, new() { [x] = 3 });

        Assert.Equal([3, 3], trace[x].Terms.Select(term => term.Share[0]));
        Assert.Equal(6, trace[x].Gradient[0]);
        Assert.Equal("v1", trace.Nodes[^1].Name);
    }

    [Fact]
    public void Wrong_use_is_told()
    {
        Node x = graph.Input("x", [2]);
        var other = new Graph();
        Assert.Contains("expected a single number. Sum or average it first.", Assert.Throws<ArgumentException>(() => graph.Trace(x, new() { [x] = [1, 2] })).Message, StringComparison.Ordinal);
        Assert.Contains("belongs to another graph", Assert.Throws<ArgumentException>(() => other.Trace(x.Sum(), new() { [x] = [1, 2] })).Message, StringComparison.Ordinal);
        Assert.Contains("2 numbers were expected, but 3 came", Assert.Throws<ArgumentException>(() => new NodeValues { [x] = [1, 2, 3] }).Message, StringComparison.Ordinal);
        Assert.Contains("is computed, not given", Assert.Throws<ArgumentException>(() => new NodeValues { [x.Sum()] = 1 }).Message, StringComparison.Ordinal);
        Assert.Contains("'w' has no value", Assert.Throws<ArgumentException>(() => graph.Parameter("w", []).Square().Evaluate(new())).Message, StringComparison.Ordinal);
        Node named = x.Sum().Named("s");
        Assert.Contains("already named 's'", Assert.Throws<InvalidOperationException>(() => named.Named("t")).Message, StringComparison.Ordinal);
    }

    private (GraphTrace Trace, Node[] Nodes) SumTimesZ()
    {
        Node x = graph.Input("x");
        Node y = graph.Input("y");
        Node z = graph.Input("z");
        Node s = (x + y).Named("s");
        Node f = (s * z).Named("f");
        return (graph.Trace(f, new() { [x] = -2, [y] = 5, [z] = -4 }), [x, y, s, z, f]);
    }
}
