using System.Text.Json.Nodes;

namespace Cajal.Tests.Losses;

public sealed class LossTests
{
    private const int Batch = 5;
    private static readonly Dictionary<string, LossCase> Cases = LossCases.All.ToDictionary(row => row.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_equal_the_plain_formula(string name)
    {
        LossCase row = Cases[name];
        (Node output, Node target, Dictionary<Node, double[]> values) = Inputs(row);
        Node perRow = row.Loss.PerRow(output, target);
        Assert.Equal(new Shape(Batch, 1), perRow.Shape);
        double[] expected = [.. values[output].Chunk(row.Output.Count).Zip(values[target].Chunk(row.Target.Shape.Count), row.Reference)];
        Near.Equal(expected, GradientCheck.Evaluate([perRow], values)[perRow], 1e-14, name);
        Node mean = Loss.Reduce(perRow);
        Near.Equal([expected.Average()], GradientCheck.Evaluate([mean], values)[mean], 1e-14, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_equal_central_differences(string name)
    {
        (Node output, Node target, Dictionary<Node, double[]> values) = Inputs(Cases[name]);
        Assert.InRange(GradientCheck.WorstExcess(Cases[name].Loss.PerRow(output, target), values), 0, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Planned_execution_gives_the_bits_of_naive_execution(string name)
    {
        (Node output, Node target, Dictionary<Node, double[]> values) = Inputs(Cases[name]);
        Node loss = Loss.Reduce(Cases[name].Loss.PerRow(output, target));
        var function = new GraphFunction([loss, .. loss.Gradients([output])]);
        PlanCheck.SameBits<double>(function, values);
        PlanCheck.SameBits<float>(function, values);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loss_read_back_from_its_file_form_is_the_same(string name) =>
        Assert.Equal(Cases[name].Loss, Loss.FromJson(JsonNode.Parse(Cases[name].Loss.ToJson().ToJsonString())!.AsObject()));

    [Fact]
    public void Every_loss_has_a_row_and_stands_in_the_table_of_files()
    {
        Type[] losses = [.. typeof(Loss).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract)];
        Assert.Empty(losses.Except(Cases.Values.Select(row => row.Loss.GetType())));
        Assert.Equal(losses.Select(type => type.Name).Order(), Loss.Names.Select(name => Loss.ByName(name).GetType().Name).Order());
    }

    [Fact]
    public void Rows_of_weight_zero_do_not_count_and_weights_divide()
    {
        var graph = new Graph();
        Node logits = graph.Input("z", [4, 3]);
        Node labels = graph.Input("y", [4, 1], Kind.Integer);
        Node weights = graph.Input("w", [4, 1]);
        Node perRow = new CrossEntropy().PerRow(logits, labels);
        Node loss = Loss.Reduce(perRow, weights);
        var values = new Dictionary<Node, double[]>
        {
            [logits] = GradientCheck.Numbers(new Random(123), 12, -2, 2),
            [labels] = [2, 0, 1, 0],
            [weights] = [2, 0.5, 1, 0],
        };
        Dictionary<Node, double[]> results = GradientCheck.Evaluate([perRow, loss], values);
        double[] l = results[perRow];
        Near.Equal([((2 * l[0]) + (0.5 * l[1]) + l[2]) / 3.5], results[loss], 1e-15);
        double[] gradient = Gradient(loss, logits, values);
        Assert.Equal([0, 0, 0], gradient[9..]);
    }

    [Fact]
    public void Half_the_squared_error_of_the_worked_example() =>
        // Output 0.191, target 1: the slides' ½(ŷ − y)².
        Near.Equal([0.3272405], Value(new HalfSquaredError(), [0.191], [1]), 1e-15);

    [Fact]
    public void Smoothing_is_a_mean_over_the_classes()
    {
        double[] z = [0.3, -1.2, 2, 0.1];
        double[] perClass = [.. Enumerable.Range(0, 4).Select(c => Value(new CrossEntropy(), z, [c], Kind.Integer)[0])];
        Near.Equal([(0.8 * perClass[2]) + (0.2 * perClass.Average())], Value(new CrossEntropy(0.2), z, [2], Kind.Integer), 1e-15);
    }

    [Fact]
    public void Classes_labels_and_values_fit_their_losses()
    {
        Assert.Equal(["cross-entropy"], Loss.Names.Where(name => Loss.ByName(name).Fits(TargetKind.Classes)));
        Assert.Equal(["binary-cross-entropy"], Loss.Names.Where(name => Loss.ByName(name).Fits(TargetKind.Labels)));
        Assert.Equal(["mean-squared-error", "half-squared-error", "mean-absolute-error", "huber"], Loss.Names.Where(name => Loss.ByName(name).Fits(TargetKind.Values)));
    }

    internal static double[] Value(Loss loss, double[] output, double[] target, Kind kind = Kind.Real)
    {
        var graph = new Graph();
        Node z = graph.Input("z", [1, output.Length]);
        Node y = graph.Input("y", [1, target.Length], kind);
        Node perRow = loss.PerRow(z, y);
        return GradientCheck.Evaluate([perRow], new Dictionary<Node, double[]> { [z] = output, [y] = target })[perRow];
    }

    private static double[] Gradient(Node loss, Node with, Dictionary<Node, double[]> values)
    {
        Node gradient = loss.Gradients([with])[0];
        return GradientCheck.Evaluate([gradient], values)[gradient];
    }

    private static (Node Output, Node Target, Dictionary<Node, double[]> Values) Inputs(LossCase row)
    {
        var random = new Random(123);
        var graph = new Graph();
        Node output = graph.Input("output", [Batch, .. row.Output.Sizes]);
        Node target = graph.Input("target", [Batch, .. row.Target.Shape.Sizes], row.Target.Kind);
        var values = new Dictionary<Node, double[]>
        {
            [output] = new OperandSpec(output.Shape).Values(random),
            [target] = (row.Target with { Shape = target.Shape }).Values(random),
        };
        return (output, target, values);
    }
}
