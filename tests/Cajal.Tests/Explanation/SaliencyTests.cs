namespace Cajal.Tests.Explanation;

/// <summary>O11: how strongly an output reacts to each input.</summary>
public sealed class SaliencyTests
{
    [Fact]
    public void Of_one_unit_it_is_the_weights_and_before_the_sigmoid_it_does_not_saturate()
    {
        Sequential model = ExplainedNets.OneUnit(new Sigmoid(), [2, -3, 0.5f], bias: 7);
        float[] row = [0.1f, 0.2f, 0.4f];

        var score = Saliency.Of(model, row);
        var output = Saliency.Of(model, row, stage: ExplainedStage.Output);

        Assert.Equal([2, -3, 0.5], score.Gradients);
        double sigma = 1 / (1 + Math.Exp(-6.8));
        Assert.Equal(sigma, output.Value, 1e-6);
        Assert.All(output.Gradients.Zip(score.Gradients), pair => Assert.Equal(pair.Second * sigma * (1 - sigma), pair.First, 1e-7));
        Assert.Equal(3, score.PartOf(new FeatureGroup("first two", [0, 1])));
    }

    [Fact]
    public void It_is_the_slope_of_the_prediction()
    {
        Dataset iris = BuiltInData.Iris();
        Sequential model = ExplainedNets.Trained(iris, 2, epochs: 20);
        float[] row = iris.Row(100).ToArray();

        var saliency = Saliency.Of(model, row, stage: ExplainedStage.Output);

        Assert.Equal(model.OutputNames[saliency.Output], saliency.OutputName);
        for (int input = 0; input < 4; input++)
        {
            const float Step = 1e-2f;
            float[] more = [.. row];
            float[] less = [.. row];
            more[input] += Step;
            less[input] -= Step;
            double slope = ((double)model.Predict(more)[saliency.Output] - model.Predict(less)[saliency.Output]) / ((double)more[input] - less[input]);
            Assert.Equal(slope, saliency.Gradients[input], 1e-3);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Sequential model = ExplainedNets.OneUnit(new Sigmoid(), [1, 1, 1]);

        Assert.Equal("Saliency: 4 inputs came, the model takes 3. Give one row as for Predict.", Assert.Throws<ArgumentException>(() => Saliency.Of(model, new float[4])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Saliency.Of(model, new float[3], output: -1));
        Assert.Throws<ArgumentException>(() => Saliency.Of(model, new float[3]).PartOf(new FeatureGroup("none", [])));
    }
}
