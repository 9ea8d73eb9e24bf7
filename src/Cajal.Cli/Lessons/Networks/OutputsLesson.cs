using System.Globalization;

namespace Cajal.Cli.Lessons.Networks;

/// <summary>Kinds of outputs, and several classes from classifiers of two.</summary>
internal sealed class OutputsLesson()
    : Lesson("outputs", "one of K by softmax, K sigmoids, several labels, values; and K classes from classifiers of two", "F5", "F6")
{
    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        (Dataset training, Dataset test) = LessonModels.Digits().Split(0.8, seed: 1);
        SoftmaxOrSigmoids(page, training, test);
        LabelsAndValues(page);
        page.Say("One against all takes K classifiers and the highest score; one against one K(K - 1)/2 and votes, at a tie the higher sum of scores, then the first class.");
        FourClasses(page);
        TenClasses(page, training, test);
    }

    private static void SoftmaxOrSigmoids(LessonPage page, Dataset training, Dataset test)
    {
        var options = new FitOptions { Epochs = 40, Schedule = new CosineSchedule() };
        Sequential softmax = new Sequential { new Dense(64), new Relu(), new Dense(10), new Softmax() }.Compile(new Adam(0.003), new CrossEntropy());
        softmax.Fit(training, options);
        Sequential sigmoids = new Sequential { new Dense(64), new Relu(), new Dense(10), new Sigmoid() }.Compile(new Adam(0.003), new BinaryCrossEntropy(outputs: OutputReduction.Sum));
        float[] oneHot = [.. Enumerable.Range(0, training.Count * 10).Select(i => training.Targets.ClassOf(i / 10) == i % 10 ? 1f : 0f)];
        sigmoids.Fit(training.WithTargets(Targets.Labels(oneHot, training.Targets.ClassNames)), options);
        double Right(Model model) => new Accuracy().Compute(new PredictedRows(model.Predict(test.Inputs), 10, test.Targets.Numbers, 1))!.Value;
        (double bySoftmax, double bySigmoids) = (Right(softmax), Right(sigmoids));
        page.Say($"Digits, share right: by softmax {Text(bySoftmax)}, by ten sigmoids {Text(bySigmoids)}.");
        page.Check("F5", "digits by softmax: share right", bySoftmax, Bound.AtLeast(0.97));
        page.Check("F5", "digits: sigmoids less softmax", Math.Abs(bySigmoids - bySoftmax), Bound.AtMost(0.01));
    }

    private static void LabelsAndValues(LessonPage page)
    {
        (Dataset training, Dataset test) = BuiltInData.Load("discs", rows: 2000).Split(0.7, seed: 1);
        Sequential labels = new Sequential { new Dense(32), new Tanh(), new Dense(3), new Sigmoid() }.Compile(new Adam(0.02), new BinaryCrossEntropy());
        labels.Fit(training, new FitOptions { Epochs = 60, Schedule = new CosineSchedule() });
        int most = Enumerable.Range(0, test.Count).Max(row => (int)test.Targets.Row(row).ToArray().Sum());
        int least = Enumerable.Range(0, test.Count).Min(row => (int)test.Targets.Row(row).ToArray().Sum());
        double f1 = new LabelF1(LabelAverage.Micro).Compute(new PredictedRows(labels.Predict(test.Inputs), 3, test.Targets.Numbers, 3))!.Value;
        page.Say($"Points in {least} to {most} of three discs: a sigmoid for each, micro-averaged F₁ {Text(f1)}.");
        page.Check("F5", "labels: fewest in a row", least, Bound.Equal(0));
        page.Check("F5", "labels: most in a row", most, Bound.Equal(3));
        page.Check("F5", "labels: micro-averaged F₁", f1, Bound.AtLeast(0.9));

        var values = new Sequential { new Dense(32), new Tanh(), new Dense(1) };
        values.Compile(new Adam(0.01), new MeanSquaredError());
        values.Fit(Surface(1000, 1), new FitOptions { Epochs = 60 });
        double explained = values.Evaluate(Surface(500, 2)).Report["r2"].Value!.Value;
        page.Say($"Values 5 x₁x₂ + sin 3x₃ by a linear output: R² {Text(explained)}.");
        page.Check("F5", "values: R²", explained, Bound.AtLeast(0.8));
    }

    private static void FourClasses(LessonPage page)
    {
        Dataset animals = BuiltInData.Load("animals", 400, 1);
        animals = Scaler.Fit("standard", animals).Apply(animals);
        page.Check("F6", "4 classes: classifiers one against all", OneVersusAll.Fit(animals, BinaryLearner.Logistic()).Classifiers.Length, Bound.Equal(4));
        page.Check("F6", "4 classes: classifiers one against one", OneVersusOne.Fit(animals, BinaryLearner.Logistic()).Classifiers.Length, Bound.Equal(6));
    }

    private static void TenClasses(LessonPage page, Dataset training, Dataset test)
    {
        (string Name, IBinaryLearner Learner, double Least)[] learners =
        [
            ("logistic", BinaryLearner.Logistic(), 0.95),
            ("net", BinaryLearner.Net(() => new Sequential { new Dense(16), new Relu(), new Dense(2), new Softmax() }.Compile(new Adam(0.005), new CrossEntropy()), new FitOptions { Epochs = 15 }), 0.95),
            ("perceptron", BinaryLearner.Perceptron(new PerceptronOptions { MaximumEpochs = 100 }), 0.85),
        ];
        List<string> lines = [];
        List<(string Name, double Value)> shares = [];
        foreach ((string name, IBinaryLearner learner, double least) in learners)
        {
            OneVersusAll all = OneVersusAll.Fit(training, learner);
            OneVersusOne one = OneVersusOne.Fit(training, learner);
            (double ofAll, double ofOne) = (all.Evaluate(test)["accuracy"].Value!.Value, one.Evaluate(test)["accuracy"].Value!.Value);
            shares.AddRange([($"{name}, one against all", ofAll), ($"{name}, one against one", ofOne)]);
            lines.Add($"{name,-10}  {all.Classifiers.Length} against all: {Text(ofAll)}   {one.Classifiers.Length} against one: {Text(ofOne)}");
            page.Check("F6", $"digits, {name}: classifiers one against all", all.Classifiers.Length, Bound.Equal(10));
            page.Check("F6", $"digits, {name}: classifiers one against one", one.Classifiers.Length, Bound.Equal(45));
            page.Check("F6", $"digits, {name}: one against all, share right", ofAll, Bound.AtLeast(least));
            page.Check("F6", $"digits, {name}: one against one, share right", ofOne, Bound.AtLeast(least));
        }

        page.Show(string.Join("\n", lines));
        page.DrawBars("ten digits from classifiers of two: share right", shares, "0.000");
    }

    private static Dataset Surface(int rows, int seed)
    {
        var random = new Random(seed);
        float[] x = [.. Enumerable.Range(0, rows * 3).Select(_ => (2 * random.NextSingle()) - 1)];
        return new Dataset(x, [3], Targets.Values([.. x.Chunk(3).Select(row => (5 * row[0] * row[1]) + MathF.Sin(3 * row[2]) + (0.2f * random.NextSingle()))]));
    }

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
