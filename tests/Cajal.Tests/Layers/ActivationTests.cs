using System.Text.Json.Nodes;
using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Tests.Layers;

public sealed class ActivationTests
{
    private static readonly JsonObject Golden = GoldenFile.Read("activations", "activations.json");
    private static readonly Dictionary<string, JsonObject> Rows = Golden["activations"]!.AsArray()
        .ToDictionary(row => row!["name"]!.GetValue<string>(), row => row!.AsObject());

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_derivatives_equal_60_digits_over_minus_50_to_50(string name)
    {
        double[] points = Golden["points"].Numbers();
        (double[] values, double[] derivatives) = ValuesAndDerivatives(name, points);
        Near.Equal(Rows[name]["values"].Numbers(), values, 2e-15, $"{name} value");
        Near.Equal(Rows[name]["derivatives"].Numbers(), derivatives, 4e-15, $"{name} derivative");
    }

    [Fact]
    public void Every_pointwise_activation_has_golden_values() => Assert.Equal(["softmax"], Activation.Names.Except(Rows.Keys));

    // The limits at ±1e4, where every function here equals its asymptote to the last bit.
    [Theory]
    [InlineData("identity", -1e4, 1, 1e4, 1)]
    [InlineData("sigmoid", 0, 0, 1, 0)]
    [InlineData("tanh", -1, 0, 1, 0)]
    [InlineData("relu", 0, 0, 1e4, 1)]
    [InlineData("leaky-relu", -1e2, 0.01, 1e4, 1)]
    [InlineData("elu", -1, 0, 1e4, 1)]
    [InlineData("selu", -1.7580993408473768, 0, 10507.009873554805, 1.0507009873554805)]
    [InlineData("gelu", 0, 0, 1e4, 1)]
    [InlineData("gelu-tanh", 0, 0, 1e4, 1)]
    [InlineData("silu", 0, 0, 1e4, 1)]
    [InlineData("mish", 0, 0, 1e4, 1)]
    [InlineData("softplus", 0, 0, 1e4, 1)]
    [InlineData("threshold", 0, 0, 1, 0)]
    public void Far_out_values_are_the_limits(string name, double valueLeft, double derivativeLeft, double valueRight, double derivativeRight)
    {
        (double[] values, double[] derivatives) = ValuesAndDerivatives(name, [-1e4, 1e4]);
        Near.Equal([valueLeft, valueRight], values, 4e-16, "float64 value");
        Near.Equal([derivativeLeft, derivativeRight], derivatives, 4e-16, "float64 derivative");
        (values, derivatives) = ValuesAndDerivatives<float>(name, [-1e4, 1e4]);
        Near.Equal([valueLeft, valueRight], values, 2e-7, "float32 value");
        Near.Equal([derivativeLeft, derivativeRight], derivatives, 2e-7, "float32 derivative");
    }

    [Theory]
    [InlineData("relu", 0)]
    [InlineData("leaky-relu", 0.01)]
    [InlineData("elu", 1)]
    [InlineData("selu", 1.0507009873554805 * 1.6732632423543772)]
    [InlineData("threshold", 0)]
    public void The_derivative_at_the_kink_is_the_stated_one(string name, double expected) =>
        Near.Equal([expected], ValuesAndDerivatives(name, [0]).Derivatives, 4e-16, name);

    [Fact]
    public void At_zero_one_form_of_the_threshold_fires_and_the_other_does_not()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [3]);
        Node strict = new Threshold().Apply(x);
        Node weak = new Threshold(firesAtZero: true).Apply(x);
        Dictionary<Node, double[]> values = GradientCheck.Evaluate([strict, weak], new Dictionary<Node, double[]> { [x] = [-1e-300, 0, 1e-300] });
        Assert.Equal([0, 0, 1], values[strict]);
        Assert.Equal([0, 1, 1], values[weak]);
    }

    private static (double[] Values, double[] Derivatives) ValuesAndDerivatives(string name, double[] points) => ValuesAndDerivatives<double>(name, points);

    private static (double[] Values, double[] Derivatives) ValuesAndDerivatives<T>(string name, double[] points)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var graph = new Graph();
        Node x = graph.Input("x", [points.Length]);
        Node y = Activation.ByName(name).Apply(x);
        Node derivative = y.Sum().Gradients([x])[0];
        Dictionary<Node, T[]> values = NaiveExecutor.Run(new GraphFunction([y, derivative]), new ParameterStore<T>([]),
            new Dictionary<Node, T[]> { [x] = [.. points.Select(T.CreateChecked)] }, new RandomState());
        return ([.. values[y].Select(double.CreateChecked)], [.. values[derivative].Select(double.CreateChecked)]);
    }
}
