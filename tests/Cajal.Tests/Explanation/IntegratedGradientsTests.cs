using Cajal.Explanation;

namespace Cajal.Tests.Explanation;

/// <summary>O11: parts that sum to the difference of outputs.</summary>
public sealed class IntegratedGradientsTests
{
    private static readonly float[] Row = [0.7f, -1.3f, 2.1f];
    private static readonly float[] Baseline = [0.1f, 0.4f, -0.5f];

    [Fact]
    public void A_linear_unit_gives_each_input_its_weight_times_its_difference()
    {
        var parts = IntegratedGradients.Of(ExplainedNets.OneUnit(new Identity(), [2, -3, 0.5f], bias: 7), Row, new() { Baseline = Baseline });

        Assert.Equal(8, parts.Points);
        Assert.True(parts.IsComplete);
        Near([2 * 0.6, -3 * -1.7, 0.5 * 2.6], parts.Parts, 1e-6);
        Assert.Equal(parts.Value - parts.BaselineValue, parts.Sum, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void A_sigmoid_unit_divides_the_difference_by_the_shares_of_its_sum(float steepness)
    {
        float[] weights = [2 * steepness, -3 * steepness, 0.5f * steepness];
        var parts = IntegratedGradients.Of(ExplainedNets.OneUnit(new Sigmoid(), weights), Row, new() { Baseline = Baseline, Tolerance = 1e-9 });

        // ∫ σ′(w·x(α)) wᵢΔᵢ dα = wᵢΔᵢ/(w·Δ) · (σ(w·x) − σ(w·x′))
        double[] shares = [.. weights.Select((weight, i) => (double)weight * ((double)Row[i] - Baseline[i]))];
        double Sigma(float[] x) => 1 / (1 + Math.Exp(-weights.Select((weight, i) => (double)weight * x[i]).Sum()));
        double difference = Sigma(Row) - Sigma(Baseline);
        Assert.Equal(difference, parts.Value - parts.BaselineValue, 1e-12);
        Near([.. shares.Select(share => share / shares.Sum() * difference)], parts.Parts, 1e-8);
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("tanh")]
    [InlineData("selu")]
    [InlineData("mish")]
    public void Random_nets_are_complete_to_a_thousandth(string activation)
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            Sequential model = ExplainedNets.Random(inputs: 3, hidden: 20, outputs: 4, activation, seed);
            for (int output = 0; output < 4; output++)
            {
                var parts = IntegratedGradients.Of(model, Row, new() { Baseline = Baseline, Output = output });

                Assert.True(parts.IsComplete, $"{seed}, {parts}");
                Assert.Equal(model.Predict(Row)[output], parts.Value, 1e-5);
                Assert.True(
                    Math.Abs(parts.Sum - (parts.Value - parts.BaselineValue)) <= 1e-3 * Math.Max(Math.Abs(parts.Value - parts.BaselineValue), 1e-3), $"{parts}");
            }
        }
    }

    [Fact]
    public void The_parts_are_those_of_a_plain_sum_over_many_points()
    {
        const int Steps = 20_000;
        Sequential model = ExplainedNets.Random(inputs: 3, hidden: 12, outputs: 3, "relu", 5);
        var parts = IntegratedGradients.Of(model, Row, new() { Baseline = Baseline, Output = 1, Tolerance = 1e-5 });

        double[] sums = new double[3];
        for (int step = 0; step < Steps; step++)
        {
            float along = (step + 0.5f) / Steps;
            float[] point = [.. Row.Select((x, i) => Baseline[i] + (along * (x - Baseline[i])))];
            var slopes = Saliency.Of(model, point, 1, ExplainedStage.Output);
            for (int i = 0; i < 3; i++)
            {
                sums[i] += ((double)Row[i] - Baseline[i]) * slopes.Gradients[i] / Steps;
            }
        }

        Near(sums, parts.Parts, 2e-5);
    }

    [Fact]
    public void Jumps_are_not_explained_and_that_is_said()
    {
        Sequential model = ExplainedNets.OneUnit(new Threshold(), [1, 1, 1]);
        var parts = IntegratedGradients.Of(model, Row, new() { Baseline = [-5, -5, -5] });

        Assert.Equal((1, 0, 0), (parts.Value, parts.BaselineValue, parts.Sum));
        Assert.False(parts.IsComplete);
        Assert.EndsWith(", not complete", $"{parts}", StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_explained_in_their_own_units_and_images_after_their_scaling()
    {
        Dataset data = new Dataset([0, 10, 20, 30, 5, 15, 25, 35], [2], Targets.Values([100, 300, 140, 340]));
        Sequential model = new Sequential { new Dense(8), new Tanh(), new Dense(1) }.Compile(new Adam(0.05), new MeanSquaredError())
            .Build([2], 3, Scaler.Fit("standard", data));
        model.Fit(data, new FitOptions { Epochs = 100, BatchSize = 4 });
        IReadOnlyList<float> mean = IntegratedGradients.MeanRow(data);
        Assert.Equal([12.5f, 22.5f], mean);

        var parts = IntegratedGradients.Of(model, data.Row(1), new() { Baseline = mean });

        Assert.Equal(model.Predict(data.Row(1))[0], parts.Value, 1e-3);
        Assert.Equal(model.Predict([.. mean])[0], parts.BaselineValue, 1e-3);
        Assert.Equal("target", parts.OutputName);
        Assert.Equal(parts.Value - parts.BaselineValue, parts.PartOf(new FeatureGroup("all", [0, 1])), 0.1);
        Assert.True(Math.Abs(parts.Value - parts.BaselineValue) > 20);
    }

    [Fact]
    public void Digits_are_complete_too_and_the_most_probable_class_is_explained()
    {
        Dataset digits = BuiltInData.Digits();
        Sequential model = new Sequential { new Flatten(), new Dense(64), new Relu(), new Dense(32), new Relu(), new Dense(10), new Softmax() }
            .Compile(new Adam(0.01), new CrossEntropy()).Build([8, 8], 1, PixelScaler.Fit(digits));
        model.Fit(digits, new FitOptions { Epochs = 3, Threads = 1 });
        for (int row = 0; row < 20; row++)
        {
            var parts = IntegratedGradients.Of(model, digits.Row(row));

            Assert.True(parts.IsComplete, $"{parts}");
            Assert.True(parts.CompletenessError <= 1e-3, $"{parts}");
            Assert.Equal(Array.IndexOf(model.Predict(digits.Row(row)), model.Predict(digits.Row(row)).Max()), parts.Output);
        }
    }

    [Fact]
    public void The_score_is_what_goes_into_the_sigmoid()
    {
        Sequential model = ExplainedNets.OneUnit(new Sigmoid(), [2, -3, 0.5f], bias: 7);
        var parts = IntegratedGradients.Of(model, Row, new() { Stage = ExplainedStage.Score });

        Assert.Equal((2 * 0.7) + (3 * 1.3) + (0.5 * 2.1) + 7, parts.Value, 1e-6);
        Assert.Equal(7, parts.BaselineValue, 1e-12);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Sequential model = ExplainedNets.OneUnit(new Sigmoid(), [1, 1, 1]);

        Assert.Equal(
            "Integrated gradients: 2 inputs came, the model takes 3. Give one row as for Predict.",
            Assert.Throws<ArgumentException>(() => IntegratedGradients.Of(model, [1f, 2f])).Message);
        Assert.StartsWith(
            "Integrated gradients, baseline: 1 inputs came",
            Assert.Throws<ArgumentException>(() => IntegratedGradients.Of(model, Row, new() { Baseline = [1] })).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Output 1: the model has 1 outputs, counted from 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => IntegratedGradients.Of(model, Row, new() { Output = 1 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegratedGradients.Of(model, Row, new() { Tolerance = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegratedGradients.Of(model, Row, new() { MostPoints = 7 }));
        Assert.Throws<InvalidOperationException>(() => IntegratedGradients.Of(new Sequential { new Dense(1) }, Row));
    }

    [Fact]
    public void The_quadrature_is_exact_for_polynomials()
    {
        (double[] places, double[] weights) = GaussLegendre.Rule(8);
        for (int power = 0; power <= 15; power++)
        {
            Assert.Equal(1.0 / (power + 1), places.Zip(weights, (x, w) => w * Math.Pow(x, power)).Sum(), 1e-14);
        }

        Assert.Equal([0.5 - (0.5 / Math.Sqrt(3)), 0.5 + (0.5 / Math.Sqrt(3))], GaussLegendre.Rule(2).Places.Select(place => Math.Round(place, 15)).ToArray(), (a, b) => Math.Abs(a - b) < 1e-14);
    }

    private static void Near(double[] expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
