using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cajal.Tests.Metrics;

public sealed class EvaluationReportTests
{
    [Fact]
    public void A_classification_reports_accuracy_f1_auc_and_the_confusion_matrix()
    {
        var rows = new PredictedRows([0.9f, 0.4f, 0.2f, 0.1f], 1, [1, 1, 0, 0], 1);
        EvaluationReport report = EvaluationReport.Classification(rows, ["no", "yes"]);

        Assert.Equal(["accuracy", "f1", "rocAuc"], report.Metrics.Select(metric => metric.Name));
        Assert.Equal(0.75, report["accuracy"].Value);
        Assert.Equal(2.0 / 3, report["f1"].Value!.Value, 1e-15);
        Assert.Equal(1.0, report["rocAuc"].Value);
        Assert.Equal("actual \\ predicted   no  yes\nno                    2    0\nyes                   1    1", report.Confusion!.ToString());
        Assert.Equal("""{"labels":["no","yes"],"matrix":[[2,0],[1,1]]}""", Written(report.Confusion.WriteTo));
    }

    [Fact]
    public void A_regression_reports_rmse_mae_and_r2_with_intervals()
    {
        EvaluationReport report = EvaluationReport.Regression(new PredictedRows([2, 1, 5, 4], 1, [1, 2, 3, 4], 1));
        JsonNode json = JsonNode.Parse(Written(writer =>
        {
            writer.WriteStartObject();
            report.WriteProperties(writer);
            writer.WriteEndObject();
        }))!;

        Assert.Equal(["rmse", "mae", "r2", "intervals"], json.AsObject().Select(property => property.Key));
        Assert.Equal(report["rmse"].Value, json["rmse"]!.GetValue<double>());
        Assert.Equal(report["mae"].Interval!.Value.Low, json["intervals"]!["mae"]![0]!.GetValue<double>());
        Assert.Equal(report["mae"].Interval!.Value.High, json["intervals"]!["mae"]![1]!.GetValue<double>());
        Assert.Null(report.Confusion);
    }

    [Fact]
    public void An_undefined_figure_is_null_with_its_reason()
    {
        EvaluationReport report = EvaluationReport.Classification(new PredictedRows([0.9f, 0.8f], 1, [1, 1], 1));
        string json = Written(writer =>
        {
            writer.WriteStartObject();
            report.WriteProperties(writer);
            writer.WriteEndObject();
        });

        Assert.Contains("\"rocAuc\":null", json, StringComparison.Ordinal);
        Assert.EndsWith(""","remarks":{"rocAuc":"undefined: not every class occurs in these rows"}}""", json, StringComparison.Ordinal);
        Assert.Contains("rocAuc    undefined: not every class occurs in these rows", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Text_does_not_depend_on_the_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            var rows = new PredictedRows([2001, 1000, 5000, 4000], 1, [1000, 2000, 3000, 4000.5f], 1);

            // p = 3 of 4 by Wilson: (0.75 + z²/8 ± z √(0.75·0.25/4 + z²/64)) / (1 + z²/4).
            Assert.Equal("accuracy  0.7500  (95 %: 0.3006 to 0.9544)",
                EvaluationReport.Of(new PredictedRows([0.9f, 0.4f, 0.2f, 0.1f], 1, [1, 1, 0, 0], 1), new Accuracy()).ToString());
            Assert.StartsWith("mae  1000  (95 %: ", EvaluationReport.Of(rows, new Mae()).ToString(), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_unknown_metric_is_refused_with_the_known_ones()
    {
        EvaluationReport report = EvaluationReport.Regression(new PredictedRows([1], 1, [1], 1));
        var error = Assert.Throws<ArgumentException>(() => report["RSME"]);

        Assert.StartsWith("No metric 'RSME' in this report. Did you mean 'rmse'? Known: rmse, mae, r2.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_another_number_than_classes_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => ConfusionMatrix.Count(new PredictedRows([0.5f], 1, [1], 1), ["a", "b", "c"]));

        Assert.StartsWith("3 labels for 2 classes.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Count(new PredictedRows([0.5f], 1, [1], 1))[0, 2]);
    }

    [Fact]
    public void A_metric_of_ones_own_needs_three_members()
    {
        EvaluationReport report = EvaluationReport.Of(new PredictedRows([3, 1], 1, [1, 1], 1), new LargestError());

        Assert.Equal(new MetricEstimate("largestError", 2, null, false, null), report["largestError"]);
        Assert.Equal("largestError  2.0000", report.ToString());
    }

    private sealed class LargestError : Metric
    {
        public override string Name => "largestError";

        public override bool HigherIsBetter => false;

        public override double? Compute(PredictedRows rows)
        {
            double largest = 0;
            for (int row = 0; row < rows.Count; row++)
            {
                largest = Math.Max(largest, Math.Abs(rows.Prediction(row)[0] - rows.Target(row)[0]));
            }
            return largest;
        }
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
