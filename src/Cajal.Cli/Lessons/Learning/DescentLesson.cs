using System.Globalization;
using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>Descent over batches of rows; the linear unit and where descent leads without a closed form.</summary>
internal sealed class DescentLesson()
    : Lesson("descent", "descent by batches: each row once an epoch, in random order; a linear unit reaches the normal equations, a net of sigmoids one of many ends", "O1", "O17")
{
    private const int Samples = 35;
    private const double Rate = 1;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say($"""
            {Samples} rows, each with an input of its own at 1 and all others at 0, so each moves a weight of its own: by 0.5/m in a batch of m rows.
            The weights after one epoch tell how often each row came, and in how large a batch.
            """);
        Batches(page);
        page.Say("A linear unit's loss is a bowl: descent ends where the normal equations XᵀX w = Xᵀy are solved.");
        LinearUnit(page);
        page.Say("With σ between, there is no closed form, and where it ends depends on where it began: 2-2-1 on XOR from 20 starts.");
        ManyEnds(page);
    }

    private static void Batches(LessonPage page)
    {
        foreach ((string name, int size) in new[] { ("batch", Samples), ("mini-batches of 8", 8), ("stochastic", 1) })
        {
            float[] moved = AfterOneEpoch(size, seed: 1);
            int last = Samples % size;
            int ofWhole = moved.Count(weight => weight == (float)(Rate * 0.5 / size));
            int ofLast = last == 0 ? 0 : moved.Count(weight => Math.Abs(weight - (Rate * 0.5 / last)) < 1e-7);
            page.Check("O1", $"{name}: rows that came exactly once, in a whole batch", ofWhole, Bound.Equal(Samples - last));
            page.Check("O1", $"{name}: rows that came exactly once, in the last, partial batch", ofLast, Bound.Equal(last));
        }

        bool[] InLast(ulong seed) => [.. AfterOneEpoch(8, seed).Select(weight => weight > 0.1)];
        page.Show($"rows of the last batch: seed 1 {Numbers(InLast(1))}, seed 2 {Numbers(InLast(2))}");
        page.Holds("O1", "another seed, another order", !InLast(1).SequenceEqual(InLast(2)));
        page.Holds("O1", "the same seed, the same order", InLast(1).SequenceEqual(InLast(1)));
    }

    /// <summary>A sigmoid unit from weights 0 and targets 1: the slope at its sum is σ(0) − 1 = −½ wherever a row's own weight is still 0.</summary>
    private static float[] AfterOneEpoch(int batchSize, ulong seed)
    {
        float[] identity = new float[Samples * Samples];
        for (int row = 0; row < Samples; row++)
        {
            identity[(row * Samples) + row] = 1;
        }

        var model = new Sequential { new Dense(1, new ZerosInitializer(), hasBias: false), new Sigmoid() };
        model.Compile(new Sgd(Rate), new BinaryCrossEntropy());
        var data = new Dataset(identity, [Samples], Targets.Labels([.. Enumerable.Repeat(1f, Samples)], ["yes"]));
        model.Fit(data, new FitOptions { Epochs = 1, BatchSize = batchSize, Seed = seed });
        return model.Parameters[0].Values.ToArray();
    }

    private static void LinearUnit(LessonPage page)
    {
        var random = new Random(17);
        const int Rows = 50;
        double[] x = [.. Enumerable.Range(0, Rows).SelectMany(_ => new[] { 1, Normal.Draw(random), Normal.Draw(random) })];
        double[] y = [.. x.Chunk(3).Select(row => 0.5 + (2 * row[1]) - (3 * row[2]) + (0.1 * Normal.Draw(random)))];
        LinearRegression solved = LinearRegression.Fit<double>([.. x.Chunk(3).SelectMany(row => row[1..])], 2, y, new LinearModelOptions { Penalty = 0 });
        var graph = new Graph();
        Node inputs = graph.Input("x", [Rows, 3]);
        Node targets = graph.Input("y", [Rows, 1]);
        Node w = graph.Parameter("w", [3, 1]);
        using var descent = new DoubleDescent((0.5 * (inputs.MatMul(w) - targets).Square()).Mean(), [w], new() { [inputs] = x, [targets] = y, [w] = new double[3] }, rate: 0.5);
        descent.Run(2000);
        double[] expected = [solved.Intercepts[0], .. solved.Weights];
        page.Show($"solved   {Text(expected)}\ndescent  {Text(descent.ValueOf(w))}");
        page.Check("O17", "descent against the normal equations, largest difference",
            descent.ValueOf(w).Zip(expected, (a, b) => Math.Abs(a - b)).Max(), Bound.AtMost(1e-8));
    }

    private static void ManyEnds(LessonPage page)
    {
        const int Starts = 20;
        const int Steps = 60_000;
        const int Drawn = 6;
        const int Points = 60;
        const int StepsOfPoint = 50;
        List<double> ends = [];
        List<Curve> curves = [];
        double steepest = 0;
        for (int start = 0; start < Starts; start++)
        {
            var random = new Random(start);
            double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * Normal.Draw(random))];
            var graph = new Graph();
            Node x = graph.Input("x", [4, 2]);
            Node y = graph.Input("y", [4, 1]);
            Node w = graph.Parameter("W", [2, 2]);
            Node b = graph.Parameter("b", [2]);
            Node v = graph.Parameter("v", [2, 1]);
            Node c = graph.Parameter("c", [1]);
            // A little of ‖θ‖² so that there are minima at all and nothing runs off to infinity.
            Node output = ((x.MatMul(w) + b).Sigmoid().MatMul(v) + c).Sigmoid();
            Node loss = (0.5 * (output - y).Square()).Mean() + (5e-4 * (w.Square().Sum() + v.Square().Sum()));
            NodeValues values = new() { [x] = [0, 0, 0, 1, 1, 0, 1, 1], [y] = [0, 1, 1, 0], [w] = Draw(4), [b] = Draw(2), [v] = Draw(2), [c] = Draw(1) };
            using var descent = new DoubleDescent(loss, [w, b, v, c], values, rate: 2);
            curves.Add(new Curve($"start {start}", [.. Enumerable.Range(0, Points).Select(_ => descent.Run(StepsOfPoint).Loss)]));
            (double end, double norm) = descent.Run(Steps - (Points * StepsOfPoint));
            ends.Add(Math.Round(end, 5));
            steepest = Math.Max(steepest, norm);
        }

        page.DrawCurves($"loss on XOR from {Drawn} starts", $"step {StepsOfPoint}", $"{Points * StepsOfPoint}", curves[..Drawn]);

        page.Show(string.Join("\n", ends.GroupBy(end => end).OrderBy(group => group.Key).Select(group => $"loss {group.Key.ToString("0.00000", CultureInfo.InvariantCulture)} from {group.Count()} starts")));
        page.Check("O17", "longest gradient at the ends: all are stationary points", steepest, Bound.AtMost(1e-4));
        page.Check("O17", "different ends of 20 starts", ends.Distinct().Count(), Bound.AtLeast(2));
    }

    private static string Numbers(bool[] isIn) => string.Join(" ", isIn.Index().Where(row => row.Item).Select(row => row.Index));

    private static string Text(double[] numbers) => string.Join(" ", numbers.Select(number => number.ToString("0.0000000000", CultureInfo.InvariantCulture).PadLeft(14)));
}
