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
    public void The_penalty_of_squares_is_the_gradient_of_half_the_square()
    {
        Node weight = graph.Input("w", [4]);
        Node zero = graph.Constant(0).Broadcast([4]);
        Node squares = (0.35 * weight.Square().Sum()).Gradients([weight])[0];
        Node l2 = WeightPenalty.AddL2(zero, weight, 0.7);
        Dictionary<Node, double[]> values = GradientCheck.Evaluate([squares, l2], new Dictionary<Node, double[]> { [weight] = [1.5, -2, 0, 1e-9] });
        Near.Equal(values[squares], values[l2], 1e-16);
        Assert.Same(zero, WeightPenalty.AddL2(zero, weight, 0));
    }

    /// <summary>Against the definition: of all w' on a fine grid the one for which ½(w' − w)² + t·|w'| is least.</summary>
    [Theory]
    [InlineData(1.5, 0.25)]
    [InlineData(-2, 0.25)]
    [InlineData(0.2, 0.25)]
    [InlineData(-0.25, 0.25)]
    [InlineData(0, 0.25)]
    public void Shrinking_solves_what_it_says(double weight, double threshold)
    {
        Node w = graph.Input("w", [1]), t = graph.Input("t", []);
        Node shrunk = WeightPenalty.Shrink(w, t);
        double[] values = GradientCheck.Evaluate([shrunk], new Dictionary<Node, double[]> { [w] = [weight], [t] = [threshold] })[shrunk];
        double best = Enumerable.Range(-30_000, 60_001).Select(i => i * 1e-4).MinBy(other => (0.5 * (other - weight) * (other - weight)) + (threshold * Math.Abs(other)));
        Assert.Equal(best, values[0], 1e-4);
    }

    [Fact]
    public void A_norm_above_the_limit_becomes_the_limit_column_by_column_and_others_stay_as_they_are()
    {
        Node w = graph.Input("w", [2, 4]);
        Node limited = MaxNorm.Limit(w, 0.5);
        double[] values = GradientCheck.Evaluate([limited], new Dictionary<Node, double[]> { [w] = [3, 0.3, 0, 1e-200, 4, 0.4, 0, 0] })[limited];
        Near.Equal([0.3, 0.3, 0, 1e-200, 0.4, 0.4, 0, 0], values, 1e-15);
        Assert.Equal(0.3, values[1]);
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
