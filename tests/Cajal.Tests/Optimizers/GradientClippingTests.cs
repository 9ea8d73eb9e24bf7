namespace Cajal.Tests.Optimizers;

public sealed class GradientClippingTests
{
    private readonly Graph graph = new();

    [Fact]
    public void By_norm_scales_all_gradients_by_one_factor()
    {
        // ‖(3, 0, 4, 12)‖ = 13.
        (double[] first, double[] second) = Run(gradients => GradientClipping.ByNorm(gradients, 6.5), [3, 0], [4, 12]);
        Near.Equal([3 * 6.5 / (13 + 1e-6), 0], first, 1e-15);
        Near.Equal([4 * 6.5 / (13 + 1e-6), 12 * 6.5 / (13 + 1e-6)], second, 1e-15);
    }

    [Fact]
    public void By_norm_leaves_small_and_zero_gradients_alone()
    {
        (double[] first, double[] second) = Run(gradients => GradientClipping.ByNorm(gradients, 14), [3, 0], [4, 12]);
        Assert.Equal([3, 0, 4, 12], first.Concat(second));
        (first, second) = Run(gradients => GradientClipping.ByNorm(gradients, 1), [0, 0], [0, 0]);
        Assert.Equal([0, 0, 0, 0], first.Concat(second));
        Assert.Empty(GradientClipping.ByNorm([], 1));
    }

    [Fact]
    public void By_value_cuts_each_number()
    {
        (double[] first, double[] second) = Run(gradients => GradientClipping.ByValue(gradients, 2), [3, -0.5], [-4, 2]);
        Assert.Equal([2, -0.5, -2, 2], first.Concat(second));
    }

    [Fact]
    public void The_limit_must_be_above_zero() => Assert.Equal("GradientClipping: limit is 0, expected a finite number above 0. (Parameter 'limit')",
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm([], 0)).Message);

    [Fact]
    public void Penalties_are_the_gradients_of_half_the_square_and_of_the_absolute_sum()
    {
        Node weight = graph.Input("w", [4]);
        Node zero = graph.Constant(0).Broadcast([4]);
        Node squares = (0.35 * weight.Square().Sum()).Gradients([weight])[0];
        Node absolutes = (0.7 * weight.Abs().Sum()).Gradients([weight])[0];
        Node l2 = WeightPenalty.AddL2(zero, weight, 0.7);
        Node l1 = WeightPenalty.AddL1(zero, weight, 0.7);
        Dictionary<Node, double[]> values = GradientCheck.Evaluate([squares, absolutes, l2, l1], new Dictionary<Node, double[]> { [weight] = [1.5, -2, 0, 1e-9] });
        Near.Equal(values[squares], values[l2], 1e-16);
        Near.Equal(values[absolutes], values[l1], 1e-16);
        Assert.Equal(0, values[l1][2]);
        Assert.Same(zero, WeightPenalty.AddL2(zero, weight, 0));
    }

    [Fact]
    public void The_penalties_of_two_lectures_agree_when_one_lambda_is_2m_times_the_other()
    {
        const int Rows = 7;
        const double SquaredNorm = 0.03;
        const double OverTwiceTheRows = 2 * Rows * SquaredNorm;
        Node weight = graph.Input("w", [4]);
        Node one = (SquaredNorm * weight.Square().Sum()).Gradients([weight])[0];
        Node other = (OverTwiceTheRows / (2 * Rows) * weight.Square().Sum()).Gradients([weight])[0];
        Node added = WeightPenalty.AddL2(graph.Constant(0).Broadcast([4]), weight, 2 * SquaredNorm);
        Dictionary<Node, double[]> values = GradientCheck.Evaluate([one, other, added], new Dictionary<Node, double[]> { [weight] = [1.5, -2, 0, 3] });
        Near.Equal(values[one], values[other], 1e-15);
        Near.Equal(values[one], values[added], 1e-15);
    }

    private (double[] First, double[] Second) Run(Func<IReadOnlyList<Node>, IReadOnlyList<Node>> clip, double[] a, double[] b)
    {
        Node first = graph.Input("a", [a.Length]);
        Node second = graph.Input("b", [b.Length]);
        IReadOnlyList<Node> clipped = clip([first, second]);
        Dictionary<Node, double[]> values = GradientCheck.Evaluate(clipped, new Dictionary<Node, double[]> { [first] = a, [second] = b });
        return (values[clipped[0]], values[clipped[1]]);
    }
}
