using System.Globalization;
using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>Where weights begin, and two beginnings that fail.</summary>
internal sealed class InitialisationLesson()
    : Lesson("initialisation", "where weights begin: zeros and constants fail, random ones break the symmetry; Glorot, He, LeCun, orthogonal", "O6")
{
    private const int Steps = 100;
    private const int Side = 300;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("Four hidden units, trained for 100 steps from zeros, from a constant and from random weights; biases begin at 0.");
        List<Curve> curves = [];
        Zeros(page, curves);
        Alike(page, curves, "zeros, sigmoid", new Sigmoid(), new ZerosInitializer());
        Alike(page, curves, "a constant, tanh", new Tanh(), new ConstantInitializer(0.1));
        Sequential random = Net(new Tanh(), new GlorotInitializer());
        curves.Add(Train(random, "random (Glorot), tanh"));
        page.Check("O6", "random: different hidden units of 4", HiddenUnits(random).Distinct().Count(), Bound.Equal(4));
        page.DrawCurves("loss from four beginnings", "1", $"{Steps} steps", curves);
        page.Check("O6", "random: last loss as a share of the constant beginning's", curves[^1].Values[^1] / curves[^2].Values[^1], Bound.AtMost(0.9));
        page.Say("Spread of 300 × 300 weights, as measured and as it should be (N(0, 0.01): the library says whether 0.01 is the deviation or the variance):");
        Moments(page);
        Orthogonal(page);
    }

    /// <summary>tanh(0) = 0, so no product of anything reaches a weight: only the output bias learns.</summary>
    private static void Zeros(LessonPage page, List<Curve> curves)
    {
        Sequential net = Net(new Tanh(), new ZerosInitializer());
        curves.Add(Train(net, "zeros, tanh"));
        int Moved(string name) => net.Parameters.Single(parameter => parameter.Name == name).Values.ToArray().Count(value => value != 0);
        page.Check("O6", "zeros, tanh: weights that moved in 100 steps", Moved("dense1.weight") + Moved("dense2.weight"), Bound.Equal(0));
        page.Check("O6", "zeros, tanh: hidden biases that moved", Moved("dense1.bias"), Bound.Equal(0));
        page.Check("O6", "zeros, tanh: output biases that moved, of 2", Moved("dense2.bias"), Bound.Equal(2));
    }

    private static void Alike(LessonPage page, List<Curve> curves, string name, Activation activation, Initializer initializer)
    {
        Sequential net = Net(activation, initializer);
        float[] before = net.Parameters[0].Values.ToArray();
        curves.Add(Train(net, name));
        page.Check("O6", $"{name}: first weights that moved, of 12",
            net.Parameters[0].Values.ToArray().Zip(before).Count(pair => pair.First != pair.Second), Bound.Equal(12));
        page.Check("O6", $"{name}: different hidden units of 4, to the bit", HiddenUnits(net).Distinct().Count(), Bound.Equal(1));
    }

    private static Sequential Net(Activation activation, Initializer initializer) =>
        new Sequential { new Dense(4, initializer), activation, new Dense(2, initializer), new Softmax() }
            .Build([3], seed: 1).Compile(new Sgd(0.5), new CrossEntropy());

    private static Curve Train(Model net, string name)
    {
        var random = new Random(5);
        float[] x = [.. Enumerable.Range(0, 24 * 3).Select(_ => (2 * random.NextSingle()) - 1)];
        // Unequal classes, so that the output bias has something to learn.
        int[] y = [.. x.Chunk(3).Select(row => (row[0] * row[1]) + row[2] > 0.2f ? 1 : 0)];
        History history = net.Fit(new Dataset(x, [3], Targets.Classes(y, ["a", "b"])), new FitOptions { Epochs = Steps, BatchSize = 24 });
        return new Curve(name, [.. history.Epochs.Select(epoch => epoch.Loss)]);
    }

    /// <summary>The weights into each hidden unit, as bits.</summary>
    private static IEnumerable<string> HiddenUnits(Model net)
    {
        float[] weights = net.Parameters[0].Values.ToArray();
        return Enumerable.Range(0, 4).Select(unit => string.Join(" ", Enumerable.Range(0, 3).Select(input => BitConverter.SingleToInt32Bits(weights[(input * 4) + unit]))));
    }

    private static void Moments(LessonPage page)
    {
        double fan = Side;
        // Kurtosis: 9/5 of a uniform, 3 of a normal distribution; the standard error of a mean square is σ²√((k − 1)/n).
        (string Name, Initializer Initializer, double Deviation, double Kurtosis)[] kinds =
        [
            ("uniform in ±0.05", new UniformInitializer(0.05), 0.05 / Math.Sqrt(3), 1.8), ("N(0, σ = 0.01)", new NormalInitializer(0.01), 0.01, 3),
            ("N(0, σ² = 0.01)", NormalInitializer.FromVariance(0.01), 0.1, 3), ("Glorot", new GlorotInitializer(), Math.Sqrt(2 / (fan + fan)), 1.8),
            ("He", new HeInitializer(), Math.Sqrt(2 / fan), 3), ("LeCun", new LeCunInitializer(), Math.Sqrt(1 / fan), 3),
        ];
        List<string> lines = [];
        foreach ((string name, Initializer initializer, double deviation, double kurtosis) in kinds)
        {
            double[] weights = Draw(initializer);
            double mean = weights.Average();
            double square = weights.Average(weight => weight * weight);
            lines.Add($"{name,-17} mean {Text(mean),10}   deviation {Text(Math.Sqrt(square))}, expected {Text(deviation)}");
            page.Check("O6", $"{name}: mean, in standard errors", Math.Abs(mean) / (deviation / Math.Sqrt(weights.Length)), Bound.AtMost(5));
            page.Check("O6", $"{name}: mean square less σ², in standard errors",
                Math.Abs(square - (deviation * deviation)) / (deviation * deviation * Math.Sqrt((kurtosis - 1) / weights.Length)), Bound.AtMost(5));
        }

        page.Show(string.Join("\n", lines));
        page.Check("O6", "biases that do not begin at 0",
            new Sequential { new Dense(Side) }.Build([Side]).Parameters[1].Values.ToArray().Count(value => value != 0), Bound.Equal(0));
    }

    private static void Orthogonal(LessonPage page)
    {
        double[] q = Draw(new OrthogonalInitializer());
        double largest = 0;
        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                largest = Math.Max(largest, Math.Abs(Enumerable.Range(0, Side).Sum(k => q[(k * Side) + i] * q[(k * Side) + j]) - (i == j ? 1 : 0)));
            }
        }

        page.Check("O6", "orthogonal: QᵀQ - I, largest", largest, Bound.AtMost(1e-6));
    }

    private static double[] Draw(Initializer initializer) =>
        [.. new Sequential { new Dense(Side, initializer) }.Build([Side], seed: 3).Parameters[0].Values.ToArray().Select(weight => (double)weight)];

    private static string Text(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);
}
