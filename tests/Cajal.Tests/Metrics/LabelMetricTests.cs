using System.Text.Json;

namespace Cajal.Tests.Metrics;

/// <summary>F5: figures of several labels a row, from a count by hand; GoldenMetricTests compares them with scikit-learn.</summary>
public sealed class LabelMetricTests
{
    // Rows:                        right            one missed         one too many         both wrong
    private static readonly float[] _predictions = [0.9f, 0.1f, 0.5f, 0.2f, 0.7f, 0.8f, 0.4f, 0.6f];
    private static readonly float[] _targets = [1, 0, 1, 0, 1, 0, 1, 0];

    private static PredictedRows Rows => new(_predictions, 2, _targets, 2);

    [Theory]
    [InlineData("f1Micro", 4.0 / 8)]              // TP 2, FP 2, FN 2
    [InlineData("f1Macro", (4.0 / 6 + 0) / 2)]    // first label TP 2, FN 2; second FP 2
    [InlineData("subsetAccuracy", 0.25)]
    [InlineData("hammingLoss", 0.5)]
    public void A_figure_is_that_of_a_count_by_hand(string name, double value)
    {
        var metric = Metric.Named(name);

        Assert.Equal(value, metric.Compute(Rows)!.Value, 1e-15);
        ConfidenceInterval interval = metric.Interval(Rows)!.Value;
        Assert.InRange(value, interval.Low, interval.High);
    }

    [Fact]
    public void A_report_has_each_label()
    {
        EvaluationReport report = EvaluationReport.MultiLabel(Rows, ["p", "q"]);

        Assert.Equal(new LabelFigures("p", 4, 2, 1, 0.5, 4.0 / 6), report.Labels[0]);
        Assert.Equal(new LabelFigures("q", 0, 2, 0, 0, 0), report.Labels[1]);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            report.WriteProperties(writer);
            writer.WriteEndObject();
        }
        JsonElement json = JsonDocument.Parse(stream.ToArray()).RootElement;
        Assert.Equal(0.5, json.GetProperty("labels").GetProperty("p").GetProperty("recall").GetDouble());
        Assert.Equal(2, json.GetProperty("labels").GetProperty("q").GetProperty("predicted").GetDouble());
    }

    [Fact]
    public void Targets_that_are_no_labels_and_outputs_that_are_no_probabilities_are_refused()
    {
        Assert.Equal(
            "'f1Micro' judges labels: 2 outputs need targets of width 2 that are 0 or 1, got width 1. For classes use accuracy, f1, rocAuc or logLoss.",
            Assert.Throws<ArgumentException>(() => new LabelF1(LabelAverage.Micro).Compute(new PredictedRows([0.5f, 0.5f], 2, [1], 1))).Message);
        Assert.Contains(
            "got other numbers",
            Assert.Throws<ArgumentException>(() => new HammingLoss().Compute(new PredictedRows([0.5f, 0.5f], 2, [1, 2], 2))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "expected a probability in [0, 1]",
            Assert.Throws<ArgumentException>(() => new HammingLoss().Compute(new PredictedRows([0.5f, 1.5f], 2, [1, 0], 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_weight_there_is_no_figure() =>
        Assert.All(
            new[] { "f1Micro", "f1Macro", "subsetAccuracy", "hammingLoss" },
            name => Assert.Null(Metric.Named(name).Compute(new PredictedRows([0.5f, 0.5f], 2, [1, 0], 2, [0]))));
}
