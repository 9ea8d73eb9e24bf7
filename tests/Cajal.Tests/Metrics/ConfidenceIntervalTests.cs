using Cajal.Metrics;

namespace Cajal.Tests.Metrics;

public sealed class ConfidenceIntervalTests
{
    /// <summary>
    /// Figures of R. G. Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven methods", Statistics in
    /// Medicine 17 (1998), table I, method 3 (score without continuity correction), given there to four decimals.
    /// </summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_interval_equals_the_published_table(int right, int count, double low, double high)
    {
        ConfidenceInterval interval = ConfidenceInterval.Wilson((double)right / count, count);

        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
    }

    [Fact]
    public void The_ends_are_exact_at_nought_and_one()
    {
        Assert.Equal(0, ConfidenceInterval.Wilson(0, 7).Low);
        Assert.Equal(1, ConfidenceInterval.Wilson(1, 7).High);
    }

    [Theory]
    [InlineData(-0.1, 5)]
    [InlineData(1.1, 5)]
    [InlineData(double.NaN, 5)]
    [InlineData(0.5, 0)]
    public void Shares_outside_and_no_rows_are_refused(double share, double count)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.Wilson(share, count));
    }

    /// <summary>
    /// Draws test sets whose true figures are known and counts how often the interval holds them: about 95 %, with room for the
    /// approximation at these sizes and for 1,000 draws (standard deviation 0.7 %).
    /// </summary>
    [Theory]
    [InlineData("accuracy", 80)]
    [InlineData("rocAuc", 80)]
    [InlineData("rmse", 300)]
    [InlineData("mae", 100)]
    [InlineData("r2", 300)]
    public void Intervals_hold_the_true_figure_about_95_times_in_100(string name, int rows)
    {
        const int Draws = 1000;
        var random = new Random(123);
        bool regression = name is "rmse" or "mae" or "r2";
        (Metric metric, double truth) = name switch
        {
            // Class c with probability ½ has score N(c, 1): AUC Φ(1/√2), and at the threshold ½ accuracy Φ(½).
            "accuracy" => (new Accuracy(), 0.6914624612740131),
            "rocAuc" => ((Metric)new RocAuc(), 0.7602499389065233),
            // Targets N(0, 2²), errors N(0, 1): RMSE 1, MAE √(2/π), R² 1 − ¼.
            "rmse" => (new Rmse(), 1),
            "mae" => (new Mae(), Math.Sqrt(2 / Math.PI)),
            _ => (new R2(), 0.75),
        };
        int held = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            float[] predictions = new float[rows];
            float[] targets = new float[rows];
            for (int row = 0; row < rows; row++)
            {
                targets[row] = regression ? (float)(2 * Normal(random)) : random.Next(2);
                double score = targets[row] + Normal(random);
                predictions[row] = (float)(regression ? score : 1 / (1 + Math.Exp(0.5 - score)));
            }
            ConfidenceInterval interval = metric.Interval(new PredictedRows(predictions, 1, targets, 1))!.Value;
            held += interval.Low <= truth && truth <= interval.High ? 1 : 0;
        }

        Assert.InRange(held / (double)Draws, 0.92, 0.98);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Quantiles from M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, table 26.10.</summary>
    [Theory]
    [InlineData(0.95, 1, 12.706)]
    [InlineData(0.95, 2, 4.303)]
    [InlineData(0.95, 3, 3.182)]
    [InlineData(0.95, 4, 2.776)]
    [InlineData(0.95, 9, 2.262)]
    [InlineData(0.95, 30, 2.042)]
    [InlineData(0.95, 120, 1.980)]
    [InlineData(0.99, 5, 4.032)]
    [InlineData(0.99, 12, 3.055)]
    public void Quantiles_of_Student_are_those_of_the_printed_table(double probability, int freedom, double expected) =>
        Assert.Equal(expected, StudentQuantile.TwoSided(probability, freedom), 0.0005);

    [Fact]
    public void The_interval_of_a_mean_is_that_of_Student()
    {
        ConfidenceInterval interval = ConfidenceInterval.OfMean([1, 2, 3, 4, 5])!.Value;

        Assert.Equal(3 - (2.7764451 * Math.Sqrt(2.5 / 5)), interval.Low, 1e-6);
        Assert.Equal(3 + (2.7764451 * Math.Sqrt(2.5 / 5)), interval.High, 1e-6);
        Assert.Null(ConfidenceInterval.OfMean([1]));
    }
}
