using System.Globalization;
using Cajal.Cli.Lessons.Pictures;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>Learning rates: too high, too low, tried from large to small, and lowered on the way.</summary>
internal sealed class RatesLesson()
    : Lesson("rates", "learning rates: too high and too low; try 1 first and divide by 10; schedules, and the noise that a constant rate leaves", "O4", "O13")
{
    private static readonly double[] Rates = [10, 1, 0.1, 0.01, 0.001, 1e-4, 1e-5];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("One net on digits, eight epochs of momentum at each rate:");
        Outcomes(page);
        page.Say("\"Try a large value first; divide by 10 and retry in case of divergence\" is FitOptions.Retries. A regression, from rate 1:");
        Retries(page);
        Schedules(page);
        page.Say("A constant rate keeps the last steps noisy. A linear unit on noisy values, row by row: loss above the least possible one.");
        NoiseFloor(page);
    }

    private static void Outcomes(LessonPage page)
    {
        (Dataset training, _) = LessonModels.Digits().Split(0.8, seed: 1);
        List<Curve> curves = [];
        var table = new TextTable(">rate", ">first epoch", ">last epoch", "outcome");
        var outcomes = new Dictionary<double, string>();
        foreach (double rate in Rates)
        {
            Sequential net = new Sequential { new Dense(32), new Relu(), new Dense(32), new Relu(), new Dense(10), new Softmax() }
                .Build([64], seed: 1).Compile(new Sgd(rate, 0.9), new CrossEntropy());
            IReadOnlyList<EpochResult> epochs = [];
            try
            {
                epochs = net.Fit(training, new FitOptions { Epochs = 8 }).Epochs;
                curves.Add(new Curve($"η = {rate.ToString(CultureInfo.InvariantCulture)}", [.. epochs.Select(epoch => epoch.Loss)]));
            }
            catch (DivergedException)
            {
                // That is its outcome.
            }

            outcomes[rate] = Outcome(epochs);
            table.Add(rate.ToString(CultureInfo.InvariantCulture), epochs.Count == 0 ? "" : Text(epochs[0].Loss),
                epochs.Count == 0 ? "" : Text(epochs[^1].Loss), outcomes[rate]);
        }

        page.Show(string.Join("\n", table.Lines()));
        page.DrawCurves("training loss on digits at several rates", "1", "8 epochs", curves);
        page.Holds("O13", "η = 10 diverges or stays on an early plateau", outcomes[10] is "diverges" or "early plateau: too high");
        page.Holds("O13", "η = 0.01 learns", outcomes[0.01] == "learns");
        page.Holds("O13", "η = 1e-5 is slow", outcomes[1e-5] == "slow: too low");
        page.Check("O13", "rates with an outcome of a name", outcomes.Count, Bound.Equal(Rates.Length));
    }

    /// <summary>What falls with every epoch and has not arrived is slow; what has stopped falling, or jumps, is stuck on an early plateau.</summary>
    private static string Outcome(IReadOnlyList<EpochResult> epochs)
    {
        const double Learned = 0.2;
        bool fallsAlways = epochs.Zip(epochs.Skip(1)).All(pair => pair.Second.Loss < pair.First.Loss);
        return epochs.Count == 0 ? "diverges" : epochs[^1].Loss < Learned ? "learns" : fallsAlways ? "slow: too low" : "early plateau: too high";
    }

    private static void Retries(LessonPage page)
    {
        Dataset data = Values(300, seed: 1);
        double Train(double rate, int retries, out History history)
        {
            Sequential net = new Sequential { new Dense(16), new Relu(), new Dense(16), new Relu(), new Dense(1) }
                .Build([3], seed: 3).Compile(new Sgd(rate, 0.9), new MeanSquaredError());
            history = net.Fit(data, new FitOptions { Epochs = 150, Retries = retries, Schedule = new CosineSchedule() });
            return net.Evaluate(data).Loss;
        }

        double reached = Train(1, 6, out History tried);
        double[] rates = [.. tried.FailedAttempts.Select(failed => failed.LearningRate), Math.Pow(10, -tried.FailedAttempts.Count)];
        double best = double.PositiveInfinity;
        foreach (double rate in new[] { 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001 })
        {
            try
            {
                best = Math.Min(best, Train(rate, 0, out _));
            }
            catch (DivergedException)
            {
                // No rate to compare with.
            }
        }

        page.Show($"tried: {string.Join(", ", rates.Select(rate => rate.ToString("0.#####", CultureInfo.InvariantCulture)))}; loss {Text(reached)}, best of a grid of seven rates {Text(best)}");
        Sequential fresh = new Sequential { new Dense(16), new Relu(), new Dense(16), new Relu(), new Dense(1) }
            .Build([3], seed: 3).Compile(new Sgd(0.1, 0.9), new MeanSquaredError());
        var range = LearningRateRange.Find(fresh, data);
        page.Say("A range test raises the rate with every step and looks where the loss falls fastest and where it begins to rise:");
        page.Show(CurveText.Draw([new Curve($"loss at rates from {Short(range.Points[0].LearningRate)} to {Short(range.Points[^1].LearningRate)}; suggested: {Short(range.Suggested)}", [.. range.Points.Select(point => point.Smoothed)])]));
        page.Check("O4", "range test: loss with the rate suggested, of the best of a grid", Train(range.Suggested, 0, out _) / best, Bound.AtMost(1.5));
        page.Check("O4", "the first rate tried", rates[0], Bound.Equal(1));
        page.Check("O4", "rates that diverged before one did not", tried.FailedAttempts.Count, Bound.AtLeast(1));
        page.Check("O4", "each rate tried as a share of the one before",
            rates.Length < 2 ? 1 : rates.Skip(1).Zip(rates, (next, before) => next / before).Max(), Bound.Within(0.1, 1e-12));
        page.Check("O4", "loss reached, of the best of a grid", reached / best, Bound.AtMost(1.05));
    }

    private static void Schedules(LessonPage page)
    {
        const int Steps = 100;
        (string Name, Schedule Schedule)[] schedules =
        [
            ("η·βᵗ", new ExponentialSchedule(0.01)), ("steps ÷ 10", new StepSchedule()), ("half a cosine", new CosineSchedule()), ("warm-up, then half a cosine", new WarmUpSchedule(new CosineSchedule(), 0.2)),
            ("one cycle", new OneCycleSchedule()),
        ];
        page.Say("The rate on its way, as a share of the first:");
        page.Show(string.Join("\n", schedules.Select(one => $"{one.Name,-28} {string.Join(" ", Enumerable.Range(0, 11).Select(tenth => one.Schedule.Factor(Math.Min(tenth * 10, 99), Steps).ToString("0.000", CultureInfo.InvariantCulture)))}")));
        double beta = Math.Pow(0.01, 1.0 / Steps);
        page.Check("O4", "η·βᵗ: ratio of each factor to the one before, less β, largest",
            Enumerable.Range(1, 99).Max(step => Math.Abs((schedules[0].Schedule.Factor(step, Steps) / schedules[0].Schedule.Factor(step - 1, Steps)) - beta)),
            Bound.AtMost(1e-12));
        page.Check("O4", "half a cosine: factor in the middle", schedules[2].Schedule.Factor(50, Steps), Bound.Within(0.5, 1e-12));
        page.Check("O4", "warm-up: first factor", schedules[3].Schedule.Factor(0, Steps), Bound.Within(1.0 / 20, 1e-12));
        page.Check("O4", "one cycle: largest factor", Enumerable.Range(0, Steps).Max(step => schedules[4].Schedule.Factor(step, Steps)),
            Bound.Within(1, 1e-12));
    }

    private static void NoiseFloor(LessonPage page)
    {
        Dataset data = NoisyLine(200);
        double least = LeastLoss(data);
        (string Name, Schedule Schedule)[] schedules =
        [
            ("constant", new ConstantSchedule()), ("η·βᵗ", new ExponentialSchedule(1e-3)),
            ("plateau ÷ 2", new PlateauSchedule(0.5, patience: 1)), ("plateau ÷ 10", new PlateauSchedule(0.1, patience: 2)),
        ];
        double[] floors = [.. schedules.Select(one => Enumerable.Range(0, 5).Average(seed => LossAbove(data, one.Schedule, (ulong)seed, least)))];
        page.Show(string.Join("\n", schedules.Zip(floors, (one, floor) => $"{one.Name,-13} {floor.ToString("0.0e-00", CultureInfo.InvariantCulture)}")));
        for (int index = 1; index < schedules.Length; index++)
        {
            page.Check("O13", $"what a constant rate leaves, as a multiple of {schedules[index].Name}", floors[0] / floors[index], Bound.AtLeast(10));
        }
    }

    private static double LossAbove(Dataset data, Schedule schedule, ulong seed, double least)
    {
        Sequential unit = new Sequential { new Dense(1) }.Build([3], seed).Compile(new Sgd(0.1), new MeanSquaredError());
        unit.Fit(data, new FitOptions { Epochs = 80, BatchSize = 1, Schedule = schedule, Seed = seed });
        return unit.Evaluate(data).Loss - least;
    }

    /// <summary>The loss of the normal equations' weights, of standardised targets.</summary>
    private static double LeastLoss(Dataset data)
    {
        double[] x = [.. data.Inputs.ToArray().Select(value => (double)value)];
        double[] y = [.. data.Targets.Numbers.ToArray().Select(value => (double)value)];
        LinearRegression best = LinearRegression.Fit<double>(x, 3, y, new LinearModelOptions { Penalty = 0 });
        double[] outputs = new double[y.Length];
        best.Predict<double>(x, outputs);
        double mean = y.Average();
        return outputs.Zip(y, (a, b) => (a - b) * (a - b)).Average() / y.Average(value => (value - mean) * (value - mean));
    }

    private static Dataset NoisyLine(int rows)
    {
        var random = new Random(3);
        float[] x = [.. Enumerable.Range(0, rows * 3).Select(_ => (float)Normal.Draw(random))];
        return new Dataset(x, [3], Targets.Values([.. x.Chunk(3).Select(row => row[0] - (2 * row[1]) + (0.5f * row[2]) + (float)Normal.Draw(random))]));
    }

    private static Dataset Values(int rows, int seed)
    {
        var random = new Random(seed);
        float[] x = [.. Enumerable.Range(0, rows * 3).Select(_ => (2 * random.NextSingle()) - 1)];
        return new Dataset(x, [3], Targets.Values([.. x.Chunk(3).Select(row => (5 * row[0] * row[1]) + MathF.Sin(3 * row[2]) + (float)Normal.Draw(random))]));
    }

    private static string Short(double rate) => rate.ToString("G2", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
