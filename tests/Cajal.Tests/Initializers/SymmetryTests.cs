namespace Cajal.Tests.Initializers;

/// <summary>Why weights must start at random: what a net that starts at 0 or at a constant can learn.</summary>
public sealed class SymmetryTests
{
    private const int Steps = 100;
    private static readonly double[] X = GradientCheck.Numbers(new Random(123), 8 * 3, -1, 1);
    private static readonly double[] Y = GradientCheck.Numbers(new Random(124), 8 * 2, -1, 1);

    [Fact]
    public void From_zero_with_tanh_only_the_output_bias_moves()
    {
        TinyNet net = Net(new Tanh(), new ZerosInitializer());
        for (int step = 0; step < Steps; step++)
        {
            (_, double[][] gradients) = net.Train(X, Y);
            Assert.All(gradients[..3].SelectMany(gradient => gradient), value => Assert.Equal(0, value));
        }

        Assert.All(net.Store["2.bias"].ToArray(), value => Assert.NotEqual(0, value));
    }

    [Fact]
    public void From_zero_with_sigmoid_weights_move_but_hidden_units_stay_alike() => StaysAlike(Net(new Sigmoid(), new ZerosInitializer()));

    [Fact]
    public void From_a_constant_hidden_units_stay_alike() => StaysAlike(Net(new Tanh(), new ConstantInitializer(0.1)));

    [Fact]
    public void A_random_start_breaks_the_symmetry()
    {
        TinyNet net = Net(new Tanh(), new GlorotInitializer());
        double first = net.Train(X, Y).Loss;
        double last = Enumerable.Range(0, Steps).Select(_ => net.Train(X, Y).Loss).Last();
        Assert.True(last < first);
        Assert.Equal(4, Columns(net).Distinct().Count());
    }

    private static void StaysAlike(TinyNet net)
    {
        double[] before = net.Store["0.weight"].ToArray();
        for (int step = 0; step < Steps; step++)
        {
            net.Train(X, Y);
        }

        Assert.NotEqual(before, net.Store["0.weight"].ToArray());
        Assert.Single(Columns(net).Distinct());
    }

    /// <summary>The weights into each hidden unit, as bits.</summary>
    private static IEnumerable<string> Columns(TinyNet net)
    {
        double[] weight = net.Store["0.weight"].ToArray();
        return [.. Enumerable.Range(0, 4).Select(column => string.Join(",", Enumerable.Range(0, 3).Select(row => BitConverter.DoubleToInt64Bits(weight[(row * 4) + column]))))];
    }

    private static TinyNet Net(Activation activation, Initializer initializer) =>
        new([new Dense(4, initializer), activation, new Dense(2, initializer)], new HalfSquaredError(), new Sgd(0.1), [8, 3], [8, 2]);
}
