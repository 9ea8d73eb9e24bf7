using System.Globalization;
using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Units;

/// <summary>The perceptron, its bound on mistakes, and what one unit cannot be.</summary>
/// <param name="first">The lower of the two points of the one-dimensional example; with another than the lecture's the figure is another.</param>
internal sealed class PerceptronLesson(double first = 10)
    : Lesson("perceptron", "the perceptron learns what one unit can be, counts its mistakes, and says what it cannot be", "U5", "U10")
{
    private const int Sets = 1000;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("w ← w + η(d - y)x on mistakes, the bias as the weight of x₀ = 1.");
        Gates(page);
        OneDimension(page);
        RandomSets(page);
        Xor(page);
        Counts(page);
    }

    private static void Gates(LessonPage page)
    {
        List<string> lines = [];
        List<RegionPanel> panels = [];
        foreach (string name in new[] { "and", "or", "nand" })
        {
            Dataset gate = BuiltInData.Load(name);
            var perceptron = Perceptron.Fit(gate);
            panels.Add(new RegionPanel(name, perceptron.ToSequential(), gate));
            lines.Add($"{name,-4}  w = ({string.Join(", ", perceptron.Weights.ToArray())}), b = {perceptron.Bias}, after {perceptron.Result.Mistakes} mistakes");
            foreach (bool firesAtZero in new[] { false, true })
            {
                float[] outputs = Perceptron.Fit(gate, new PerceptronOptions { FiresAtZero = firesAtZero }).ToSequential().Predict(gate.Inputs);
                int right = outputs.Zip(gate.Targets.Numbers.ToArray()).Count(pair => pair.First == pair.Second);
                page.Check("U5", $"{name}, fires {(firesAtZero ? "from 0 on" : "above 0")}: rows learned", right, Bound.Equal(4));
            }
        }

        page.Show(string.Join("\n", lines));
        page.Draw(RegionPicture.Draw("What three perceptrons learned", panels, panels.Count, new(-0.5, -0.5), new(1.5, 1.5)));
    }

    private void OneDimension(LessonPage page)
    {
        var perceptron = Perceptron.Fit<double>([first, 11], 1, [0, 1], new PerceptronOptions { Rate = 1 });
        page.Show($"10 → 0, 11 → 1 in turn: {perceptron.Result.Mistakes} mistakes until w = {perceptron.Weights[0]}, b = {perceptron.Bias}");
        page.Check("U5", "10 → 0, 11 → 1 in turn: mistakes", perceptron.Result.Mistakes, Bound.Equal(212));
    }

    /// <summary>Random planes with nothing closer than 0.05: mistakes ≤ (R/γ)² with γ and R measured here, x₀ = 1 included.</summary>
    private static void RandomSets(LessonPage page)
    {
        var random = new Random(5);
        (int separated, double largest) = (0, 0);
        for (int set = 0; set < Sets; set++)
        {
            int features = random.Next(1, 9);
            double[] plane = [.. Enumerable.Range(0, features + 1).Select(_ => (2 * random.NextDouble()) - 1)];
            double length = Math.Sqrt(plane.Sum(weight => weight * weight));
            double[][] rows = [.. Enumerable.Range(0, 1000).Select(_ => Enumerable.Range(0, features).Select(_ => (4 * random.NextDouble()) - 2).Append(1.0).ToArray())
                .Where(row => Math.Abs(Dot(row, plane)) / length > 0.05).Take(random.Next(2, 60))];
            double[] inputs = [.. rows.SelectMany(row => row[..^1])];
            double[] targets = [.. rows.Select(row => Dot(row, plane) > 0 ? 1.0 : 0)];
            PerceptronFit result = Perceptron.Fit<double>(inputs, features, targets, new PerceptronOptions { MaximumEpochs = 1_000_000 }).Result;
            double bound = rows.Max(row => Dot(row, row)) / Math.Pow(rows.Min(row => Math.Abs(Dot(row, plane)) / length), 2);
            separated += result.Verdict == PerceptronVerdict.Separated ? 1 : 0;
            largest = Math.Max(largest, result.Mistakes / bound);
        }

        page.Say($"On {Sets} random separable sets it made at most {largest.ToString("P1", CultureInfo.InvariantCulture)} of the mistakes that the bound (R/γ)² allows.");
        page.Check("U5", "random separable sets learned", separated, Bound.Equal(Sets));
        page.Check("U5", "most mistakes, as a share of (R/γ)²", largest, Bound.AtMost(1));
    }

    private static void Xor(LessonPage page)
    {
        Dataset xor = BuiltInData.Load("xor", rows: 4);
        PerceptronFit result = Perceptron.Fit(xor).Result;
        var verdict = LinearSeparability.Decide(xor);
        page.Say("And XOR? No weights will do; the state that comes back proves it, and so does a point that is a mixture of either class:");
        page.Show($"{result.Remark}\n{verdict}");
        page.Holds("U5", "XOR: the verdict is NotSeparable", result.Verdict == PerceptronVerdict.NotSeparable);
        page.Check("U5", "XOR: epochs from a state to the same state", result.CycleLength, Bound.AtLeast(1));
        CombinedRow[] combination = [.. verdict.Combination];
        double[] Mixture(int label) => [.. Enumerable.Range(0, 2).Select(column =>
            combination.Where(term => term.Class == label).Sum(term => (double)term.Coefficient / (double)verdict.Denominator * xor.Row(term.Row)[column]))];
        page.Holds("U10", "XOR: one point is a mixture of both classes", !verdict.IsSeparable && Mixture(0).SequenceEqual(Mixture(1)));
        page.Holds("U10", "XNOR is not separable either", !LinearSeparability.Decide<double>([0, 0, 0, 1, 1, 0, 1, 1], 2, [1, 0, 0, 1]).IsSeparable);
        var and = LinearSeparability.Decide(BuiltInData.Load("and"));
        page.Holds("U10", "AND: the weights of the certificate separate", TruthTables.States(2).All(state =>
            ((state[0] ? and.Weights[0] : 0) + (state[1] ? and.Weights[1] : 0) + and.Bias > 0) == (state[0] && state[1])));
    }

    private static void Counts(LessonPage page)
    {
        page.Say("Of all functions of n inputs, so many are one unit each:");
        List<string> lines = [];
        foreach ((int inputs, int expected) in new[] { (2, 14), (3, 104), (4, 1882) })
        {
            int count = SeparableFunctions.Count(inputs);
            lines.Add($"n = {inputs}: {count} of {1 << (1 << inputs)}");
            page.Check("U10", $"separable functions of {inputs} inputs", count, Bound.Equal(expected));
        }

        page.Show(string.Join("\n", lines));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
