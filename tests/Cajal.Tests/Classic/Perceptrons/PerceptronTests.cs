using Xunit.Abstractions;

namespace Cajal.Tests.Classic;

/// <summary>U5: the perceptron, its bound on mistakes, and the honest verdict where no weights separate.</summary>
public sealed class PerceptronTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("and", false)]
    [InlineData("or", false)]
    [InlineData("nand", false)]
    [InlineData("and", true)]
    [InlineData("or", true)]
    [InlineData("nand", true)]
    public void A_gate_is_learned(string name, bool firesAtZero)
    {
        Dataset gate = BuiltInData.Load(name);
        var perceptron = Perceptron.Fit(gate, new PerceptronOptions { FiresAtZero = firesAtZero });
        float[] expected = gate.Targets.Numbers.ToArray();

        Assert.Equal((PerceptronVerdict.Separated, null, 0), (perceptron.Result.Verdict, perceptron.Result.Remark, perceptron.Result.CycleLength));
        Assert.Equal(expected, Enumerable.Range(0, 4).Select(row => perceptron.Fires([row / 2, row % 2]) ? 1f : 0f));
        Assert.Equal(expected, perceptron.ToSequential().Predict(gate.Inputs));
    }

    [Fact]
    public void A_thousand_random_separable_sets_are_learned_within_the_bound()
    {
        var random = new Random(5);
        double closest = 0;
        for (int round = 0; round < 1000; round++)
        {
            (double[] inputs, int features, double[] targets, double[] weights, double bias) = Separable(random);
            PerceptronFit result = Perceptron.Fit<double>(inputs, features, targets, new PerceptronOptions { MaximumEpochs = 1_000_000 }).Result;
            double bound = Bound(inputs, features, targets, weights, bias);

            Assert.Equal(PerceptronVerdict.Separated, result.Verdict);
            Assert.InRange(result.Mistakes, 0, bound);
            Assert.Equal(bound, Perceptron.MistakeBound<double>(inputs, features, targets, weights, bias), 1e-9 * bound);
            closest = Math.Max(closest, result.Mistakes / bound);
        }

        output.WriteLine($"most mistakes as a share of the bound: {closest:0.000}");
        Assert.Equal(double.PositiveInfinity, Perceptron.MistakeBound<double>([1, 2], 1, [0, 1], [-1], 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    public void Ten_and_eleven_in_turn_take_212_mistakes(double rate)
    {
        var perceptron = Perceptron.Fit<double>([10, 11], 1, [0, 1], new PerceptronOptions { Rate = rate });

        Assert.Equal((212, PerceptronVerdict.Separated), (perceptron.Result.Mistakes, perceptron.Result.Verdict));
        Assert.Equal(rate * 1, perceptron.Weights[0], 1e-12);
        Assert.Equal(rate * -10, perceptron.Bias, 1e-12);
        Assert.Equal((false, true), (perceptron.Fires([10]), perceptron.Fires([11])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    public void Xor_repeats_itself_and_is_never_called_a_success(double rate)
    {
        var perceptron = Perceptron.Fit(BuiltInData.Load("xor", rows: 4), new PerceptronOptions { Rate = rate });
        PerceptronFit result = perceptron.Result;
        output.WriteLine(result.Remark);

        Assert.Equal(PerceptronVerdict.NotSeparable, result.Verdict);
        Assert.InRange(result.CycleLength, 1, 10);
        Assert.InRange(result.Epochs, 2, 20);
        Assert.Matches(@"^Not separable: the weights after epoch \d+ are those after epoch \d+ again, w = \(-?[\d.]+, -?[\d.]+\), b = -?[\d.]+, so learning repeats itself for ever\.$", result.Remark);
        Assert.NotEqual([0f, 1f, 1f, 0f], perceptron.ToSequential().Predict([0, 0, 0, 1, 1, 0, 1, 1]));
    }

    [Fact]
    public void All_functions_of_three_inputs_are_told_apart()
    {
        float[] inputs = [.. Enumerable.Range(0, 8).SelectMany(row => new float[] { row >> 2 & 1, row >> 1 & 1, row & 1 })];
        int[] verdicts = new int[3];
        for (int function = 0; function < 256; function++)
        {
            int f = function;
            verdicts[(int)Perceptron.Fit<float>(inputs, 3, [.. Enumerable.Range(0, 8).Select(row => (float)(f >> row & 1))]).Result.Verdict]++;
        }

        Assert.Equal([104, 152, 0], verdicts);
    }

    [Fact]
    public void Too_few_epochs_leave_it_undecided()
    {
        PerceptronFit result = Perceptron.Fit<double>([10, 11], 1, [0, 1], new PerceptronOptions { MaximumEpochs = 50 }).Result;

        Assert.Equal((PerceptronVerdict.Undecided, 50), (result.Verdict, result.Epochs));
        Assert.Matches(@"^Undecided: 50 epochs with \d+ mistakes, no epoch without one and no repeated state\. Allow more epochs, or let LinearSeparability decide\.$", result.Remark);
    }

    [Fact]
    public void Data_and_options_that_it_cannot_take_are_refused()
    {
        Dataset gate = BuiltInData.Load("and");

        Assert.Equal("Perceptron: the targets are 3 classes, expected two classes. Use OneVersusAll or OneVersusOne for more.",
            Assert.Throws<DataException>(() => Perceptron.Fit(BuiltInData.Iris())).Message);
        Assert.Equal("Perceptron: the targets are labels, expected two classes. Use OneVersusAll or OneVersusOne for more.",
            Assert.Throws<DataException>(() => Perceptron.Fit(BuiltInData.Load("discs"))).Message);
        Assert.StartsWith("Perceptron: the rows have weights", Assert.Throws<DataException>(() => Perceptron.Fit(gate.WithWeights([1, 1, 1, 2]))).Message, StringComparison.Ordinal);
        Assert.StartsWith("Input of row 0, column 1 (from 0) is NaN", Assert.Throws<DataException>(() => Perceptron.Fit<double>([1, double.NaN], 2, [0])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Target of row 0, column 0 (from 0) is 2", Assert.Throws<DataException>(() => Perceptron.Fit<double>([1], 1, [2])).Message, StringComparison.Ordinal);
        Assert.Equal("Option Rate of a perceptron is 0, expected a finite number above 0.",
            Assert.Throws<ConfigurationException>(() => Perceptron.Fit(gate, new PerceptronOptions { Rate = 0 })).Message);
        Assert.Equal("Option MaximumEpochs of a perceptron is 0, expected at least 1.",
            Assert.Throws<ConfigurationException>(() => Perceptron.Fit(gate, new PerceptronOptions { MaximumEpochs = 0 })).Message);
        Assert.StartsWith("Perceptron: 3 inputs came, expected 2.", Assert.Throws<ArgumentException>(() => Perceptron.Fit(gate).Fires([1, 2, 3])).Message, StringComparison.Ordinal);
    }

    /// <summary>Rows on both sides of a random plane, none closer to it than a twentieth of a unit.</summary>
    private static (double[] Inputs, int Features, double[] Targets, double[] Weights, double Bias) Separable(Random random)
    {
        int features = random.Next(1, 9);
        int rows = random.Next(2, 60);
        double[] weights = [.. Enumerable.Range(0, features).Select(_ => (2 * random.NextDouble()) - 1)];
        double length = Math.Sqrt(weights.Sum(weight => weight * weight));
        weights = [.. weights.Select(weight => weight / length)];
        double bias = random.NextDouble() - 0.5;
        List<double> inputs = [];
        List<double> targets = [];
        while (targets.Count < rows)
        {
            double[] row = [.. Enumerable.Range(0, features).Select(_ => (4 * random.NextDouble()) - 2)];
            double side = row.Zip(weights, (x, w) => x * w).Sum() + bias;
            if (Math.Abs(side) > 0.05)
            {
                inputs.AddRange(row);
                targets.Add(side > 0 ? 1 : 0);
            }
        }
        return ([.. inputs], features, [.. targets], weights, bias);
    }

    private static double Bound(double[] inputs, int features, double[] targets, double[] weights, double bias)
    {
        double longest = 0;
        double margin = double.PositiveInfinity;
        for (int row = 0; row < targets.Length; row++)
        {
            double[] x = inputs[(row * features)..((row + 1) * features)];
            longest = Math.Max(longest, x.Sum(value => value * value) + 1);
            double side = (x.Zip(weights, (value, weight) => value * weight).Sum() + bias) * (targets[row] == 1 ? 1 : -1);
            margin = Math.Min(margin, side * side / (weights.Sum(weight => weight * weight) + (bias * bias)));
        }
        return longest / margin;
    }
}
