namespace Cajal.Tests.Metrics;

/// <summary>Edges of single metrics, with the expected numbers worked by hand.</summary>
public sealed class MetricTests
{
    [Fact]
    public void The_worked_AUC_of_three_pairs_with_a_tie_is_two_thirds_and_a_half()
    {
        // Positive 0.8 and 0.4; negative 0.4 and 0.1 and 0.9: wins 0.8>0.4, 0.8>0.1, tie 0.4=0.4, 0.4>0.1: 3.5 of 6.
        var rows = new PredictedRows([0.8f, 0.4f, 0.4f, 0.1f, 0.9f], 1, [1, 1, 0, 0, 0], 1);

        Assert.Equal(3.5 / 6, new RocAuc().Compute(rows)!.Value, 1e-15);
    }

    [Fact]
    public void A_constant_score_has_AUC_one_half_and_no_interval_to_judge_it()
    {
        var rows = new PredictedRows([0.3f, 0.3f, 0.3f], 1, [1, 0, 0], 1);

        Assert.Equal(0.5, new RocAuc().Compute(rows));
        Assert.Null(new RocAuc().Interval(rows));
    }

    public static TheoryData<float[], int, float[], float[]> OneClassOnly() => new()
    {
        { [0.1f, 0.9f], 1, [1, 1], [] },
        { [0.1f, 0.9f], 1, [1, 0], [1, 0] }, // the other class has weight 0
        { [1, 0, 0, 0, 1, 0], 3, [0, 1], [] }, // the third class does not occur
        { [], 1, [], [] },
    };

    [Theory]
    [MemberData(nameof(OneClassOnly))]
    public void The_AUC_without_every_class_is_undefined_and_says_so(float[] predictions, int outputs, float[] targets, float[] weights)
    {
        MetricEstimate estimate = new RocAuc().Estimate(new PredictedRows(predictions, outputs, targets, 1, weights));

        Assert.Null(estimate.Value);
        Assert.Null(estimate.Interval);
        Assert.Equal("undefined: not every class occurs in these rows", estimate.Remark);
    }

    [Fact]
    public void A_perfect_AUC_gets_the_interval_of_as_many_rows_as_the_rarest_class()
    {
        var rows = new PredictedRows([0.9f, 0.8f, 0.1f, 0.2f, 0.3f], 1, [1, 1, 0, 0, 0], 1);

        // Wilson at p = 1: low = n / (n + z²), n = 2.
        ConfidenceInterval interval = new RocAuc().Interval(rows)!.Value;
        Assert.Equal(2 / (2 + 3.8414588206941236), interval.Low, 1e-12);
        Assert.Equal(1, interval.High);
    }

    [Theory]
    [InlineData(new float[] { 0.2f, 0.3f }, new float[] { 0, 0 }, 0)] // nothing positive, nothing predicted so: denominator 0
    [InlineData(new float[] { 0.2f, 0.3f }, new float[] { 1, 0 }, 0)] // TP = 0
    [InlineData(new float[] { 0.9f, 0.8f }, new float[] { 1, 0 }, 2.0 / 3)] // TP 1, FP 1
    [InlineData(new float[] { 0.5f, 0.8f }, new float[] { 0, 1 }, 1)] // ½ is not above ½
    public void F1_of_the_second_class(float[] predictions, float[] targets, double expected)
    {
        Assert.Equal(expected, new F1().Compute(new PredictedRows(predictions, 1, targets, 1)));
    }

    [Fact]
    public void A_class_that_is_neither_true_nor_predicted_has_no_part_in_the_macro_F1()
    {
        var rows = new PredictedRows([0.9f, 0.1f, 0, 0.2f, 0.8f, 0], 3, [0, 1], 1);

        Assert.Equal(1.0, new F1().Compute(rows));
    }

    [Theory]
    [InlineData(0f, 1f, 36.04365338911715)] // −ln 2⁻⁵² = 52 ln 2
    [InlineData(1f, 1f, 2.220446049250313e-16)]
    [InlineData(0.25f, 1f, 1.3862943611198906)] // ln 4
    [InlineData(0.25f, 0f, 0.2876820724517809)] // ln 4/3
    public void The_log_loss_clips_at_two_to_the_minus_52(float prediction, float target, double expected)
    {
        Assert.Equal(expected, new LogLoss().Compute(new PredictedRows([prediction], 1, [target], 1))!.Value, 1e-15);
    }

    [Fact]
    public void One_hot_targets_mean_the_same_as_class_indices()
    {
        float[] predictions = [0.2f, 0.5f, 0.3f, 0.6f, 0.3f, 0.1f, 0.1f, 0.2f, 0.7f];
        var indices = new PredictedRows(predictions, 3, [1, 1, 2], 1);
        var oneHot = new PredictedRows(predictions, 3, [0, 1, 0, 0, 1, 0, 0, 0, 1], 3);

        Assert.Equal(2.0 / 3, new Accuracy().Compute(indices)!.Value, 1e-15);
        Assert.Equal(new Accuracy().Compute(indices), new Accuracy().Compute(oneHot));
        Assert.Equal(new LogLoss().Compute(indices), new LogLoss().Compute(oneHot));
    }

    [Fact]
    public void Equal_outputs_predict_the_first_class()
    {
        Assert.Equal(1.0, new Accuracy().Compute(new PredictedRows([0.4f, 0.4f, 0.2f], 3, [0], 1)));
    }

    [Fact]
    public void The_errors_of_a_worked_example()
    {
        // Errors 1, −1, 2, 0 around the mean target 2.5 with spread 5: MSE 1.5, MAE 1, R² = 1 − 6/5.
        var rows = new PredictedRows([2, 1, 5, 4], 1, [1, 2, 3, 4], 1);

        Assert.Equal(Math.Sqrt(1.5), new Rmse().Compute(rows)!.Value, 1e-15);
        Assert.Equal(1.0, new Mae().Compute(rows));
        Assert.Equal(-0.2, new R2().Compute(rows)!.Value, 1e-15);
    }

    [Fact]
    public void R2_of_targets_that_do_not_vary_is_undefined_and_says_so()
    {
        // 0.1 three times has a mean that rounds to another number; the spread must still be nought.
        MetricEstimate estimate = new R2().Estimate(new PredictedRows([1, 2, 3], 1, [0.1f, 0.1f, 0.1f], 1));

        Assert.Null(estimate.Value);
        Assert.Equal("undefined: the targets of these rows do not vary", estimate.Remark);
    }

    [Fact]
    public void Without_rows_every_metric_is_undefined()
    {
        Metric[] metrics = [new Accuracy(), new F1(), new RocAuc(), new LogLoss(), new Rmse(), new Mae(), new R2()];
        foreach (Metric metric in metrics)
        {
            Assert.Null(metric.Compute(new PredictedRows([], 1, [], 1)));
            Assert.Null(metric.Compute(new PredictedRows([1], 1, [1], 1, [0])));
            Assert.StartsWith("undefined: ", metric.Estimate(new PredictedRows([], 1, [], 1)).Remark, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("accuracy", true)]
    [InlineData("f1", true)]
    [InlineData("rocAuc", true)]
    [InlineData("logLoss", false)]
    [InlineData("rmse", false)]
    [InlineData("mae", false)]
    [InlineData("r2", true)]
    [InlineData("subsetAccuracy", true)]
    [InlineData("hammingLoss", false)]
    [InlineData("f1Micro", true)]
    [InlineData("f1Macro", true)]
    public void Names_and_directions(string name, bool higherIsBetter)
    {
        Assert.Equal(name, Metric.Named(name).Name);
        Assert.Equal(higherIsBetter, Metric.Named(name).HigherIsBetter);
    }

    [Fact]
    public void An_unknown_name_suggests_the_nearest()
    {
        Assert.Equal("There is no metric 'acuracy'. Did you mean 'accuracy'? Known: accuracy, f1, rocAuc, logLoss, rmse, mae, r2, subsetAccuracy, "
            + "hammingLoss, f1Micro, f1Macro.",
            Assert.Throws<ConfigurationException>(() => Metric.Named("acuracy")).Message);
    }
}
