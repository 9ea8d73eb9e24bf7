namespace Cajal.Tests.Metrics;

/// <summary>What is refused, and in which words.</summary>
public sealed class PredictedRowsTests
{
    public static TheoryData<float[], int, float[], int, float[], string> WrongRows() => new()
    {
        { [1, 2, 3], 2, [1], 1, [], "3 predictions do not fill rows of 2 outputs." },
        { [1, 2, 3, 4], 2, [1], 1, [], "2 predicted rows need 2 × 1 targets, got 1." },
        { [1, 2, 3, 4], 2, [1, 2, 3, 4, 5, 6], 3, [], "Targets of width 3 beside 2 outputs: expected width 1 or 2." },
        { [1, 2], 1, [0, 1], 1, [1], "2 predicted rows, but 1 weights." },
        { [1, 2], 1, [0, 1], 1, [1, -1], "Weight of row 1 (from 0) is -1, expected a finite number not below 0." },
        { [1, 2], 1, [0, float.NaN], 1, [], "Target of row 1, column 0 (from 0) is NaN, expected a finite number." },
    };

    [Theory]
    [MemberData(nameof(WrongRows))]
    public void Rows_that_do_not_fit_are_refused(
        float[] predictions, int outputs, float[] targets, int targetWidth, float[] weights, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => _ = new PredictedRows(predictions, outputs, targets, targetWidth, weights).Count);

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void A_prediction_that_is_no_number_is_reported_as_divergence(float prediction, string shown)
    {
        float[] predictions = [1, 2, 3, prediction];
        var error = Assert.Throws<DivergedException>(() => _ = new PredictedRows(predictions, 2, [0, 1], 1).Count);

        Assert.Equal($"Prediction of row 1, output 1 (from 0) is {shown}, expected a finite number: the model that made it has diverged. "
            + "Train it again with a smaller learning rate.", error.Message);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(2f)]
    [InlineData(-1f)]
    public void A_target_that_is_no_class_is_refused(float target)
    {
        var error = Assert.Throws<ArgumentException>(() => new Accuracy().Compute(new PredictedRows([0.5f], 1, [target], 1)));

        Assert.Equal(FormattableString.Invariant($"Row 0 (from 0): target {target}, expected a class index 0 to 1 for 1 output(s)."), error.Message);
    }

    [Fact]
    public void A_logit_is_not_taken_for_a_probability()
    {
        const string Message = "Row 0 (from 0): prediction 1.5, expected a probability in [0, 1]. End the model with a sigmoid (one output) "
            + "or a softmax (one output per class).";

        Assert.Equal(Message, Assert.Throws<ArgumentException>(() => new Accuracy().Compute(new PredictedRows([1.5f], 1, [1], 1))).Message);
        Assert.Equal(Message, Assert.Throws<ArgumentException>(() => new LogLoss().Compute(new PredictedRows([-1, 1.5f], 2, [1], 1))).Message);
    }

    [Fact]
    public void A_regression_metric_refuses_classes()
    {
        var error = Assert.Throws<ArgumentException>(() => new Rmse().Compute(new PredictedRows([0.2f, 0.8f], 2, [1], 1)));

        Assert.Equal("'rmse' compares values: 2 outputs need targets of width 2, got 1. For classes use accuracy, f1, rocAuc or logLoss.", error.Message);
    }
}
