using System.Globalization;
using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Units;

/// <summary>A net can be any function that is known; of an unknown one there are only snapshots.</summary>
internal sealed class SnapshotsLesson()
    : Lesson("snapshots", "a net can be any known function, as closely as wanted; of an unknown one it sees a few snapshots", "U13")
{
    private const int Seeds = 3;
    private const double Noise = 0.2;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("Known: f(x) = sin 2πx has slopes of at most L = 2π. Stairs of n threshold units follow it within L/n.");
        Stairs(page);
        page.Say($"Unknown: only snapshots of it, each off by noise of deviation {Noise.ToString(CultureInfo.InvariantCulture)}. Means of {Seeds} seeds, mean squared error, of which 0.04 is noise:");
        Snapshots(page);
    }

    private static void Stairs(LessonPage page)
    {
        float[] inputs = [.. Enumerable.Range(0, 100_001).Select(i => (float)(i / 100_000.0))];
        List<string> lines = [];
        foreach (int steps in new[] { 10, 100, 1000 })
        {
            double error = StaircaseNet.Build(F, steps).Predict(inputs).Zip(inputs, (y, x) => Math.Abs(y - F(x))).Max();
            lines.Add($"n = {steps,4}: largest error {error.ToString("0.00000", CultureInfo.InvariantCulture)}, L/n = {(2 * Math.PI / steps).ToString("0.00000", CultureInfo.InvariantCulture)}");
            page.Check("U13", $"stairs of {steps}: largest error", error, Bound.AtMost(2 * Math.PI / steps));
        }

        page.Show(string.Join("\n", lines));
    }

    private static void Snapshots(LessonPage page)
    {
        Dataset test = Draw(2000, seed: 99);
        List<double> errors = [];
        List<string> lines = [];
        List<Curve> curves = [new("the function", [.. Enumerable.Range(0, 101).Select(i => F(i / 100.0))])];
        foreach (int count in new[] { 10, 100, 1000 })
        {
            (double training, double others) = (0, 0);
            for (int seed = 0; seed < Seeds; seed++)
            {
                Dataset data = Draw(count, seed);
                var model = new Sequential { new Dense(20), new Tanh(), new Dense(20), new Tanh(), new Dense(1) };
                model.Compile(new Adam(0.01), new MeanSquaredError());
                model.Fit(data, new FitOptions { Epochs = 100_000 / count, BatchSize = 10, Threads = 1, Schedule = new CosineSchedule(), Seed = (ulong)seed });
                training += Error(model, data) / Seeds;
                others += Error(model, test) / Seeds;
                if (seed == 0)
                {
                    curves.Add(new($"learned from {count} snapshots", [.. model.Predict([.. Enumerable.Range(0, 101).Select(i => i / 100f)]).Select(y => (double)y)]));
                }
            }

            lines.Add($"{count,4} snapshots: {training.ToString("0.0000", CultureInfo.InvariantCulture)} in training, {others.ToString("0.0000", CultureInfo.InvariantCulture)} on others");
            page.Check("U13", $"{count} snapshots: squared error in training", training, Bound.AtMost(others));
            if (errors.Count > 0)
            {
                page.Check("U13", $"{count} snapshots: squared error on others", others, Bound.AtMost(errors[^1]));
            }

            errors.Add(others);
        }

        page.Show(string.Join("\n", lines));
        page.Draw(CurvePicture.Draw("sin 2πx and what is learned from snapshots of it", "x = 0", "1", curves));
    }

    private static double F(double x) => Math.Sin(2 * Math.PI * x);

    private static Dataset Draw(int count, int seed)
    {
        var random = new Random(seed);
        float[] x = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
        return new Dataset(x, [1], Targets.Values([.. x.Select(value => (float)(F(value) + (Noise * Normal.Draw(random))))]));
    }

    private static double Error(Model model, Dataset data) => model.Predict(data.Inputs).Zip(data.Targets.Numbers.ToArray(), (y, t) => (double)(y - t) * (y - t)).Average();
}
