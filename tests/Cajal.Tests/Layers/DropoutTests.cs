using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Tests.Layers;

public sealed class DropoutTests
{
    private const int Batch = 200;
    private const int Features = 500;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Training_drops_the_stated_share_and_keeps_the_mean(double rate)
    {
        double[] output = Train(rate, stream: 3, step: 0);
        Assert.All(output, value => Assert.True(value == 0 || Math.Abs(value - (1 / (1 - rate))) < 1e-15));
        double error = 5 * Math.Sqrt(rate * (1 - rate) / output.Length);
        Assert.InRange(output.Count(value => value == 0) / (double)output.Length, rate - error, rate + error);
        Assert.InRange(output.Average(), 1 - (error / (1 - rate)), 1 + (error / (1 - rate)));
        if (rate <= 0.5)
        {
            Assert.InRange(output.Average(), 0.99, 1.01);
        }
    }

    [Fact]
    public void The_same_stream_and_step_drop_the_same_and_others_do_not()
    {
        Assert.Equal(Train(0.5, 3, 7), Train(0.5, 3, 7));
        Assert.NotEqual(Train(0.5, 3, 7), Train(0.5, 4, 7));
        Assert.NotEqual(Train(0.5, 3, 7), Train(0.5, 3, 8));
    }

    [Fact]
    public void At_prediction_and_at_rate_zero_it_adds_no_node()
    {
        var predicting = new BuiltLayer(new Dropout(0.5), [4], training: false);
        Assert.Same(predicting.Input, predicting.Output);
        var keeping = new BuiltLayer(new Dropout(0), [4], training: true);
        Assert.Same(keeping.Input, keeping.Output);
    }

    [Fact]
    public void Two_dropouts_of_one_layer_draw_different_numbers()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [1, 64]);
        var context = new LayerContext(true, new Dictionary<string, Node>(), 5);
        Node first = new Dropout().Build(context, x);
        Node second = new Dropout().Build(context, x);
        Dictionary<Node, double[]> values = GradientCheck.Evaluate([first, second], new Dictionary<Node, double[]> { [x] = [.. Enumerable.Repeat(1.0, 64)] });
        Assert.NotEqual(values[first], values[second]);
    }

    private static double[] Train(double rate, ulong stream, ulong step)
    {
        var graph = new Graph();
        Node x = graph.Input("x", [Batch, Features]);
        Node y = new Dropout(rate).Build(new LayerContext(true, new Dictionary<string, Node>(), stream), x);
        double[] ones = [.. Enumerable.Repeat(1.0, Batch * Features)];
        return NaiveExecutor.Run(new GraphFunction([y]), new ParameterStore<double>([]), new Dictionary<Node, double[]> { [x] = ones },
            new RandomState { Seed = 123, Step = step })[y];
    }
}
