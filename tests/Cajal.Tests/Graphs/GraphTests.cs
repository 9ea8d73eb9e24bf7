namespace Cajal.Tests.Graphs;

public sealed class GraphTests
{
    private readonly Graph graph = new();

    [Fact]
    public void Equal_expressions_are_one_node_and_sources_have_an_identity()
    {
        Node x = graph.Input("x", [2, 3]);
        Assert.Same(x.Tanh() * 2.0, x.Tanh() * 2.0);
        Assert.NotSame(graph.Input("x", [2, 3]), x);
        Assert.NotSame(graph.RandomUniform([2], 1), graph.RandomUniform([2], 1));
        Assert.NotSame(graph.Constant(0.0), graph.Constant(-0.0));
    }

    [Fact]
    public void A_graph_prints_one_node_a_line()
    {
        Node x = graph.Input("x", [2, 3]);
        _ = x.MatMul(graph.Parameter("w", [3, 1])).Tanh();
        Assert.Equal("%0 = Input 'x'() [2, 3]\n%1 = Parameter 'w'() [3, 1]\n%2 = MatMul(%0, %1) [2, 1]\n%3 = Tanh(%2) [2, 1]", graph.ToString());
    }

    [Fact]
    public void A_chain_of_20000_nodes_and_a_doubling_graph_of_60_levels_are_derived_in_linear_time()
    {
        Node x = graph.Input("x", []);
        Node chain = x;
        for (int level = 0; level < 20_000; level++)
        {
            chain = chain.Tanh();
        }

        Node doubling = x;
        for (int level = 0; level < 60; level++)
        {
            doubling += doubling;
        }

        Node gradient = doubling.Gradients([x])[0];
        double[] value = GradientCheck.Evaluate([gradient], new Dictionary<Node, double[]> { [x] = [0.5] })[gradient];
        Assert.Equal(Math.Pow(2, 60), value[0]);
        Assert.Single(chain.Gradients([x]));
        Assert.InRange(graph.Nodes.Count, 60_000, 100_300);
    }

    [Fact]
    public void The_gradient_of_what_the_loss_does_not_depend_on_is_zero()
    {
        Node x = graph.Input("x", [2]);
        Node y = graph.Input("y", [3]);
        Node gradient = x.Sum().Gradients([y])[0];
        Assert.Equal([0.0, 0, 0], GradientCheck.Evaluate([gradient], new Dictionary<Node, double[]> { [x] = [1, 2], [y] = [1, 2, 3] })[gradient]);
    }

    public static TheoryData<string, Func<Graph, object>> Mistakes => new()
    {
        {
            "Add: inputs have shapes [2, 3], [3, 2]; expected equal shapes. Broadcast the smaller one first.",
            g => g.Create(new Cajal.Ops.Add(), g.Input("a", [2, 3]), g.Input("b", [3, 2]))
        },
        {
            "MatMul: inputs have shapes [2, 3], [2, 3]; expected [m, k] and [k, n] with the same k. Reshape or transpose an input.",
            g => g.Input("a", [2, 3]).MatMul(g.Input("b", [2, 3]))
        },
        { "Transpose: inputs have shapes [2]; expected a matrix [m, n]. Reshape the input first.", g => g.Input("a", [2]).Transpose() },
        {
            "Reshape: inputs have shapes [2, 3]; expected 4 elements for the new shape [2, 2]. Choose sizes with the same product.",
            g => g.Input("a", [2, 3]).Reshape([2, 2])
        },
        {
            "Broadcast: inputs have shapes [2]; expected [], [3] or [4, 1] to repeat to [4, 3]. Reshape or sum the input.",
            g => g.Input("a", [2]) + g.Input("b", [4, 3])
        },
        {
            "OneHot: inputs have shapes [4]; expected class indices, integer, of shape [rows, 1]. Declare the input with Kind.Integer.",
            g => g.Input("a", [4], Kind.Integer).OneHot(3)
        },
        {
            "CrossEntropyOfLogits: inputs have shapes [4, 3], [4, 1]; expected logits [rows, classes] and integer class indices [rows, 1]. "
            + "Declare the labels with Kind.Integer.",
            g => g.Input("a", [4, 3]).CrossEntropy(g.Input("b", [4, 1]))
        },
        {
            "Add: an input belongs to another graph. Build an expression from nodes of one graph.",
            g => g.Input("a", [2]) + new Graph().Input("b", [2])
        },
        { "Gradients: the loss has shape [2], expected a single number. Sum or average it first.", g => g.Input("a", [2]).Gradients([]) },
        { "Graph function: it has neither outputs nor updates. Name at least one node to compute.", _ => new GraphFunction([]) },
        {
            "Graph function: two parameters are named 'w'. Give each its own name.",
            g => new GraphFunction([g.Parameter("w", [1]) + g.Parameter("w", [1])])
        },
        {
            "Update: %0 = Input 'a'() [2] is no parameter. Only parameters can be replaced.",
            g => new GraphFunction([], [Replace(g.Input("a", [2]), p => p + 1.0)])
        },
        {
            "Update: parameter %0 = Parameter 'w'() [2] has shape [2], its next value []; expected equal shapes.",
            g => new GraphFunction([], [Replace(g.Parameter("w", [2]), p => p.Sum())])
        },
        {
            "Update: %0 = Parameter 'w'() [2] would be replaced by %1 = Parameter 'v'() [2], a parameter; expected a computed value.",
            g => new GraphFunction([], [Replace(g.Parameter("w", [2]), _ => g.Parameter("v", [2]))])
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_throws_where_it_is_made_and_says_what_to_do(string message, Func<Graph, object> mistake)
    {
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => mistake(new Graph())).Message);
    }

    [Fact]
    public void A_shape_refuses_negative_sizes_and_too_many_elements()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, -1));
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(1 << 20, 1 << 20));
        Assert.StartsWith("Shape: [1048576, 1048576] has more than 2147483647 elements. Use a smaller batch or layer.", error.Message, StringComparison.Ordinal);
    }

    private static Update Replace(Node parameter, Func<Node, Node> next) => new(parameter, next(parameter));
}
