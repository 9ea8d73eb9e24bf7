using Xunit.Abstractions;

namespace Cajal.Tests.Classic;

/// <summary>F6: several classes by classifiers of two, over any of them.</summary>
public sealed class MulticlassTests(ITestOutputHelper output)
{
    [Fact]
    public void Four_classes_take_four_and_six_classifiers()
    {
        Dataset animals = Standardised(BuiltInData.Load("animals", 400, 1));
        OneVersusAll all = OneVersusAll.Fit(animals, BinaryLearner.Logistic());
        OneVersusOne one = OneVersusOne.Fit(animals, BinaryLearner.Logistic());

        Assert.Equal((4, 6), (all.Classifiers.Length, one.Classifiers.Length));
        Assert.Equal([(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], one.Pairs);
        Assert.InRange(all.Evaluate(animals)["accuracy"].Value!.Value, 0.9, 1);
        Assert.InRange(one.Evaluate(animals)["accuracy"].Value!.Value, 0.9, 1);
        Assert.Equal(4, all.Evaluate(animals).Confusion!.Labels.Length);
    }

    public static TheoryData<string, IBinaryLearner, double> Learners() => new()
    {
        { "logistic", BinaryLearner.Logistic(new LinearModelOptions { Threads = 1 }), 0.95 },
        { "net", BinaryLearner.Net(
            () => new Sequential { new Dense(16), new Relu(), new Dense(2), new Softmax() }.Compile(new Adam(0.005), new CrossEntropy()),
            new FitOptions { Epochs = 15, BatchSize = 32, Threads = 1 }), 0.95 },
        { "perceptron", BinaryLearner.Perceptron(new PerceptronOptions { MaximumEpochs = 100 }), 0.9 },
    };

    [Theory]
    [MemberData(nameof(Learners))]
    public void Digits_take_ten_and_45_classifiers_of_any_kind(string name, IBinaryLearner learner, double least)
    {
        (Dataset training, Dataset test) = Digits();
        OneVersusAll all = OneVersusAll.Fit(training, learner);
        OneVersusOne one = OneVersusOne.Fit(training, learner);
        (double ofAll, double ofOne) = (all.Evaluate(test)["accuracy"].Value!.Value, one.Evaluate(test)["accuracy"].Value!.Value);
        output.WriteLine($"digits, {name}: one against all {ofAll:0.0000}, one against one {ofOne:0.0000}");

        Assert.Equal((10, 45), (all.Classifiers.Length, one.Classifiers.Length));
        Assert.InRange(ofAll, least, 1);
        Assert.InRange(ofOne, least, 1);
        Assert.Equal(ofAll, all.Predict(test).Index().Average(row => row.Item == test.Targets.ClassOf(row.Index) ? 1.0 : 0), 1e-12);
    }

    [Fact]
    public void Ties_are_decided_as_stated()
    {
        // Three classes; the scores of the classifiers are the inputs of the row.
        Dataset learned = new(new float[9], [3], Targets.Classes([0, 1, 2], ["a", "b", "c"]));
        OneVersusAll all = OneVersusAll.Fit(learned, new Told());
        OneVersusOne one = OneVersusOne.Fit(learned, new Told());
        int Of(MulticlassClassifier classifier, params float[] scores) => classifier.Predict(new Dataset(scores, [3], Targets.Values([0])))[0];

        Assert.Equal(1, Of(all, -3, 5, 4));
        Assert.Equal(1, Of(all, -3, 5, 5));
        // Pairs ab, ac, bc: a score above 0 is a vote for the second.
        Assert.Equal(2, Of(one, 1, 1, 1));
        Assert.Equal(0, Of(one, -1, -1, 100));
        Assert.Equal(0, Of(one, -1, 1, -1));      // a, c, b have a vote and a sum of 0 each: the first
        Assert.Equal(1, Of(one, -1, 1, -3));      // b wins its pair by 3 and loses the other by 1
        Assert.Equal(2, Of(one, -1, 3, -1));
        Assert.Equal(0, Of(one, 0, 0, 0));        // 0 is a vote for the first of a pair
        Assert.Equal([1 + (1f / 3 * 0), 1f, 1f], one.Scores(new Dataset([-1, 1, -1], [3], Targets.Values([0]))));
    }

    [Fact]
    public void What_has_no_classes_or_a_class_without_rows_is_refused()
    {
        Assert.Equal("OneVersusAll: the targets are labels with 3 names, expected at least two classes. Labels, several in a row, are learned by a net or by MultiLabelRegression.",
            Assert.Throws<DataException>(() => OneVersusAll.Fit(BuiltInData.Load("discs"), BinaryLearner.Logistic())).Message);
        Assert.Equal("OneVersusOne: the class 'c' has no rows, expected at least one of each. Leave the class out or add rows.",
            Assert.Throws<DataException>(() => OneVersusOne.Fit(new Dataset([1, 2], [1], Targets.Classes([0, 1], ["a", "b", "c"])), BinaryLearner.Logistic())).Message);
        OneVersusAll iris = OneVersusAll.Fit(BuiltInData.Iris(), BinaryLearner.Logistic());
        Assert.StartsWith("The data set has 2 features, the classifiers learned from 4.", Assert.Throws<ArgumentException>(() => iris.Predict(BuiltInData.Load("moons"))).Message, StringComparison.Ordinal);
    }

    /// <summary>F5: digits by ten softmax outputs and by ten sigmoid outputs.</summary>
    [Fact]
    public void Digits_by_softmax_and_by_sigmoids_are_alike()
    {
        (Dataset training, Dataset test) = Digits();
        static float[] OneHot(Dataset data) => [.. Enumerable.Range(0, data.Count * 10).Select(i => data.Targets.ClassOf(i / 10) == i % 10 ? 1f : 0f)];
        var options = new FitOptions { Epochs = 40, BatchSize = 32, Threads = 1, Schedule = new CosineSchedule() };
        Sequential softmax = new Sequential { new Dense(64), new Relu(), new Dense(10), new Softmax() }.Compile(new Adam(0.003), new CrossEntropy());
        softmax.Fit(training, options);
        Sequential sigmoids = new Sequential { new Dense(64), new Relu(), new Dense(10), new Sigmoid() }
            .Compile(new Adam(0.003), new BinaryCrossEntropy(outputs: OutputReduction.Sum));
        sigmoids.Fit(training.WithTargets(Targets.Labels(OneHot(training), training.Targets.ClassNames)), options);
        double Accuracy(Sequential model) => new Accuracy().Compute(new PredictedRows(model.Predict(test.Inputs), 10, test.Targets.Numbers, 1))!.Value;
        (double bySoftmax, double bySigmoids) = (Accuracy(softmax), Accuracy(sigmoids));
        output.WriteLine($"digits: softmax {bySoftmax:0.0000}, ten sigmoids {bySigmoids:0.0000}");

        Assert.InRange(bySoftmax, 0.97, 1);
        Assert.InRange(bySigmoids, bySoftmax - 0.01, 1);
    }

    /// <summary>F5: values by a net with a linear output.</summary>
    [Fact]
    public void Values_are_learned_with_most_of_their_variance_explained()
    {
        static Dataset Draw(int rows, int seed)
        {
            var random = new Random(seed);
            float[] inputs = [.. Enumerable.Range(0, rows * 3).Select(_ => (2 * random.NextSingle()) - 1)];
            float[] values = [.. Enumerable.Range(0, rows).Select(row =>
                (5 * inputs[3 * row] * inputs[(3 * row) + 1]) + MathF.Sin(3 * inputs[(3 * row) + 2]) + (0.2f * random.NextSingle()))];
            return new Dataset(inputs, [3], Targets.Values(values));
        }

        var model = new Sequential { new Dense(32), new Tanh(), new Dense(1) };
        model.Compile(new Adam(0.01), new MeanSquaredError());
        model.Fit(Draw(1000, 1), new FitOptions { Epochs = 60, Threads = 1 });
        double explained = model.Evaluate(Draw(500, 2)).Report["r2"].Value!.Value;
        output.WriteLine($"values: R² {explained:0.0000}");

        Assert.InRange(explained, 0.8, 1);
    }

    private static (Dataset Training, Dataset Test) Digits()
    {
        Dataset digits = BuiltInData.Digits();
        Dataset scaled = digits.WithInputs([.. digits.Inputs.ToArray().Select(pixel => pixel / 16)], [64]);
        int[][] parts = Splits.Stratified(digits.Targets, [0.8, 0.2], 1);
        return (scaled.Select(parts[0]), scaled.Select(parts[1]));
    }

    private static Dataset Standardised(Dataset data)
    {
        float[] inputs = data.Inputs.ToArray();
        Scaler.Fit("standard", data).Apply(inputs, inputs);
        return data.WithInputs(inputs, data.InputShape);
    }

    /// <summary>Classifier number i gives input i as its score.</summary>
    private sealed class Told : IBinaryLearner
    {
        private int _count;

        public IBinaryClassifier Learn(Dataset data, CancellationToken cancellation) => new Input(_count++ % 3);

        private sealed class Input(int column) : IBinaryClassifier
        {
            public void Score(Dataset data, Span<double> scores) => scores[0] = data.Row(0)[column];
        }
    }
}
