namespace Cajal.Tests.Layers;

/// <summary>The softmax layer with its Jacobian ∂sᵢ/∂xⱼ = sᵢ(δᵢⱼ − sⱼ), as the graph derives it.</summary>
public sealed class SoftmaxJacobianTests
{
    public static TheoryData<int> Sizes => [2, 3, 5, 10, 33];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Rows_sum_to_one(int classes)
    {
        foreach (double scale in new[] { 1, 30, 1e4 })
        {
            (double[] s, _) = Jacobian(Logits(classes, scale));
            Assert.InRange(Math.Abs(s.Sum() - 1), 0, 1e-15 * classes);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void It_equals_the_formula(int classes)
    {
        double[] x = Logits(classes, 2);
        (double[] s, double[][] jacobian) = Jacobian(x);
        Near.Equal(LayerCases.SoftmaxOf(x), s, 1e-15);
        for (int i = 0; i < classes; i++)
        {
            double[] expected = [.. Enumerable.Range(0, classes).Select(j => s[i] * ((i == j ? 1 : 0) - s[j]))];
            Near.Equal(expected, jacobian[i], 1e-16, $"row {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void It_equals_finite_differences(int classes)
    {
        var built = new BuiltLayer(new Softmax(), [classes], training: false);
        Assert.InRange(GradientCheck.WorstExcess(built.Output, built.Values), 0, 1e-9);
    }

    [Fact]
    public void It_is_stable_at_logits_of_ten_thousand()
    {
        (double[] s, double[][] jacobian) = Jacobian([1e4, -1e4, 0]);
        Assert.Equal([1, 0, 0], s);
        Assert.All(jacobian, row => Near.Equal([0, 0, 0], row, 0));
        (s, jacobian) = Jacobian([1e4, 1e4, -1e4]);
        Assert.Equal([0.5, 0.5, 0], s);
        Near.Equal([0.25, -0.25, 0], jacobian[0], 0);
        Near.Equal([-0.25, 0.25, 0], jacobian[1], 0);
        Near.Equal([0, 0, 0], jacobian[2], 0);
    }

    private static double[] Logits(int classes, double scale) => GradientCheck.Numbers(new Random(123), classes, -scale, scale);

    private static (double[] Values, double[][] Jacobian) Jacobian(double[] x)
    {
        var graph = new Graph();
        Node input = graph.Input("x", [1, x.Length]);
        Node picked = graph.Input("picked", [1, x.Length]);
        Node s = new Softmax().Apply(input);
        Node gradient = (s * picked).Sum().Gradients([input])[0];
        double[][] jacobian = [.. Enumerable.Range(0, x.Length).Select(i => Evaluate(gradient, i))];
        return (Evaluate(s, 0), jacobian);

        double[] Evaluate(Node node, int i) => GradientCheck.Evaluate([node],
            new Dictionary<Node, double[]> { [input] = x, [picked] = [.. Enumerable.Range(0, x.Length).Select(j => i == j ? 1.0 : 0)] })[node];
    }
}
