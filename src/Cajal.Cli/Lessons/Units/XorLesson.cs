using System.Globalization;
using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Units;

/// <summary>XOR three ways: not by linear layers, by weights set by hand, by learning.</summary>
internal sealed class XorLesson()
    : Lesson("xor", "XOR three ways: linear layers cannot, two hidden units set by hand can, and a net learns it", "U7", "U12")
{
    private const int Seeds = 100;
    private static readonly float[] States = [0, 0, 0, 1, 1, 0, 1, 1];
    private static readonly float[] Wanted = [0, 1, 1, 0];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("Linear layers after one another are one linear layer: W = W₂W₁, b = W₂b₁ + b₂.");
        Collapse(page);
        Sequential linear = BestLinear(page);
        page.Say("Two hidden units, OR and AND, and a third that wants the one without the other: (a | b) & !(a & b).");
        ByHand(page);
        page.Say("And learned, from random weights:");
        Sequential learned = Learned(page);
        page.Show(DecisionPicture.Draw(learned, new(-0.5, -0.5), new(1.5, 1.5), 32, 16));
        Dataset points = BuiltInData.Load("xor", rows: 4);
        // The same two units with thresholds between the points instead of at them.
        var strip = PlanarRegion.Intersection(new HalfPlane(1, 1, -0.5), new HalfPlane(-1, -1, 1.5));
        page.Draw(RegionPicture.Draw(
            "XOR", [new("one linear layer", linear, points), new("two units by hand", strip.ToSequential(), points), new("learned", learned, points)], 3, new(-0.5, -0.5), new(1.5, 1.5)));
    }

    private static void Collapse(LessonPage page)
    {
        foreach (int depth in new[] { 1, 3, 10 })
        {
            var model = new Sequential();
            for (int layer = 1; layer <= depth; layer++)
            {
                model.Add(new Dense(layer == depth ? 2 : 5, biasInitializer: new NormalInitializer(1)));
                model.Add(new Identity());
            }

            var map = AffineMap.Of(model.Build([3], seed: 4));
            double[] input = [0.3, -0.8, 0.5];
            double[] value = input;
            for (int layer = 0; layer < depth; layer++)
            {
                float[] weights = model.Parameters[2 * layer].Values.ToArray();
                value = [.. model.Parameters[(2 * layer) + 1].Values.ToArray().Select((bias, j) =>
                    bias + value.Select((x, i) => x * weights[(i * (weights.Length / value.Length)) + j]).Sum())];
            }

            page.Show($"{depth} layers:\n{map}");
            page.Check("U12", $"{depth} linear layers against the one, largest difference",
                value.Zip(map.Apply(input), (a, b) => Math.Abs(a - b)).Max(), Bound.AtMost(1e-12));
        }
    }

    private static Sequential BestLinear(LessonPage page)
    {
        var options = new LinearModelOptions { Penalty = 0 };
        LinearRegression best = LinearRegression.Fit<float>(States, 2, Wanted, options);
        float[] outputs = new float[4];
        best.Predict<float>(States, outputs);
        double error = outputs.Zip(Wanted, (y, t) => (y - t) * (y - t)).Average();
        page.Say($"On XOR the best that they can do is the answer {outputs[0].ToString(CultureInfo.InvariantCulture)} to everything, mean squared error {error.ToString(CultureInfo.InvariantCulture)}.");
        page.Check("U12", "least mean squared error of a linear net on XOR", error, Bound.Within(0.25, 1e-12));
        return new Sequential { new Dense(1) }.Build([2], seed: 0).With([(float)best.Weights[0], (float)best.Weights[1], (float)best.Intercepts[0]]);
    }

    private static void ByHand(LessonPage page)
    {
        var formula = LogicFormula.Parse("(a | b) & !(a & b)");
        Sequential threshold = formula.ToSequential();
        page.Show(formula.ToNet());
        page.Check("U7", "threshold units by hand: right rows", threshold.Predict(States).Zip(Wanted).Count(pair => pair.First == pair.Second), Bound.Equal(4));
        page.Check("U12", "XOR by zeros and ones, a threshold layer between: right rows",
            threshold.Predict(States).Zip(Wanted).Count(pair => pair.First == pair.Second), Bound.Equal(4));
        page.Check("U7", "sigmoid units by hand: largest distance from 0 or 1",
            formula.ToSequential(LogicUnits.Sigmoid).Predict(States).Zip(Wanted, (y, t) => Math.Abs(y - t)).Max(), Bound.AtMost(1e-4));
    }

    private static Sequential Learned(LessonPage page)
    {
        int small = Enumerable.Range(0, Seeds).Count(seed => RightRows(SmallNet(2, (ulong)seed, epochs: 1000)) == 4);
        Dataset table = BuiltInData.Load("xor", rows: 4);
        TrainingConfiguration recipe = Cajal.Recipes.ForTable(TargetKind.Classes).With("hidden", "8", "lesson").With("threads", "1", "lesson");
        int byRecipe = Enumerable.Range(0, Seeds).Count(seed =>
        {
            float[] outputs = TrainingRun.Start(new PreparedData { Training = table }, recipe.With("seed", $"{seed}", "lesson")).Model.Predict(States);
            return Enumerable.Range(0, 4).All(row => outputs[(2 * row) + table.Targets.ClassOf(row)] > 0.5f);
        });
        page.Show($"2-2-1, sigmoid units, momentum 0.9, rate 2, 1000 epochs: {small} of {Seeds} seeds\n2-8-2, the recipe for tables, no restarts: {byRecipe} of {Seeds} seeds");
        page.Check("U7", "2-2-1 learned, of 100 seeds (as it is)", small, Bound.Between(1, Seeds));
        page.Check("U7", "8 hidden units, the default recipe, of 100 seeds", byRecipe, Bound.AtLeast(95));
        Sequential net = SmallNet(8, seed: 1, epochs: 2000);
        page.Check("U12", "XOR learned with one sigmoid layer between: right rows", RightRows(net), Bound.Equal(4));
        return net;
    }

    private static Sequential SmallNet(int hidden, ulong seed, int epochs)
    {
        var model = new Sequential { new Dense(hidden), new Sigmoid(), new Dense(1), new Sigmoid() };
        model.Compile(new Sgd(2, 0.9), new BinaryCrossEntropy());
        model.Fit(new Dataset(States, [2], Targets.Labels(Wanted, ["xor"])), new FitOptions { Epochs = epochs, BatchSize = 4, Seed = seed, Threads = 1 });
        return model;
    }

    private static int RightRows(Model model) => model.Predict(States).Zip(Wanted).Count(pair => (pair.First > 0.5f) == (pair.Second == 1));
}
