namespace Cajal.Tests.Classic;

public sealed class LinearRegressionTests
{
    private static readonly LinearModelOptions _noPenalty = new() { Penalty = 0 };

    /// <summary>
    /// J. W. Longley, Journal of the American Statistical Association 62 (1967): a famously ill-conditioned fit. Data and certified values:
    /// NIST Statistical Reference Datasets, "Longley".
    /// </summary>
    [Fact]
    public void Longleys_data_give_the_certified_coefficients()
    {
        double[] inputs =
        [
            83.0, 234289, 2356, 1590, 107608, 1947,
            88.5, 259426, 2325, 1456, 108632, 1948,
            88.2, 258054, 3682, 1616, 109773, 1949,
            89.5, 284599, 3351, 1650, 110929, 1950,
            96.2, 328975, 2099, 3099, 112075, 1951,
            98.1, 346999, 1932, 3594, 113270, 1952,
            99.0, 365385, 1870, 3547, 115094, 1953,
            100.0, 363112, 3578, 3350, 116219, 1954,
            101.2, 397469, 2904, 3048, 117388, 1955,
            104.6, 419180, 2822, 2857, 118734, 1956,
            108.4, 442769, 2936, 2798, 120445, 1957,
            110.8, 444546, 4681, 2637, 121950, 1958,
            112.6, 482704, 3813, 2552, 123366, 1959,
            114.2, 502601, 3931, 2514, 125368, 1960,
            115.7, 518173, 4806, 2572, 127852, 1961,
            116.9, 554894, 4007, 2827, 130081, 1962,
        ];
        double[] targets =
        [
            60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551,
        ];
        double[] certified =
        [
            15.0618722713733, -0.358191792925910e-01, -2.02022980381683, -1.03322686717359, -0.511041056535807e-01, 1829.15146461355,
        ];
        LinearRegression model = LinearRegression.Fit<double>(inputs, 6, targets, _noPenalty);

        for (int j = 0; j < 6; j++)
        {
            Assert.Equal(certified[j], model.Weights[j], 1e-9 * Math.Abs(certified[j]));
        }
        Assert.Equal(-3482258.63459582, model.Intercepts[0], 1e-3);
    }

    [Fact]
    public void An_exact_line_is_found_and_predicted()
    {
        LinearRegression model = LinearRegression.Fit<double>([0, 1, 2, 3], 1, [1, 3, 5, 7], _noPenalty);
        double[] predicted = new double[2];
        model.Predict<double>([10, -1], predicted);

        Assert.Equal(2, model.Weights[0], 1e-14);
        Assert.Equal(1, model.Intercepts[0], 1e-14);
        Assert.Equal(21, predicted[0], 1e-13);
        Assert.Equal(-1, predicted[1], 1e-13);
        Assert.True(model.Result.Converged);
        Assert.Equal("normal equations", model.Result.Method);
    }

    [Fact]
    public void The_penalty_shrinks_the_weight_and_not_the_intercept()
    {
        // Centred x = ±1, y = 10 ± 3: w = Σxy / (Σx² + λ n) = 6 / (2 + 2λ), and the intercept stays the mean 10.
        LinearRegression model = LinearRegression.Fit<double>([-1, 1], 1, [7, 13], new LinearModelOptions { Penalty = 0.5 });

        Assert.Equal(2, model.Weights[0], 1e-14);
        Assert.Equal(10, model.Intercepts[0], 1e-14);
    }

    [Fact]
    public void The_default_penalty_is_one_over_the_rows()
    {
        Assert.Equal(0.25, LinearRegression.Fit<double>([0, 1, 2, 3], 1, [1, 3, 5, 7]).Result.Penalty);
        Assert.Equal(0.1, LogisticRegression.Fit<double>([0, 1, 2, 3], 1, [0, 1, 0, 1], null, [1, 2, 3, 4]).Result.Penalty, 1e-15);
    }

    public static TheoryData<string, double[], int, int> Dependent() => new()
    {
        { "a column twice", [0, 0, 1, 1, 2, 2, 4, 4], 2, 1 },
        { "a constant column", [0, 0.1, 1, 0.1, 2, 0.1, 4, 0.1], 2, 1 },
        { "one-hot columns and a line", [0, 1, 0, 1, 0, 1, 2, 1, 0, 4, 0, 1], 3, 1 },
    };

    [Theory]
    [MemberData(nameof(Dependent))]
    public void Dependent_columns_get_weight_nought_and_harm_no_prediction(string name, double[] inputs, int features, int dependent)
    {
        double[] targets = [1, 3, 5, 9];
        LinearRegression model = LinearRegression.Fit<double>(inputs, features, targets, _noPenalty);
        double[] predicted = new double[4];
        model.Predict<double>(inputs, predicted);

        for (int row = 0; row < 4; row++)
        {
            Assert.True(Math.Abs(targets[row] - predicted[row]) < 1e-12, name);
        }
        Assert.Equal($"{dependent} of {features} input columns are constant or linear combinations of others; their weights are 0.",
            model.Result.Remark);
        Assert.InRange(model.Weights.ToArray().Count(w => w == 0), dependent, features);
    }

    [Fact]
    public void Constant_targets_are_predicted_exactly()
    {
        LinearRegression model = LinearRegression.Fit<double>([1, 2, 3], 1, [5, 5, 5]);

        Assert.Equal([0], model.Weights.ToArray());
        Assert.Equal(5, model.Intercepts[0]);
        Assert.True(model.Result.Converged);
    }
}
