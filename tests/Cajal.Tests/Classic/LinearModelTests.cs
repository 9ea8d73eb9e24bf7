namespace Cajal.Tests.Classic;

/// <summary>What all linear models share: weights of rows, prediction, limits, refusals.</summary>
public sealed class LinearModelTests
{
    [Fact]
    public void A_row_of_weight_two_counts_as_two_rows()
    {
        var options = new LinearModelOptions { Penalty = 0.05 };
        double[] inputs = [-2, -1, 0.5, -0.5, 1, 2];
        double[] targets = [0, 0, 0, 1, 1, 1];
        LogisticRegression weighted = LogisticRegression.Fit<double>(inputs, 1, targets, options, [1, 1, 2, 1, 0, 1]);
        LogisticRegression repeated = LogisticRegression.Fit<double>([-2, -1, 0.5, 0.5, -0.5, 2], 1, [0, 0, 0, 0, 1, 1], options);

        Assert.Equal(repeated.Weights[0], weighted.Weights[0], 1e-12);
        Assert.Equal(repeated.Intercepts[0], weighted.Intercepts[0], 1e-12);
    }

    [Fact]
    public void A_softmax_of_two_classes_is_a_sigmoid_with_half_the_penalty()
    {
        // z = (−a, a) gives σ(2a), and its penalty 2·λ/2·a² is λ/4 (2a)².
        double[] inputs = [-2, 3, -1, 0, 0.5, 1, -0.5, 1, 1, -1, 2, 0];
        double[] targets = [0, 0, 0, 1, 1, 1];
        SoftmaxRegression softmax = SoftmaxRegression.Fit<double>(inputs, 2, targets, 2, new LinearModelOptions { Penalty = 0.2 });
        LogisticRegression logistic = LogisticRegression.Fit<double>(inputs, 2, targets, new LinearModelOptions { Penalty = 0.1 });
        double[] pairs = new double[12];
        double[] singles = new double[6];
        softmax.Predict<double>(inputs, pairs);
        logistic.Predict<double>(inputs, singles);

        for (int row = 0; row < 6; row++)
        {
            Assert.Equal(singles[row], pairs[(2 * row) + 1], 1e-12);
            Assert.Equal(1, pairs[2 * row] + pairs[(2 * row) + 1], 1e-15);
        }
    }

    [Fact]
    public void Each_is_a_net_with_the_same_predictions()
    {
        Dataset iris = BuiltInData.Iris();
        Dataset two = iris.Select([.. Enumerable.Range(0, 100)]);
        two = two.WithTargets(Targets.Classes([.. Enumerable.Range(0, 100).Select(two.Targets.ClassOf)], ["setosa", "versicolor"]));
        Dataset labels = iris.WithTargets(Targets.Labels([.. Enumerable.Range(0, 300).Select(i => (i % 7) > 2 ? 1f : 0f)], ["a", "b"]));
        Dataset values = iris.WithTargets(Targets.Values([.. Enumerable.Range(0, 150).Select(row => iris.Row(row)[1] - iris.Row(row)[3])]));
        var options = new LinearModelOptions { Penalty = 0.01 };
        (LinearModel Model, Dataset Data, Type? Last)[] models =
        [
            (LogisticRegression.Fit(two, options), two, typeof(Sigmoid)), (SoftmaxRegression.Fit(iris, options), iris, typeof(Softmax)),
            (MultiLabelRegression.Fit(labels, options), labels, typeof(Sigmoid)), (LinearRegression.Fit(values, options), values, typeof(Dense)),
        ];
        foreach ((LinearModel model, Dataset data, Type? last) in models)
        {
            Sequential net = model.ToSequential();
            Assert.Equal(last, net.Layers[^1].GetType());
            Assert.All(net.Predict(data.Inputs).Zip(model.Predict(data)), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
        }
    }

    [Fact]
    public void A_prediction_does_not_depend_on_the_rows_beside_it()
    {
        var random = new Random(123);
        double[] inputs = [.. Enumerable.Range(0, 300 * 7).Select(_ => random.NextDouble())];
        double[] targets = [.. Enumerable.Range(0, 300).Select(_ => (double)random.Next(3))];
        SoftmaxRegression model = SoftmaxRegression.Fit<double>(inputs, 7, targets, 3);
        double[] all = new double[900];
        model.Predict<double>(inputs, all);

        for (int row = 0; row < 300; row += 37)
        {
            double[] alone = new double[3];
            model.Predict<double>(inputs.AsSpan(row * 7, 7), alone);
            Assert.Equal(all[(row * 3)..(row * 3 + 3)], alone);
        }
    }

    [Fact]
    public void Outputs_of_ten_thousand_give_finite_probabilities()
    {
        LogisticRegression model = LogisticRegression.Fit<double>([-2, -1, 1, 2], 1, [0, 0, 1, 1], new LinearModelOptions { Penalty = 0.1 });
        double[] predicted = new double[2];
        model.Predict<double>([-1e4, 1e4], predicted);

        Assert.Equal([0, 1], predicted);
    }

    [Fact]
    public void A_limit_of_iterations_is_kept_and_said()
    {
        double[] inputs = [-2, -1, 0.5, -0.5, 1, 2];
        var options = new LinearModelOptions { MaximumIterations = 1, Penalty = 1e-3 };
        LinearModelFit result = LogisticRegression.Fit<double>(inputs, 1, [0, 0, 0, 1, 1, 1], options).Result;

        Assert.Equal(1, result.Iterations);
        Assert.False(result.Converged);
        Assert.Matches("^Stopped after 1 iterations with gradient norm [0-9.]+e-[0-9]+, tolerance 1.0e-9\\. "
            + "Standardise the inputs, or allow more iterations or a larger tolerance\\.$", result.Remark);
    }

    [Fact]
    public void A_limit_of_time_is_kept()
    {
        var options = new LinearModelOptions { TimeLimit = TimeSpan.FromTicks(1) };
        LinearModelFit result = LogisticRegression.Fit<double>([-2, -1, 0.5, -0.5, 1, 2], 1, [0, 0, 0, 1, 1, 1], options).Result;

        Assert.Equal(0, result.Iterations);
        Assert.False(result.Converged);
    }

    [Fact]
    public void A_fit_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => LogisticRegression.Fit<double>([1, 2], 1, [0, 1], cancellation: source.Token));
    }

    public static TheoryData<LinearModelOptions, string> WrongOptions() => new()
    {
        { new() { Penalty = -1 }, "Option Penalty of a linear model is -1, expected a finite number not below 0." },
        { new() { Penalty = double.NaN }, "Option Penalty of a linear model is NaN, expected a finite number not below 0." },
        { new() { Tolerance = 0 }, "Option Tolerance of a linear model is 0, expected a finite number above 0." },
        { new() { MaximumIterations = 0 }, "Option MaximumIterations of a linear model is 0, expected at least 1." },
        { new() { Threads = 0 }, "Option Threads of a linear model is 0, expected at least 1." },
        { new() { TimeLimit = TimeSpan.Zero }, "Option TimeLimit of a linear model is 0, expected more than 0 seconds." },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void Impossible_options_are_refused(LinearModelOptions options, string message)
    {
        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => LinearRegression.Fit<double>([1], 1, [1], options)).Message);
        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => LogisticRegression.Fit<double>([1], 1, [1], options)).Message);
        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => SoftmaxRegression.Fit<double>([1], 1, [1], 2, options)).Message);
    }

    public static TheoryData<double[], double[], float[], string> WrongData() => new()
    {
        { [1, 2, double.NaN, 4], [0, 1], [], "Input of row 1, column 0 (from 0) is NaN, expected a finite number. Mend or remove the row." },
        { [1, 2, 3, 4], [0, 2], [], "Target of row 1, column 0 (from 0) is 2, expected a class index 0 to 1. Mend or remove the row." },
        { [1, 2, 3, 4], [0, 0.5], [], "Target of row 1, column 0 (from 0) is 0.5, expected a class index 0 to 1. Mend or remove the row." },
        { [1, 2, 3, 4], [0, double.NaN], [], "Target of row 1, column 0 (from 0) is NaN, expected a class index 0 to 1. Mend or remove the row." },
        { [1, 2, 3, 4], [0, 1], [1, -1], "Weight of row 1, column 0 (from 0) is -1, expected a finite number not below 0. Mend or remove the row." },
        { [1, 2, 3, 4], [0, 1], [0, 0], "There are no training rows of positive weight, expected at least one." },
        { [], [], [], "There are no training rows of positive weight, expected at least one." },
    };

    [Theory]
    [MemberData(nameof(WrongData))]
    public void Bad_data_are_refused(double[] inputs, double[] targets, float[] weights, string message)
    {
        Assert.Equal(message, Assert.Throws<DataException>(() => LogisticRegression.Fit<double>(inputs, 2, targets, null, weights)).Message);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.StartsWith("3 inputs do not fill rows of 2 features.",
            Assert.Throws<ArgumentException>(() => LogisticRegression.Fit<double>([1, 2, 3], 2, [0, 1])).Message, StringComparison.Ordinal);
        Assert.StartsWith("1 targets for 2 rows, expected one class index for each.",
            Assert.Throws<ArgumentException>(() => LogisticRegression.Fit<double>([1, 2], 1, [0])).Message, StringComparison.Ordinal);
        Assert.StartsWith("1 targets for 2 rows, expected one or more for each.",
            Assert.Throws<ArgumentException>(() => LinearRegression.Fit<double>([1, 2], 1, [0])).Message, StringComparison.Ordinal);
        Assert.StartsWith("2 rows of inputs, but 1 weights.",
            Assert.Throws<ArgumentException>(() => LinearRegression.Fit<double>([1, 2], 1, [0, 1], null, [1])).Message, StringComparison.Ordinal);
        LinearRegression model = LinearRegression.Fit<double>([1, 2, 3, 5], 2, [0, 1]);
        Assert.StartsWith("3 inputs and 1 predictions, expected rows of 2 inputs and 1 predictions.",
            Assert.Throws<ArgumentException>(() => model.Predict<double>([1, 2, 3], new double[1])).Message, StringComparison.Ordinal);
    }
}
