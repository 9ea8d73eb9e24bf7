namespace Cajal.Tests.Derivatives;

/// <summary>G10: the gradient of the prediction as a product of Jacobians, and the factors reused from layer to layer.</summary>
public sealed class GradientFactorsTests
{
    private readonly Graph graph = new();
    private readonly NodeValues values = new();
    private readonly Node[] weights;
    private readonly Node h3;
    private readonly Node prediction;

    /// <summary>The lecture's net of three hidden layers: f_l = W_lᵀ h₍l₋₁₎, h_l = σ(f_l), ŷ = w₄ᵀ h₃.</summary>
    public GradientFactorsTests()
    {
        var random = new Random(8);
        int[] sizes = [2, 4, 3, 5, 1];
        Node h = graph.Input("x", [1, 2]);
        values[h] = GradientCheck.Numbers(random, 2, -1, 1);
        weights = [.. Enumerable.Range(0, 4).Select(layer => graph.Parameter($"w{layer + 1}", [sizes[layer], sizes[layer + 1]]))];
        foreach (Node weight in weights)
        {
            values[weight] = GradientCheck.Numbers(random, weight.Shape.Count, -1, 1);
        }

        for (int layer = 0; layer < 3; layer++)
        {
            h = h.MatMul(weights[layer]).Named($"f{layer + 1}").Sigmoid().Named($"h{layer + 1}");
        }

        h3 = h;
        prediction = h.MatMul(weights[3]).Named("ŷ");
    }

    [Fact]
    public void The_gradient_by_w4_is_h3()
    {
        GraphTrace trace = graph.Trace(prediction, values);
        GradientFactors factors = GradientFactors.Of(trace, weights[3]);

        JacobianFactor only = Assert.Single(factors.Factors);
        Assert.Equal("∂ŷ/∂w4 [1, 5]", only.ToString());
        Assert.Equal(trace[h3].Value, only.Jacobian.Cast<double>());
    }

    [Fact]
    public void The_gradient_by_w2_has_the_lectures_five_factors_with_their_shapes()
    {
        GradientFactors factors = GradientFactors.Of(graph.Trace(prediction, values), weights[1]);

        Assert.Equal(["∂ŷ/∂h3 [1, 5]", "∂h3/∂f3 [5, 5]", "∂f3/∂h2 [5, 3]", "∂h2/∂f2 [3, 3]", "∂f2/∂w2 [3, 12]"], factors.Factors.Select(factor => factor.ToString()));
        Assert.StartsWith("∂ŷ/∂w2 = ∂ŷ/∂h3 [1, 5] · ∂h3/∂f3 [5, 5] · ∂f3/∂h2 [5, 3] · ∂h2/∂f2 [3, 3] · ∂f2/∂w2 [3, 12]\n", factors.ToString(), StringComparison.Ordinal);
        Near.Equal(prediction.Gradients([weights[1]])[0].Evaluate(values), [.. factors.Product().Cast<double>()], 1e-15);
    }

    [Fact]
    public void The_factors_of_a_layer_begin_with_those_of_the_layer_above()
    {
        GraphTrace trace = graph.Trace(prediction, values);
        for (int layer = 0; layer < 3; layer++)
        {
            string[] above = [.. GradientFactors.Of(trace, weights[layer + 1]).Factors.SkipLast(1).Select(factor => factor.ToString())];
            Assert.Equal(above, GradientFactors.Of(trace, weights[layer]).Factors.Take(above.Length).Select(factor => factor.ToString()));
        }
    }

    [Theory]
    [InlineData(4, 20, 11)]
    [InlineData(16, 272, 47)]
    [InlineData(64, 4160, 191)]
    public void Products_grow_with_the_square_of_the_layers_without_reuse_and_linearly_with_it(int layers, int without, int with)
    {
        FactorReuse count = FactorReuse.Count(layers);

        Assert.Equal((without, with), (count.WithoutReuse, count.WithReuse));
        Assert.Equal((layers * (layers + 1), (3 * layers) - 1), (without, with));
        Assert.InRange(count.LargestDifference, 0, 1e-12);
    }

    [Fact]
    public void A_node_with_several_paths_is_refused()
    {
        Node x = graph.Input("two", []);
        string message = Assert.Throws<ArgumentException>(() => GradientFactors.Of(graph.Trace(x * x, new() { [x] = 2 }), x)).Message;

        Assert.StartsWith("Factors: 2 connections lead on from two, expected one.", message, StringComparison.Ordinal);
        Assert.StartsWith("Factors: ŷ is the result itself", Assert.Throws<ArgumentException>(() => GradientFactors.Of(graph.Trace(prediction, values), prediction)).Message, StringComparison.Ordinal);
    }
}
