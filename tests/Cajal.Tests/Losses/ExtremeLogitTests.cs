using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Tests.Losses;

/// <summary>Losses from logits are finite and exact at ±1e4, also behind a Softmax or Sigmoid layer whose output is 0 or 1 there.</summary>
public sealed class ExtremeLogitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cross_entropy_of_a_hopeless_class_is_the_difference_of_logits(bool softmaxLayer)
    {
        Check<double>(new CrossEntropy(), softmaxLayer ? new Softmax() : null, [1e4, -1e4, 0], [1], Kind.Integer, 20000, [1, -1, 0]);
        Check<float>(new CrossEntropy(), softmaxLayer ? new Softmax() : null, [1e4, -1e4, 0], [1], Kind.Integer, 20000, [1, -1, 0]);
        Check<double>(new CrossEntropy(), softmaxLayer ? new Softmax() : null, [1e4, -1e4, 0], [0], Kind.Integer, 0, [0, 0, 0]);
        Check<double>(new CrossEntropy(), softmaxLayer ? new Softmax() : null, [-1e4, -1e4], [0], Kind.Integer, Math.Log(2), [-0.5, 0.5]);
    }

    [Fact]
    public void Smoothed_cross_entropy_stays_finite() =>
        Check<double>(new CrossEntropy(0.3), null, [1e4, -1e4, 0], [0], Kind.Integer, (0.1 * 2e4) + (0.1 * 1e4), [0.2, -0.1, -0.1]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Binary_cross_entropy_is_exact(bool sigmoidLayer)
    {
        Sigmoid? layer = sigmoidLayer ? new Sigmoid() : null;
        Check<double>(new BinaryCrossEntropy(), layer, [1e4], [0], Kind.Real, 1e4, [1]);
        Check<double>(new BinaryCrossEntropy(), layer, [-1e4], [1], Kind.Real, 1e4, [-1]);
        Check<double>(new BinaryCrossEntropy(), layer, [1e4], [1], Kind.Real, 0, [0]);
        Check<double>(new BinaryCrossEntropy(3), layer, [-1e4], [1], Kind.Real, 3e4, [-3]);
        Check<double>(new BinaryCrossEntropy(), layer, [0], [1], Kind.Real, Math.Log(2), [-0.5]);
        Check<float>(new BinaryCrossEntropy(outputs: OutputReduction.Sum), layer, [1e4, -1e4], [0, 1], Kind.Real, 2e4, [1, -1]);
    }

    [Fact]
    public void The_gradient_of_cross_entropy_at_the_logits_is_softmax_minus_the_class()
    {
        double[] z = GradientCheck.Numbers(new Random(123), 10, -3, 3);
        double[] expected = [.. LayerCases.SoftmaxOf(z).Select((f, c) => f - (c == 4 ? 1 : 0))];
        Check<double>(new CrossEntropy(), new Softmax(), z, [4], Kind.Integer, -Math.Log(LayerCases.SoftmaxOf(z)[4]), expected, 1e-15);
    }

    private static void Check<T>(Loss loss, Activation? last, double[] logits, double[] target, Kind kind, double expected, double[] gradient, double tolerance = 1e-16)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var graph = new Graph();
        Node z = graph.Input("z", [1, logits.Length]);
        Node y = graph.Input("y", [1, target.Length], kind);
        Node value = Loss.Reduce(loss.PerRow(last?.Apply(z) ?? z, y));
        Node slope = value.Gradients([z])[0];
        Dictionary<Node, T[]> results = NaiveExecutor.Run(new GraphFunction([value, slope]), new ParameterStore<T>([]), new Dictionary<Node, T[]>
        {
            [z] = [.. logits.Select(T.CreateChecked)],
            [y] = [.. target.Select(T.CreateChecked)],
        }, new RandomState());
        Near.Equal([expected], [double.CreateChecked(results[value][0])], Math.Max(tolerance, 2e-16), "value");
        Near.Equal(gradient, [.. results[slope].Select(double.CreateChecked)], Math.Max(tolerance, 1e-16), "gradient");
    }
}
