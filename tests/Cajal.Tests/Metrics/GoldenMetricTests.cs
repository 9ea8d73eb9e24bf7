using System.Text.Json;

namespace Cajal.Tests.Metrics;

/// <summary>Every metric against scikit-learn, on data with ties and weights; see Golden/metrics/generate_metrics.py.</summary>
public sealed class GoldenMetricTests
{
    private const double Quantile = 1.959963984540054;
    private static readonly Metric[] _all =
    [
        new Accuracy(), new F1(), new RocAuc(), new LogLoss(), new Rmse(), new Mae(), new R2(),
        new LabelF1(LabelAverage.Micro), new LabelF1(LabelAverage.Macro), new SubsetAccuracy(), new HammingLoss(),
    ];
    private static readonly string _text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "metrics", "metrics.json"));

    public static TheoryData<string, string> Figures()
    {
        var table = new TheoryData<string, string>();
        using JsonDocument document = JsonDocument.Parse(_text);
        foreach (JsonElement golden in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            foreach (JsonProperty figure in golden.GetProperty("figures").EnumerateObject())
            {
                table.Add(golden.GetProperty("name").GetString()!, figure.Name);
            }
        }
        return table;
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void A_metric_equals_scikit_learn(string name, string metricName)
    {
        using var golden = new GoldenCase(name);
        Metric metric = _all.Single(metric => metric.Name == metricName);

        double value = golden.Figure(metricName, "value");
        Assert.Equal(value, metric.Compute(golden.Rows)!.Value, 1e-12 * Math.Max(1, Math.Abs(value)));
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void An_interval_follows_from_the_numeric_jackknife(string name, string metricName)
    {
        using var golden = new GoldenCase(name);
        Metric metric = _all.Single(metric => metric.Name == metricName);
        double value = golden.Figure(metricName, "value");
        double half = Quantile * golden.Figure(metricName, "error");
        double logit = Math.Log(value / (1 - value));
        double logitHalf = half / (value * (1 - value));
        (double low, double high) = metricName switch
        {
            "accuracy" or "subsetAccuracy" => Wilson(value, golden.Weights),
            "f1" or "rocAuc" or "f1Micro" or "f1Macro" or "hammingLoss" => (1 / (1 + Math.Exp(-logit + logitHalf)), 1 / (1 + Math.Exp(-logit - logitHalf))),
            "r2" => (value - half, value + half),
            _ => (value * Math.Exp(-half / value), value * Math.Exp(half / value)),
        };

        ConfidenceInterval interval = metric.Interval(golden.Rows)!.Value;
        Assert.Equal(low, interval.Low, 1e-7 * Math.Max(1, Math.Abs(low)));
        Assert.Equal(high, interval.High, 1e-7 * Math.Max(1, Math.Abs(high)));
    }

    [Theory]
    [InlineData("one sigmoid output")]
    [InlineData("four classes")]
    public void The_confusion_matrix_equals_scikit_learn(string name)
    {
        using var golden = new GoldenCase(name);
        ConfusionMatrix matrix = ConfusionMatrix.Count(golden.Rows);

        JsonElement expected = golden.Element.GetProperty("confusion");
        for (int actual = 0; actual < matrix.Labels.Length; actual++)
        {
            for (int predicted = 0; predicted < matrix.Labels.Length; predicted++)
            {
                Assert.Equal(expected[actual][predicted].GetInt64(), matrix[actual, predicted]);
            }
            Assert.Equal(golden.Element.GetProperty("precision")[actual].GetDouble(), matrix.Precision(actual), 1e-15);
            Assert.Equal(golden.Element.GetProperty("recall")[actual].GetDouble(), matrix.Recall(actual), 1e-15);
        }
        Assert.Equal(golden.Rows.Count, matrix.Total);
        Assert.Equal(golden.Figure("accuracy", "value"), (double)matrix.Correct / matrix.Total, 1e-15);
    }

    /// <summary>The score interval's defining equation |p̂ − p| = z √(p(1 − p)/n), solved by bisection on each side.</summary>
    private static (double Low, double High) Wilson(double share, float[] weights)
    {
        double count = Math.Pow(weights.Sum(w => (double)w), 2) / weights.Sum(w => (double)w * w);
        return (Bisect(0, share), Bisect(1, share));

        double Bisect(double outside, double inside)
        {
            for (int step = 0; step < 200; step++)
            {
                double middle = (outside + inside) / 2;
                bool covered = Math.Abs(share - middle) <= Quantile * Math.Sqrt(middle * (1 - middle) / count);
                (outside, inside) = covered ? (outside, middle) : (middle, inside);
            }
            return inside;
        }
    }

    private sealed class GoldenCase : IDisposable
    {
        private readonly JsonDocument _document = JsonDocument.Parse(_text);
        private readonly float[] _predictions;
        private readonly float[] _targets;

        public GoldenCase(string name)
        {
            Element = _document.RootElement.GetProperty("cases").EnumerateArray().Single(e => e.GetProperty("name").GetString() == name);
            _predictions = Numbers("predictions");
            _targets = Numbers("targets");
            Weights = Numbers("weights");
        }

        public JsonElement Element { get; }

        public float[] Weights { get; }

        public PredictedRows Rows => new(
            _predictions, Element.GetProperty("outputs").GetInt32(), _targets, Element.GetProperty("targetWidth").GetInt32(), Weights);

        public double Figure(string metric, string property) =>
            Element.GetProperty("figures").GetProperty(metric).GetProperty(property).GetDouble();

        public void Dispose() => _document.Dispose();

        private float[] Numbers(string property) => [.. Element.GetProperty(property).EnumerateArray().Select(e => (float)e.GetDouble())];
    }
}
