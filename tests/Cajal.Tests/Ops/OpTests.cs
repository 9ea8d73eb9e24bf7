namespace Cajal.Tests.Operators;

/// <summary>Every operator: values against plain references; G2: gradients against central differences in double.</summary>
public sealed class OpTests
{
    public static TheoryData<string> Names => [.. OpCases.All.Select(row => row.Name)];

    private static readonly Dictionary<string, OpCase> Cases = OpCases.All.ToDictionary(row => row.Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_equal_the_scalar_reference(string name)
    {
        (Node output, Dictionary<Node, double[]> values, double[] expected) = Build(Cases[name]);
        double[] actual = GradientCheck.Evaluate([output], values)[output];
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(Math.Abs(expected[index] - actual[index]) <= 1e-13 * Math.Max(1, Math.Abs(expected[index])), $"element {index}: {expected[index]} ≠ {actual[index]}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_equal_central_differences(string name)
    {
        (Node output, Dictionary<Node, double[]> values, _) = Build(Cases[name]);
        Assert.InRange(GradientCheck.WorstExcess(output, values), 0, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_of_gradients_equal_central_differences(string name)
    {
        (Node output, Dictionary<Node, double[]> values, _) = Build(Cases[name]);
        Node[] inputs = [.. values.Keys.Where(node => node.Kind == Kind.Real)];
        if (output.Kind != Kind.Real || inputs.Length == 0)
        {
            return;
        }

        Node first = output.Square().Sum().Gradients(inputs)[0];
        Assert.InRange(GradientCheck.WorstExcess(first, values), 0, 1e-8);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Planned_execution_gives_the_bits_of_naive_execution(string name)
    {
        PlanAgainstNaive<double>(Cases[name]);
        PlanAgainstNaive<float>(Cases[name]);
    }

    [Fact]
    public void Every_operator_has_a_row()
    {
        Type[] sources = [typeof(Cajal.Ops.Input), typeof(Cajal.Ops.Parameter), typeof(Cajal.Ops.Constant), typeof(Cajal.Ops.RandomUniform)];
        IEnumerable<Type> operators = typeof(Operator).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operator)) && !type.IsAbstract);
        Assert.Empty(operators.Except(sources).Except(OpCases.All.Select(row => row.Operator)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_reads_no_more_than_the_operator_says(string name)
    {
        (Node output, Dictionary<Node, double[]> values, _) = Build(Cases[name]);
        Node node = output;
        Node upstream = node.Graph.Input("upstream", node.Shape);
        foreach (Node? share in node.Operator.Gradient(node, upstream))
        {
            if (share is not null)
            {
                var reached = new HashSet<Node>(GraphFunction.Reachable([share]).Except(Untouched(node)));
                bool output1 = reached.Contains(node);
                bool inputs = node.Inputs.Any(input => input.Operator is not Cajal.Ops.Constant && ReachedWithout(share, node).Contains(input));
                Assert.True(!output1 || node.Operator.Needs.HasFlag(GradientNeeds.Output), "reads the output");
                Assert.True(!inputs || node.Operator.Needs.HasFlag(GradientNeeds.Inputs), "reads an input");
            }
        }

        Assert.NotEmpty(values);
    }

    private static IEnumerable<Node> Untouched(Node node) => node.Inputs.Where(input => input.Operator is Cajal.Ops.Constant);

    /// <summary>What a node reaches when the paths through another node are closed.</summary>
    private static HashSet<Node> ReachedWithout(Node start, Node closed)
    {
        var seen = new HashSet<Node>();
        var stack = new Stack<Node>([start]);
        while (stack.TryPop(out Node? node))
        {
            if (node != closed && seen.Add(node))
            {
                foreach (Node input in node.Inputs)
                {
                    stack.Push(input);
                }
            }
        }

        return seen;
    }

    private static (Node Output, Dictionary<Node, double[]> Values, double[] Expected) Build(OpCase row)
    {
        var graph = new Graph();
        var random = new Random(7);
        Node[] inputs = [.. row.Inputs.Select((spec, index) => graph.Input($"x{index}", spec.Shape, spec.Kind))];
        double[][] values = [.. row.Inputs.Select(spec => spec.Values(random))];
        return (row.Build(inputs), inputs.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second), row.Reference(values));
    }

    private static void PlanAgainstNaive<T>(OpCase row)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        (Node output, Dictionary<Node, double[]> values, _) = Build(row);
        Node[] inputs = [.. values.Keys.Where(node => node.Kind == Kind.Real)];
        IEnumerable<Node> gradients = output.Kind == Kind.Real ? output.Square().Sum().Gradients(inputs) : [];
        PlanCheck.SameBits<T>(new GraphFunction([output, .. gradients]), values);
    }
}
