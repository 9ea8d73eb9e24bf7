namespace Cajal.Tests.Classic;

/// <summary>Data that a linear function separates: without a penalty there is no minimum, and the fit says so.</summary>
public sealed class SeparableTests
{
    private const string Remark = "The classes are separable by a linear function, so without a penalty no minimum exists and the weights "
        + "would grow for ever. Stopped at weights that separate them. Set a penalty above 0.";

    private static readonly LinearModelOptions _noPenalty = new() { Penalty = 0 };

    public static TheoryData<string, double[], int, double[]> Separable() => new()
    {
        { "a gap on a line", [-2, -1, 1, 2], 1, [0, 0, 1, 1] },
        { "classes of unequal size", [-3, -2, -1, -0.5, -0.25, 0.1], 1, [0, 0, 0, 0, 0, 1] },
        { "two inputs", [0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 0, 0, 1] },
        { "quasi: both classes at 0", [-2, -1, 0, 0, 1, 2], 1, [0, 0, 0, 1, 1, 1] },
        { "quasi: the second input separates some rows", [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1], 2, [0, 1, 1, 0, 1, 1] },
    };

    [Theory]
    [MemberData(nameof(Separable))]
    public void Logistic_regression_recognises_it_and_stops(string name, double[] inputs, int features, double[] targets)
    {
        LinearModelFit result = LogisticRegression.Fit<double>(inputs, features, targets, _noPenalty).Result;

        Assert.True(result.Separable, name);
        Assert.False(result.Converged);
        Assert.InRange(result.Iterations, 0, 60);
        Assert.Equal(Remark, result.Remark);
    }

    [Theory]
    [MemberData(nameof(Separable))]
    public void Softmax_regression_recognises_it_and_stops(string name, double[] inputs, int features, double[] targets)
    {
        LinearModelFit result = SoftmaxRegression.Fit<double>(inputs, features, targets, 2, _noPenalty).Result;

        Assert.True(result.Separable, name);
        Assert.False(result.Converged);
        Assert.InRange(result.Iterations, 0, 60);
    }

    [Fact]
    public void One_class_of_three_apart_from_two_that_overlap_is_quasi_separation()
    {
        double[] inputs = [0, 1, 2, 0, 1, 2, 10, 11, 12];
        LinearModelFit result = SoftmaxRegression.Fit<double>(inputs, 1, [0, 1, 0, 1, 0, 1, 2, 2, 2], 3, _noPenalty).Result;

        Assert.True(result.Separable);
    }

    [Fact]
    public void The_limited_memory_solver_recognises_a_gap()
    {
        var options = new LinearModelOptions { Penalty = 0, Solver = Cajal.ClassificationSolver.LimitedMemory };
        LinearModelFit result = LogisticRegression.Fit<double>([-2, -1, 1, 2], 1, [0, 0, 1, 1], options).Result;

        Assert.True(result.Separable);
        Assert.Equal(Remark, result.Remark);
    }

    [Fact]
    public void Rows_of_weight_nought_do_not_spoil_a_gap()
    {
        LinearModelFit result = LogisticRegression.Fit<double>([-2, -1, 1, 2, 3], 1, [0, 0, 1, 1, 0], _noPenalty, [1, 1, 1, 1, 0]).Result;

        Assert.True(result.Separable);
    }

    [Fact]
    public void Overlapping_classes_are_not_called_separable()
    {
        LinearModelFit result = LogisticRegression.Fit<double>([-2, -1, 0.5, -0.5, 1, 2], 1, [0, 0, 0, 1, 1, 1], _noPenalty).Result;

        Assert.False(result.Separable);
        Assert.True(result.Converged);
        Assert.Null(result.Remark);
    }

    [Fact]
    public void With_a_penalty_a_gap_has_a_minimum()
    {
        // By symmetry b = 0, and w solves λ w = ½ (σ(−w) + 2 σ(−2w)) of the four points ±1, ±2.
        LogisticRegression model = LogisticRegression.Fit<double>([-2, -1, 1, 2], 1, [0, 0, 1, 1], new LinearModelOptions { Penalty = 0.1 });
        double w = model.Weights[0];

        Assert.True(model.Result.Converged);
        Assert.False(model.Result.Separable);
        Assert.Equal(0, model.Intercepts[0], 1e-12);
        Assert.Equal(0.1 * w, 0.5 * ((1 / (1 + Math.Exp(w))) + (2 / (1 + Math.Exp(2 * w)))), 1e-12);
    }

    [Fact]
    public void A_single_class_is_always_predicted()
    {
        LogisticRegression logistic = LogisticRegression.Fit<double>([1, 2], 1, [0, 0]);
        SoftmaxRegression softmax = SoftmaxRegression.Fit<double>([1, 2], 1, [1, 1], 3);
        double[] probability = new double[1];
        double[] probabilities = new double[3];
        logistic.Predict<double>([7], probability);
        softmax.Predict<double>([7], probabilities);

        Assert.Equal([0], probability);
        Assert.Equal([0, 1, 0], probabilities);
        Assert.Equal("Only class 0 occurs in the training rows: it is always predicted.", logistic.Result.Remark);
        Assert.Equal("none", softmax.Result.Method);
    }

    [Fact]
    public void A_class_without_rows_is_never_predicted_and_changes_nothing_else()
    {
        double[] inputs = [-2, -1, 0.5, -0.5, 1, 2];
        SoftmaxRegression two = SoftmaxRegression.Fit<double>(inputs, 1, [0, 0, 0, 1, 1, 1], 2);
        SoftmaxRegression three = SoftmaxRegression.Fit<double>(inputs, 1, [0, 0, 0, 2, 2, 2], 3);
        double[] expected = new double[12];
        double[] actual = new double[18];
        two.Predict<double>(inputs, expected);
        three.Predict<double>(inputs, actual);

        Assert.Equal(double.NegativeInfinity, three.Intercepts[1]);
        Assert.Equal("Classes without training rows are never predicted: 1.", three.Result.Remark);
        for (int row = 0; row < 6; row++)
        {
            Assert.Equal([expected[2 * row], 0, expected[(2 * row) + 1]], actual[(3 * row)..(3 * row + 3)]);
        }
    }
}
