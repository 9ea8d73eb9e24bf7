using System.Diagnostics;
using System.Globalization;
using Cajal.Cli.Lessons.Pictures;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>K-FAC and Shampoo on a deep autoencoder on which plain descent crawls, L-BFGS on a small net.</summary>
internal sealed class SecondOrderLesson()
    : Lesson("second-order", "second order: K-FAC, Shampoo and L-BFGS need far fewer steps than descent at its best rate where a net is ill-conditioned", "O3")
{
    private const int BatchSize = 256;
    private const int StepsOfEpoch = 7;
    private const int Samples = StepsOfEpoch * BatchSize;
    private const int Steps = 1000;

    private static readonly double[] Rates = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 2];
    private static readonly double[] WholeRates = [0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        Dataset digits = Digits();
        page.Say($"An autoencoder 64 - 128 - 64 - 32 - 8 - 32 - 64 - 128 - 64, tanh, must give back {Samples.ToString("N0", CultureInfo.InvariantCulture)} digits through 8 numbers; batches of {BatchSize}. Loss: the mean of an epoch, {StepsOfEpoch} steps. Descent with momentum 0.9 at eight rates, {Steps} steps each:");
        Course best = BestDescent(page, Rates, optimizer => Encode(optimizer, digits, null));
        double target = best.Losses[^1];
        page.Say($"Steps until its best loss, {Text(target)}, is reached:");
        Course kfac = Encode(new Kfac(), digits, target);
        Course shampoo = Encode(new Shampoo(0.01), digits, target);
        Compare(page, ("momentum, best rate", best), ("K-FAC", kfac), ("Shampoo, grafted, 0.01", shampoo));
        Curve[] curves = [new("momentum, best rate", [.. best.Losses]), new("K-FAC", [.. kfac.Losses]), new("Shampoo, grafted, 0.01", [.. shampoo.Losses])];
        page.DrawCurves("loss of a deep autoencoder of digits", "1", $"epochs of {StepsOfEpoch} steps", curves);
        page.Check("O3", "K-FAC: steps to the loss of 1,000 steps of descent at its best rate", kfac.StepsTo(target), Bound.AtMost(250));
        page.Check("O3", "Shampoo: steps to it", shampoo.StepsTo(target), Bound.AtMost(400));

        page.Say("L-BFGS takes the gradient of all rows in each step. A net of 32 hidden units that tells the digits apart, all rows in a step; descent:");
        Dataset raw = BuiltInData.Digits();
        raw = raw.WithInputs(raw.Inputs.ToArray(), [raw.Features]);
        best = BestDescent(page, WholeRates, optimizer => Classify(optimizer, raw, null));
        target = best.Losses[^1];
        page.Say($"Steps until its best loss, {Text(target)}, is reached:");
        Course limited = Classify(new Lbfgs(), raw, target);
        Compare(page, ("momentum, best rate", best), ("L-BFGS", limited));
        page.Check("O3", "L-BFGS: gradients of all rows to the loss of 1,000 of descent at its best rate", limited.StepsTo(target), Bound.AtMost(250));
    }

    private static Course BestDescent(LessonPage page, double[] rates, Func<Optimizer, Course> train)
    {
        var table = new TextTable(">rate", ">loss", ">seconds");
        Course? best = null;
        foreach (double rate in rates)
        {
            Course course = train(new Sgd(rate, 0.9));
            bool diverged = course.Losses.Count == 0;
            table.Add(rate.ToString(CultureInfo.InvariantCulture), diverged ? "diverges" : Text(course.Losses[^1]), Seconds(course));
            best = !diverged && (best is null || course.Losses[^1] < best.Losses[^1]) ? course : best;
        }

        page.Show(string.Join("\n", table.Lines()));
        return best ?? throw new InvalidOperationException("Descent diverged at every rate.");
    }

    private static void Compare(LessonPage page, params (string Name, Course Course)[] all)
    {
        var table = new TextTable("optimiser", ">steps", ">seconds", ">milliseconds a step");
        foreach ((string name, Course course) in all)
        {
            table.Add(name, course.Steps.ToString(CultureInfo.InvariantCulture), Seconds(course), (1000 * course.Seconds / course.Steps).ToString("0.00", CultureInfo.InvariantCulture));
        }

        page.Show(string.Join("\n", table.Lines()));
    }

    private static Dataset Digits()
    {
        Dataset digits = LessonModels.Digits();
        float[] pixels = digits.Inputs[..(Samples * digits.Features)].ToArray();
        return new Dataset(pixels, [digits.Features], Targets.Values(pixels, Enumerable.Range(0, digits.Features).Select(pixel => $"pixel {pixel}")));
    }

    private static Course Encode(Optimizer optimizer, Dataset digits, double? target)
    {
        Sequential net = new Sequential
        {
            new Dense(128), new Tanh(), new Dense(64), new Tanh(), new Dense(32), new Tanh(), new Dense(8), new Tanh(),
            new Dense(32), new Tanh(), new Dense(64), new Tanh(), new Dense(128), new Tanh(), new Dense(64),
        }.Build([64], seed: 0).Compile(optimizer, new MeanSquaredError());
        return Train(net, digits, BatchSize, target);
    }

    private static Course Classify(Optimizer optimizer, Dataset digits, double? target)
    {
        Sequential net = new Sequential { new Dense(32), new Tanh(), new Dense(10), new Softmax() }.Build([64], seed: 1).Compile(optimizer, new CrossEntropy());
        return Train(net, digits, digits.Count, target);
    }

    private static Course Train(Sequential net, Dataset digits, int batchSize, double? target)
    {
        int stepsOfEpoch = digits.Count / batchSize;
        int epochs = (Steps + stepsOfEpoch - 1) / stepsOfEpoch;
        var options = new FitOptions { Epochs = epochs, BatchSize = batchSize, MaxSteps = Steps, Retries = 0, TargetLoss = target };
        long began = Stopwatch.GetTimestamp();
        try
        {
            double[] losses = [.. net.Fit(digits, options).Epochs.Select(epoch => epoch.Loss)];
            return new Course(losses, Math.Min(losses.Length * stepsOfEpoch, Steps), Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        catch (DivergedException)
        {
            // That is its outcome.
            return new Course([], 0, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
    }

    private static string Seconds(Course course) => course.Seconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>A training: mean loss of each epoch, steps done, time.</summary>
    private sealed record Course(IReadOnlyList<double> Losses, int Steps, double Seconds)
    {
        /// <summary>Steps until a loss was reached; infinite when it was not.</summary>
        public double StepsTo(double target) => Losses.Count > 0 && Losses[^1] <= target ? Steps : double.PositiveInfinity;
    }
}
