namespace Cajal.Tests.Layers;

/// <summary>Messages of the layers of pictures, and what they draw in training.</summary>
public sealed class PictureLayerTests
{
    [Fact]
    public void Windows_that_do_not_fit_are_refused()
    {
        Assert.Equal(
            "MaxPool2D 'pool': a window of 3 x 3 does not fit pictures of 2 x 8. Choose a smaller one, or pool less before.",
            Error<ConfigurationException>(() => new MaxPool2D(3) { Name = "pool" }.OutputShape([2, 8, 1])));
        Assert.StartsWith("AveragePool2D: one row of the input has shape [784], expected a picture",
            Error<ConfigurationException>(() => new AveragePool2D().OutputShape([784])), StringComparison.Ordinal);
        Assert.StartsWith("GlobalMaxPool: one row", Error<ConfigurationException>(() => new GlobalMaxPool().OutputShape([7])), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_settings_name_layer_number_and_range()
    {
        Assert.Equal("MaxPool2D: window is 0, expected a whole number from 1 to 10000. (Parameter 'window')", Error<ArgumentOutOfRangeException>(() => new MaxPool2D(0)));
        Assert.Equal("MaxPool2D: stride is -1, expected a whole number from 1 to 10000. (Parameter 'stride')", Error<ArgumentOutOfRangeException>(() => new MaxPool2D(2, -1)));
        Assert.Equal(
            "AveragePool2D: padding is 2, expected a whole number from 0 on and below the window's size: a window without a pixel has no value. (Parameter 'padding')",
            Error<ArgumentOutOfRangeException>(() => new AveragePool2D(2, 1, 2)));
        Assert.Equal("ZeroPadding2D: left is 20000, expected a whole number from -10000 to 10000. (Parameter 'left')",
            Error<ArgumentOutOfRangeException>(() => new ZeroPadding2D(0, 0, 20_000, 0)));
        Assert.Equal("UpSample2D: factor is 0, expected a whole number from 1 to 1000. (Parameter 'factor')", Error<ArgumentOutOfRangeException>(() => new UpSample2D(0)));
        Assert.Equal("Permute: the order is [1, 1], expected each axis from 0 on once. (Parameter 'order')", Error<ArgumentException>(() => new Permute(1, 1)));
        Assert.Equal("Reshape: sizes is 0, expected a whole number from 1 on. (Parameter 'sizes')", Error<ArgumentOutOfRangeException>(() => new Reshape(2, 0)));
        Assert.Equal("Embedding: count is 0, expected a whole number from 1 to 16777216. (Parameter 'count')", Error<ArgumentOutOfRangeException>(() => new Embedding(0, 1)));
    }

    [Fact]
    public void Shapes_that_do_not_fit_name_both()
    {
        Assert.Equal("Reshape: one row of the input has shape [5], 5 numbers, which do not fill [2, 3]. Choose sizes with the same product.",
            Error<ConfigurationException>(() => new Reshape(2, 3).OutputShape([5])));
        Assert.Equal("Permute: one row of the input has shape [5], expected 2 axes. Name each axis of a row.",
            Error<ConfigurationException>(() => new Permute(1, 0).OutputShape([5])));
        Assert.Equal("ZeroPadding2D: nothing would be left of pictures of 2 x 3. Cut less off.",
            Error<ConfigurationException>(() => new ZeroPadding2D(-1, -1, 0, 0).OutputShape([2, 3])));
    }

    [Fact]
    public void Rows_of_more_numbers_than_an_array_has_are_refused_by_the_layer_that_makes_them()
    {
        const string Rest = ", more than 2147483647 numbers. Choose smaller sizes.";
        void Refused(string message, Layer layer, params Shape[] inputs) => Assert.Equal(message + Rest, Error<ConfigurationException>(() => layer.ShapeAfter(inputs)));
        Refused("UpSample2D 'up': one row of its output would have the shape [4294968000, 1000, 1]", new UpSample2D(1000) { Name = "up" }, [4_294_968, 1, 1]);
        Refused("ConvTranspose2D: one row of its output would have the shape [4999990001, 1, 1]", new ConvTranspose2D(1, 1, 10_000), [500_000, 1, 1]);
        Refused("ConvTranspose2D: one row of its output would have the shape [5000000000, 10000, 2]", new ConvTranspose2D(2, 1, 10_000, ConvolutionPadding.Same), [500_000, 1, 1]);
        Refused("ZeroPadding2D: one row of its output would have the shape [2147490000, 1, 1]", new ZeroPadding2D(10_000, 0, 0, 0), [2_147_480_000, 1, 1]);
        Refused("Concatenate: one row of its output would have the shape [6000000000]", new Concatenate(), [2_000_000_000], [2_000_000_000], [2_000_000_000]);
        Refused("Embedding: one row of its output would have the shape [2000000, 2000000000]", new Embedding(3, 2_000_000_000), [2_000_000]);
        Refused("Conv2D: one row of its output would have the shape [10004, 10004, 64]", new Conv2D(64, 10_000, padding: 10_000), [3, 3, 64]);
        Refused("Conv1D: one row of its output would have the shape [20000000, 1000]", new Conv1D(1000, 1), [20_000_000]);
    }

    [Fact]
    public void Sequences_are_pooled_along_their_length_as_pictures_of_one_column()
    {
        float[] x = [1, 10, 3, 20, 2, 50, 8, 40];
        Assert.Equal([3, 20, 8, 50], new Sequential { new Reshape(4, 1, 2), new MaxPool2D(new Size2D(2, 1)) }.Build([4, 2]).Predict(x));
        Assert.Equal([3.5f, 30], new Sequential { new Reshape(4, 1, 2), new GlobalAveragePool() }.Build([4, 2]).Predict(x));
    }

    /// <summary>The largest of rectified numbers may be rectified afterwards; of others it may not.</summary>
    [Fact]
    public void The_largest_number_is_that_of_what_the_activation_before_gives()
    {
        float[] x = [.. Enumerable.Range(0, 48).Select(i => MathF.Sin(i * 1.7f) - 0.4f)];
        var windows = new PoolReference([1, 4, 4, 3], new(2, 2), new(2, 2));
        foreach (string activation in Activation.Names)
        {
            float[] y = new Sequential { Activation.ByName(activation) }.Build([4, 4, 3]).Predict(x);
            double[] expected = windows.Maximum([.. y.Select(number => (double)number)]);
            Assert.Equal(expected, new Sequential { Activation.ByName(activation), new MaxPool2D() }.Build([4, 4, 3]).Predict(x).Select(number => (double)number));
        }
    }

    [Theory]
    [InlineData("""{"kind":"permute","order":[0,0]}""", "Layer 'permute': Permute: the order is [0, 0], expected each axis from 0 on once. (Parameter 'order')")]
    [InlineData("""{"kind":"reshape","sizes":[1.5]}""", "Layer 'reshape': \"sizes\" is a list of 1, expected a list of whole numbers from 0 on.")]
    [InlineData("""{"kind":"zero-padding2d","top":0.5,"bottom":0,"left":0,"right":0}""", "Layer 'zero-padding2d': \"top\" is 0.5, expected a whole number from -10000 to 10000.")]
    public void A_damaged_file_is_described(string json, string expected) => Assert.StartsWith(
        expected,
        Error<ModelFileException>(() => LayerTable.Read(System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject())), StringComparison.Ordinal);

    [Fact]
    public void A_number_outside_an_embedding_is_refused()
    {
        var graph = new Graph();
        Node table = graph.Input("table", [3, 2]), numbers = graph.Input("numbers", [1]);
        string Message(double number) => Error<ArgumentException>(() => GradientCheck.Evaluate(
            [table.Lookup(numbers)], new Dictionary<Node, double[]> { [table] = new double[6], [numbers] = [number] }));
        const string Rest = "is no row of the table, expected a whole number from 0 to 2. Number the things from 0, unscaled, or give the table more rows.";
        Assert.Equal($"Look-up: 3 {Rest}", Message(3));
        Assert.Equal($"Look-up: 0.5 {Rest}", Message(0.5));
        Assert.Equal($"Look-up: NaN {Rest}", Message(double.NaN));
    }

    [Fact]
    public void Spatial_dropout_drops_whole_channels_and_keeps_the_mean()
    {
        var built = new BuiltLayer(new SpatialDropout2D(0.25), [2, 3, 40], training: true, batch: 50);
        double[] x = built.Values[built.Input], y = built.Run();
        double[] factors = [.. x.Zip(y, (a, b) => b / a)];
        Assert.All(factors, factor => Assert.True(factor == 0 || Math.Abs(factor - (4.0 / 3)) < 1e-12));
        for (int picture = 0; picture < 50; picture++)
        {
            double[][] pixels = [.. factors.Skip(picture * 240).Take(240).Chunk(40)];
            Assert.All(pixels, pixel => Assert.Equal(pixels[0].Select(factor => factor == 0), pixel.Select(factor => factor == 0)));
        }

        Assert.InRange(factors.Count(factor => factor == 0) / (double)factors.Length, 0.22, 0.28);
    }

    private static string Error<T>(Func<object?> action)
        where T : Exception => Assert.Throws<T>(action).Message;
}
