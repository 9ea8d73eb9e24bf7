namespace Cajal.Tests.Classic;

public sealed class LinearBaselineTests
{
    [Fact]
    public void Two_classes_get_a_logistic_regression_and_the_share_of_the_second()
    {
        var data = new Dataset([-2, -1, -1.5f, -0.5f, 3, 4], [1], Targets.Classes([0, 0, 0, 0, 1, 1], ["no", "yes"]));
        LinearBaseline baseline = LinearBaseline.Fit(data);

        Assert.IsType<LogisticRegression>(baseline.Linear);
        Assert.Equal([1f / 3], baseline.Constant.ToArray());
        Assert.Equal(1.0, baseline.EvaluateLinear(data)["accuracy"].Value);
        Assert.Equal(2.0 / 3, baseline.EvaluateConstant(data)["accuracy"].Value!.Value, 1e-15);
        Assert.Equal(0.5, baseline.EvaluateConstant(data)["rocAuc"].Value);
        Assert.Equal(["no", "yes"], baseline.EvaluateConstant(data).Confusion!.Labels.ToArray());
    }

    [Fact]
    public void Several_classes_get_a_softmax_regression_and_their_weighted_shares()
    {
        var data = new Dataset([0, 1, 5, 6, 10, 11], [1], Targets.Classes([0, 0, 1, 1, 2, 2], ["a", "b", "c"]), weights: [1, 1, 1, 1, 2, 2]);
        LinearBaseline baseline = LinearBaseline.Fit(data);

        Assert.IsType<SoftmaxRegression>(baseline.Linear);
        Assert.Equal([0.25f, 0.25f, 0.5f], baseline.Constant.ToArray());
        Assert.Equal(0.5, baseline.EvaluateConstant(data)["accuracy"].Value);
        Assert.Equal(18, baseline.PredictLinear(data).Length);
        Assert.True(baseline.Linear.Result.Converged);
    }

    [Fact]
    public void Values_get_a_linear_regression_and_their_mean()
    {
        var data = new Dataset([0, 1, 2, 3], [1], Targets.Values([1, 3, 5, 7]));
        LinearBaseline baseline = LinearBaseline.Fit(data, new LinearModelOptions { Penalty = 0 });

        Assert.IsType<LinearRegression>(baseline.Linear);
        Assert.Equal([4f], baseline.Constant.ToArray());
        Assert.Equal(0.0, baseline.EvaluateLinear(data)["rmse"].Value!.Value, 1e-6);
        Assert.Equal(Math.Sqrt(5), baseline.EvaluateConstant(data)["rmse"].Value!.Value, 1e-12);
        Assert.Equal(0.0, baseline.EvaluateConstant(data)["r2"].Value);
    }

    [Fact]
    public void Images_held_as_bytes_give_the_same_as_floats()
    {
        byte[] bytes = [0, 10, 200, 30, 90, 250, 40, 0];
        Targets targets = Targets.Classes([0, 1, 0, 1], ["a", "b"]);
        var asBytes = Dataset.FromBytes(bytes, [1, 2], targets);
        LinearBaseline first = LinearBaseline.Fit(asBytes);
        LinearBaseline second = LinearBaseline.Fit(asBytes.AsFloats());

        Assert.Equal(second.Linear.Weights, first.Linear.Weights);
        Assert.Equal(second.PredictLinear(asBytes), first.PredictLinear(asBytes));
    }

    [Fact]
    public void Several_labels_at_once_get_a_logistic_regression_each()
    {
        Dataset data = BuiltInData.Load("discs", 200);
        LinearBaseline baseline = LinearBaseline.Fit(data);
        float[] predicted = baseline.PredictLinear(data);
        for (int label = 0; label < 3; label++)
        {
            float[] applies = [.. Enumerable.Range(0, data.Count).Select(row => data.Targets.Row(row)[label])];
            LogisticRegression alone = LogisticRegression.Fit(data.Inputs, 2, applies);

            Assert.Equal(alone.Weights, baseline.Linear.Weights.Slice(2 * label, 2));
            Assert.Equal(alone.Predict(data), Enumerable.Range(0, data.Count).Select(row => predicted[(3 * row) + label]));
            Assert.Equal(applies.Average(), baseline.Constant[label], 1e-6f);
        }
        Assert.True(baseline.Linear.Result.Converged);
        Assert.Equal(["f1Micro", "f1Macro", "subsetAccuracy", "hammingLoss"], baseline.EvaluateLinear(data).Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public void A_label_that_always_applies_is_said_with_its_name()
    {
        var data = new Dataset([0, 1, 2], [1], Targets.Labels([0, 1, 1, 1, 0, 1], ["red", "round"]));
        var model = MultiLabelRegression.Fit(data);

        Assert.Equal("Label 'round': Only class 1 occurs in the training rows: it is always predicted.", model.Result.Remark);
        Assert.Equal(1, model.Predict(data)[1]);
        Assert.StartsWith("The targets are Values, expected Labels", Assert.Throws<ArgumentException>(
            () => MultiLabelRegression.Fit(data.WithTargets(Targets.Values([1, 2, 3])))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_number_of_features_is_refused()
    {
        LinearBaseline baseline = LinearBaseline.Fit(new Dataset([0, 1, 2], [1], Targets.Values([1, 3, 5])));
        var wider = new Dataset([0, 1], [2], Targets.Values([1]));

        Assert.StartsWith("The data set has 2 features, the model was fitted on 1.",
            Assert.Throws<ArgumentException>(() => baseline.PredictLinear(wider)).Message, StringComparison.Ordinal);
    }
}
