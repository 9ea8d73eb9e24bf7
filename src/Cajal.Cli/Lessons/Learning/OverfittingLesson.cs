using System.Globalization;
using Cajal.Cli.Lessons.Graphs.Errata;
using Cajal.Cli.Rendering;
using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>A net that learns its rows by heart, and what helps.</summary>
internal sealed class OverfittingLesson()
    : Lesson("overfitting", "overfitting and its cures: L2, L1, dropout, max-norm, label smoothing, early stopping", "O9")
{
    private const int Seeds = 10;
    private const int Signal = 3;
    private const int Noise = 20;
    private const double Flipped = 0.1;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say($"Eighty rows of {Signal} columns that matter and {Noise} that do not, some labels wrong, a net of 64 hidden units: it learns them by heart.");
        Cures(page);
        PenaltyGradient(page);
        Sparse(page);
        Dropping(page);
        Norms(page);
    }

    private static void Cures(LessonPage page)
    {
        (string Name, double Dropout, double Smoothing, Func<FitOptions, Dataset, FitOptions> With)[] cures =
        [
            ("nothing", 0, 0, (options, _) => options), ("L2", 0, 0, (options, _) => options with { L2 = 0.02 }), ("L1", 0, 0, (options, _) => options with { L1 = 0.3 }),
            ("dropout", 0.5, 0, (options, _) => options), ("max-norm", 0, 0, (options, _) => options with { MaxNorm = 0.6 }), ("label smoothing", 0, 0.2, (options, _) => options),
            ("early stopping", 0, 0, (options, validation) => options with { Validation = validation, Patience = 10 }),
        ];
        List<(string Name, double Value)> bars = [];
        var table = new TextTable("cure", ">training rows", ">other rows", ">better in");
        double[] without = [];
        foreach ((string name, double dropout, double smoothing, Func<FitOptions, Dataset, FitOptions> with) in cures)
        {
            (double Training, double Validation)[] losses = [.. Enumerable.Range(0, Seeds).Select(seed =>
            {
                (Dataset training, Dataset validation, Dataset others) = (Draw(80, seed, Flipped), Draw(200, seed + 1000, Flipped), Draw(1000, seed + 2000, Flipped));
                Sequential net = new Sequential { new Dropout(dropout), new Dense(64), new Relu(), new Dropout(dropout), new Dense(2), new Softmax() }
                    .Build([Signal + Noise], (ulong)seed).Compile(new Adam(0.01), new CrossEntropy(smoothing));
                net.Fit(training, with(new FitOptions { Epochs = 60, BatchSize = 16, Seed = (ulong)seed }, validation));
                return (LogLikelihood(net, training), LogLikelihood(net, others));
            })];
            without = without.Length == 0 ? [.. losses.Select(loss => loss.Validation)] : without;
            double mean = losses.Average(loss => loss.Validation);
            int better = losses.Zip(without).Count(pair => pair.First.Validation < pair.Second);
            bars.Add((name, mean));
            table.Add(name, Text(losses.Average(loss => loss.Training)), Text(mean), name == "nothing" ? "" : $"{better} of {Seeds}");
            if (name != "nothing")
            {
                page.Check("O9", $"{name}: loss on rows not seen, mean of 10 seeds, as a share of that without a cure", mean / without.Average(),
                    Bound.AtMost(0.99));
            }
        }

        page.Show(string.Join("\n", table.Lines()));
        page.DrawBars("loss on rows not seen, mean of ten seeds", bars, "0.000");
    }

    private static void PenaltyGradient(LessonPage page)
    {
        var graph = new Graph();
        Node w = graph.Parameter("W", [2, 3]);
        Node g = graph.Input("g", [2, 3]);
        NodeValues values = new() { [w] = [0.5, -1, 2, 0.1, -0.3, 0.7], [g] = new double[6] };
        const double Strength = 0.3;
        double[] added = WeightPenalty.AddL2(g, w, Strength).Evaluate(values);
        page.Check("O9", "what L2 adds to the gradient against differences of λ/2‖W‖², largest",
            added.Zip(Differences.Of(Strength / 2 * w.Square().Sum(), w, values), (a, n) => Math.Abs(a - n)).Max(), Bound.AtMost(1e-9));
        double[] kept = WeightPenalty.Shrink(w, graph.Constant(0.4)).Evaluate(values);
        // argmin over w' of ½(w' − w)² + 0.4|w'|, element by element.
        page.Check("O9", "L1's step against soft thresholding by hand, largest",
            kept.Zip([0.1, -0.6, 1.6, 0, 0, 0.3], (a, b) => Math.Abs(a - b)).Max(), Bound.AtMost(1e-12));
    }

    private static void Sparse(LessonPage page)
    {
        Sequential unit = new Sequential { new Dense(2), new Softmax() }.Build([Signal + Noise], 1).Compile(new Sgd(0.3), new CrossEntropy());
        unit.Fit(Draw(400, seed: 5, flipped: 0), new FitOptions { Epochs = 100, BatchSize = 100, L1 = 0.03 });
        float[] weights = unit.Parameters[0].Values.ToArray();
        int zeros = Enumerable.Range(Signal, Noise).Count(column => weights[2 * column] == 0 && weights[(2 * column) + 1] == 0);
        page.Say($"L1 on a single layer: the weights of {zeros} of {Noise} columns of noise are exactly 0, of the {Signal} others {Enumerable.Range(0, Signal).Count(column => weights[2 * column] == 0)}.");
        page.Check("O9", "L1: share of noise columns whose weights are exactly 0", (double)zeros / Noise, Bound.AtLeast(0.8));
    }

    private static void Dropping(LessonPage page)
    {
        const int Count = 100_000;
        var graph = new Graph();
        Node x = graph.Input("x", [100, Count / 100]);
        Node dropped = new Dropout(0.5).Build(new LayerContext(true, new Dictionary<string, Node>(), 3), x);
        double[] ones = [.. Enumerable.Repeat(1.0, Count)];
        double[] after = NaiveExecutor.Run(new GraphFunction([dropped]), new ParameterStore<double>([]), new Dictionary<Node, double[]> { [x] = ones }, new RandomState { Seed = 1, Step = 0 })[dropped];
        page.Check("O9", "dropout of ½: mean of ones in training", after.Average(), Bound.Within(1, 0.01));
        page.Check("O9", "dropout of ½: share dropped", after.Count(value => value == 0) / (double)Count, Bound.Within(0.5, 0.01));
        float[] row = [0.1f, -2, 3];
        page.Holds("O9", "dropout is off at prediction", new Sequential { new Dropout(0.5) }.Build([3]).Predict(row).SequenceEqual(row));
    }

    private static void Norms(LessonPage page)
    {
        const double Limit = 0.7;
        Sequential net = new Sequential { new Dense(8), new Relu(), new Dense(2), new Softmax() }
            .Build([Signal + Noise], 1).Compile(new Sgd(0.3), new CrossEntropy());
        Dataset data = Draw(200, seed: 1, flipped: 0);
        double largest = 0;
        for (int step = 0; step < 50; step++)
        {
            net.Fit(data, new FitOptions { Epochs = 1, BatchSize = 16, MaxSteps = 1, MaxNorm = Limit, Seed = (ulong)step });
            foreach (ModelParameter weight in net.Parameters.Where(parameter => parameter.Shape.Rank == 2))
            {
                float[] values = weight.Values.ToArray();
                int units = weight.Shape[1];
                largest = Math.Max(largest, Enumerable.Range(0, units).Max(unit => Math.Sqrt(values.Where((_, place) => place % units == unit).Sum(value => (double)value * value))));
            }
        }

        page.Check("O9", "max-norm of 0.7: longest column of weights after any of 50 steps", largest, Bound.Between(0.69, Limit * (1 + 1e-6)));
    }

    private static Dataset Draw(int rows, int seed, double flipped)
    {
        var random = new Random(seed);
        const int Columns = Signal + Noise;
        float[] x = [.. Enumerable.Range(0, rows * Columns).Select(_ => (2 * random.NextSingle()) - 1)];
        int[] classes = [.. x.Chunk(Columns).Select(row => row[0] + row[1] - row[2] > 0 != random.NextDouble() < flipped ? 1 : 0)];
        return new Dataset(x, [Columns], Targets.Classes(classes, ["no", "yes"]));
    }

    private static double LogLikelihood(Model net, Dataset data) => new LogLoss().Compute(new PredictedRows(net.Predict(data.Inputs), 2, data.Targets.Numbers, 1))!.Value;

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
