namespace Cajal.Tests.Classic;

/// <summary>U12: linear layers are one linear layer; XOR needs a nonlinear one between.</summary>
public sealed class AffineMapTests
{
    private static readonly float[] _rows = [0, 0, 0, 1, 1, 0, 1, 1];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Identity_layers_collapse_to_one(int depth)
    {
        var model = new Sequential();
        for (int layer = 0; layer < depth; layer++)
        {
            model.Add(new Dense(layer == depth - 1 ? 2 : 5, biasInitializer: new NormalInitializer(1)));
            model.Add(new Identity());
        }
        var map = AffineMap.Of(model.Build([3], seed: 4));
        var random = new Random(1);
        for (int round = 0; round < 100; round++)
        {
            double[] input = [.. Enumerable.Range(0, 3).Select(_ => (2 * random.NextDouble()) - 1)];
            double[] value = input;
            for (int layer = 0; layer < depth; layer++)
            {
                float[] weights = model.Parameters[2 * layer].Values.ToArray();
                float[] bias = model.Parameters[(2 * layer) + 1].Values.ToArray();
                value = [.. bias.Select((b, j) => b + value.Select((x, i) => x * weights[(i * bias.Length) + j]).Sum())];
            }

            Near.Equal(value, map.Apply(input), 1e-12);
            float[] single = [.. input.Select(x => (float)x)];
            Near.Equal([.. model.Predict(single).Select(x => (double)x)], [.. map.ToSequential().Predict(single).Select(x => (double)x)], 1e-5);
        }

        Assert.Equal((3, 2), (map.Inputs, map.Outputs));
        Assert.Matches(@"^W = \[.+, .+, .+\]\n    \[.+, .+, .+\]\nb = \[.+, .+\]$", map.ToString());
    }

    [Fact]
    public void The_neural_tangent_scale_and_a_missing_bias_are_kept()
    {
        var model = new Sequential { new Flatten(), new Dense(4, scale: WeightScale.NeuralTangent), new Dropout(0.5), new Dense(1, hasBias: false) };
        model.Build([2, 3], seed: 1);

        Assert.Equal(model.Predict([1, 2, 3, 4, 5, 6])[0], AffineMap.Of(model).Apply([1, 2, 3, 4, 5, 6])[0], 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void On_xor_the_best_mean_squared_error_of_a_linear_net_is_a_quarter(int depth)
    {
        LinearRegression best = LinearRegression.Fit<double>([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 0], new LinearModelOptions { Penalty = 0 });
        double[] outputs = new double[4];
        best.Predict<double>([0, 0, 0, 1, 1, 0, 1, 1], outputs);
        Assert.Equal(0.25, outputs.Zip([0, 1, 1, 0], (y, t) => (y - t) * (y - t)).Average(), 1e-12);

        var model = new Sequential();
        for (int layer = 0; layer < depth; layer++)
        {
            model.Add(new Dense(layer == depth - 1 ? 1 : 4));
        }
        model.Compile(new Adam(0.05), new MeanSquaredError());
        // Targets of one set are standardised inside Fit; their variance is 1/4, so the loss of 1 is an error of 1/4.
        History history = model.Fit(new Dataset(_rows, [2], Targets.Values([0, 1, 1, 0])), new FitOptions { Epochs = 500, BatchSize = 4, Threads = 1 });
        Assert.Equal(0.25, model.Predict(_rows).Zip([0f, 1f, 1f, 0f], (y, t) => (y - t) * (y - t)).Average(), 1e-4);
        Assert.Equal(1, history.Epochs[^1].Loss, 1e-3);
    }

    [Fact]
    public void With_a_sigmoid_or_threshold_layer_between_it_is_four_of_four()
    {
        var model = new Sequential { new Dense(8), new Sigmoid(), new Dense(1) };
        model.Compile(new Adam(0.05), new MeanSquaredError());
        model.Fit(new Dataset(_rows, [2], Targets.Values([0, 1, 1, 0])), new FitOptions { Epochs = 2000, BatchSize = 4, Threads = 1 });

        Assert.Equal([false, true, true, false], model.Predict(_rows).Select(value => value > 0.5f));
        Assert.Equal([0f, 1f, 1f, 0f], LogicFormula.Parse("(a | b) & !(a & b)").ToSequential().Predict(_rows));
    }

    [Fact]
    public void A_layer_that_is_not_linear_is_named()
    {
        Sequential model = new Sequential { new Dense(2), new Tanh { Name = "bend" }, new Dense(1) }.Build([2]);

        Assert.StartsWith("Affine map: layer 'bend' (tanh) is not linear, expected dense, identity, flatten and dropout alone.",
            Assert.Throws<ArgumentException>(() => AffineMap.Of(model)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Affine map: 1 inputs came, expected 2.", Assert.Throws<ArgumentException>(
            () => AffineMap.Of(new Sequential { new Dense(1) }.Build([2])).Apply([1])).Message, StringComparison.Ordinal);
    }
}
