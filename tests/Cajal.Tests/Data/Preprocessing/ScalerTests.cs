using System.Text.Json.Nodes;
using Cajal;

namespace Cajal.Tests.Data.Preprocessing;

public sealed class ScalerTests
{
    private const string Remedy = " The model file is damaged or was written by another version; train or export it again.";

    public static TheoryData<string> Names => [.. Scaler.Names];

    [Fact]
    public void The_table_of_names_is_closed() =>
        Assert.Equal(["robust", "standard", "quantile", "minmax", "pixels", "none"], Scaler.Names);

    [Fact]
    public void Standard_by_hand()
    {
        // 2, 4, 4, 4, 5, 5, 7, 9 has mean 5 and population deviation exactly 2.
        StandardScaler scaler = StandardScaler.Fit([2, 4, 4, 4, 5, 5, 7, 9], 1);
        Assert.Equal(5, scaler.Centers[0]);
        Assert.Equal(2, scaler.Scales[0]);
        Assert.Equal([-1.5f, 2], Scaled(scaler, [2, 9]));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("minmax")]
    [InlineData("robust")]
    public void Each_column_follows_the_formula_in_float64_at_any_number_of_columns(string name)
    {
        var random = new Random(123);
        for (int features = 1; features <= 20; features++)
        {
            float[] rows = [.. Enumerable.Range(0, 30 * features).Select(i =>
                i % features % 5 == 2 ? 7 : random.Next(9) == 0 ? float.NaN : (float)(random.NextDouble() * 100))];
            var scaler = (AffineScaler)Scaler.Fit(name, rows, features);
            float[] expected = [.. rows.Select((x, i) =>
            {
                double scale = scaler.Scales[i % features];
                double z = (x - scaler.Centers[i % features]) / scale;
                return float.IsNaN(x) ? x : scale == 0 ? 0 : (float)(name == "robust" ? z / Math.Sqrt(1 + (z / 3 * (z / 3))) : z);
            })];
            Assert.Equal(expected, Scaled(scaler, rows));
            scaler.Apply(rows, rows);
            Assert.Equal(expected, rows);
        }
    }

    [Fact]
    public void Robust_by_hand()
    {
        // Quartiles of 0 … 8: 2, 4, 6. z(12) = 2, clipped 2/√(1 + 4/9) = 6/√13; far outliers stay below 3.
        RobustScaler scaler = RobustScaler.Fit([8, 1, 2, 3, 4, 5, 6, 7, 0], 1);
        float[] scaled = Scaled(scaler, [4, 12, 1e30f, -1e30f]);
        Assert.Equal([0, (float)(6 / Math.Sqrt(13)), 3, -3], scaled);
    }

    [Fact]
    public void Pixels_have_one_mean_and_one_deviation()
    {
        // v = x / 255 is 0, 0, 1, 1: mean 1/2, deviation 1/2.
        PixelScaler scaler = PixelScaler.Fit([0, 0, 255, 255], 2);
        Assert.Equal((0.5, 0.5), (scaler.Mean, scaler.Deviation));
        Assert.Equal([-1, 1, 0], Array.ConvertAll(Scaled(scaler, [0, 255, 127.5f, 0])[..3], z => MathF.Round(z, 6)));
    }

    [Fact]
    public void Pixels_fitted_to_bytes_equal_pixels_fitted_to_floats()
    {
        byte[] pixels = new byte[50 * 37];
        new Random(123).NextBytes(pixels);
        var images = Dataset.FromBytes(pixels, [37], Targets.Classes(new int[50], ["a"]));
        var fromBytes = (PixelScaler)Scaler.Fit("pixels", images);
        double mean = pixels.Average(p => p / 255.0);
        double deviation = Math.Sqrt(pixels.Average(p => Math.Pow((p / 255.0) - mean, 2)));
        Assert.Equal(mean, fromBytes.Mean, 1e-14);
        Assert.Equal(deviation, fromBytes.Deviation, 1e-14);
        PixelScaler fromFloats = PixelScaler.Fit(images.AsFloats().Inputs, 37);
        Assert.Equal(fromBytes.Mean, fromFloats.Mean, 1e-14);
        Assert.Equal(fromBytes.Deviation, fromFloats.Deviation, 1e-14);
        float[] scaled = fromBytes.Apply(images).Inputs.ToArray();
        for (int i = 0; i < pixels.Length; i++)
        {
            Assert.Equal(((pixels[i] / 255.0) - mean) / deviation, scaled[i], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Constant_and_empty_columns_become_zero_and_missing_stays_missing(string name)
    {
        float[] rows = [7, float.NaN, 0.1f, 7, float.NaN, 0.2f, 7, float.NaN, 0.1f];
        Scaler scaler = Scaler.Fit(name, rows, 3);
        float[] scaled = Scaled(scaler, [7, 3, float.NaN, 9, float.NaN, 0.15f]);
        Assert.True(float.IsNaN(scaled[2]) && float.IsNaN(scaled[4]));
        if (name is not ("none" or "pixels"))
        {
            Assert.Equal([0, 0, 0], [scaled[0], scaled[1], scaled[3]]);
        }
        Assert.All(scaled.Where(z => !float.IsNaN(z)), z => Assert.True(float.IsFinite(z)));
        Assert.Equal([0, 0], name == "pixels" ? Scaled(Scaler.Fit(name, [5, 5], 1), [5, 9]) : [0, 0]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_test_part_does_not_change_what_was_fitted(string name)
    {
        float[] rows = RandomRows(100, 3);
        Dataset all = Set(rows);
        float[] other = [.. rows[..240], .. Enumerable.Repeat(1e6f, 60)];
        int[] train = [.. Enumerable.Range(0, 80)];
        string fitted = Scaler.Fit(name, all.Select(train)).ToJson().ToJsonString();
        Assert.Equal(fitted, Scaler.Fit(name, Set(other).Select(train)).ToJson().ToJsonString());
        if (name != "none")
        {
            Assert.NotEqual(fitted, Scaler.Fit(name, Set(other)).ToJson().ToJsonString());
        }

        static Dataset Set(float[] rows) => new(rows, [3], Targets.Classes(new int[rows.Length / 3], ["a"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Comes_back_from_json_with_the_same_bits_in_any_culture(string name)
    {
        float[] rows = RandomRows(100, 3);
        Scaler scaler = Scaler.Fit(name, rows, 3);
        string text = scaler.ToJson().ToJsonString();
        foreach (string culture in new[] { "de-DE", "tr-TR" })
        {
            InCulture.Run(culture, () =>
            {
                Assert.Equal(text, scaler.ToJson().ToJsonString());
                Scaler read = Scaler.FromJson(JsonNode.Parse(text)!.AsObject());
                Assert.Equal(text, read.ToJson().ToJsonString());
                Assert.Equal((name, 3), (read.Name, read.Features));
                Assert.Equal(Scaled(scaler, rows), Scaled(read, rows));
            });
        }
        Assert.Equal(Scaled(scaler, rows), Scaled(Scaler.FromJson(scaler.ToJson()), rows));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Works_in_place_and_row_by_row_with_the_same_bits(string name)
    {
        float[] rows = RandomRows(41, 3);
        Scaler scaler = Scaler.Fit(name, rows, 3);
        float[] expected = Scaled(scaler, rows);
        float[] one = new float[3];
        for (int row = 0; row < 41; row++)
        {
            scaler.Apply(rows.AsSpan(row * 3, 3), one);
            Assert.Equal(expected[(row * 3)..((row * 3) + 3)], one);
        }
        scaler.Apply(rows, rows);
        Assert.Equal(expected, rows);
    }

    [Fact]
    public void A_set_keeps_shape_names_targets_and_weights()
    {
        var data = new Dataset([1, 2, 3, 4], [2], Targets.Values([5, 6]), ["a", "b"], [1, 2]);
        Dataset scaled = Scaler.Fit("standard", data).Apply(data);
        Assert.Equal([-1, -1, 1, 1], scaled.Inputs.ToArray());
        Assert.Equal(["a", "b"], scaled.FeatureNames.ToArray());
        Assert.Same(data.Targets, scaled.Targets);
        Assert.Equal([1, 2], scaled.Weights.ToArray());
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("robust")]
    [InlineData("minmax")]
    [InlineData("quantile")]
    public void The_unit_of_a_column_does_not_matter(string name)
    {
        float[] rows = [1, 2, 3, 5, 8, 13, 21, 34];
        float[] tiny = Array.ConvertAll(rows, x => MathF.ScaleB(x, -80));    // a power of two: no digit is lost
        Assert.Equal(Scaled(Scaler.Fit(name, rows, 1), rows), Scaled(Scaler.Fit(name, tiny, 1), tiny));
    }

    public static TheoryData<Action, string> WrongUse => new()
    {
        { () => Scaler.Fit("standart", [1], 1),
            "Scaler 'standart' is not known. Did you mean 'standard'? Known: robust, standard, quantile, minmax, pixels, none." },
        { () => Scaler.Fit("robust", [], 1), "No rows to fit a scaler to, expected at least one. (Parameter 'rows')" },
        { () => Scaler.Fit("none", [1, 2, 3], 2), "3 numbers are not whole rows of 2 columns. (Parameter 'rows')" },
        { () => Scaler.Fit("minmax", [1, 2, 3, float.NegativeInfinity], 2),
            "Row 1, column 1 (from 0): -Infinity, expected a finite number, or NaN where it is missing." },
        { () => Scaler.Fit("pixels", [float.PositiveInfinity], 1), "A pixel is infinite, expected numbers 0 to 255." },
        { () => PixelScaler.Fit(Dataset.FromBytes([], [2], Targets.Values([]))),
            "The set is empty, expected at least one image to fit a scaler to. (Parameter 'training')" },
        { () => QuantileScaler.Fit([1, 2], 1, 1), "Expected at least 2 quantiles. (Parameter 'quantileCount')\nActual value was 1." },
        { () => Scaler.Fit("standard", [1, 2], 2).Apply(new float[3], new float[3]),
            "3 numbers are not whole rows of the 2 columns that the scaler was fitted to. (Parameter 'rows')" },
        { () => Scaler.Fit("standard", [1, 2], 2).Apply(new float[2], new float[4]), "4 places for 2 numbers. (Parameter 'result')" },
        { () => Scaler.Fit("standard", [1, 2], 2).Apply(new Dataset([1], [1], Targets.Values([1]))),
            "The set has 1 features, the scaler was fitted to 2. (Parameter 'data')" },
    };

    [Theory]
    [MemberData(nameof(WrongUse))]
    public void Wrong_use_is_refused(Action action, string message) =>
        Assert.Equal(message, Assert.ThrowsAny<Exception>(action).Message.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("{}", "Scaler: \"name\" is missing.")]
    [InlineData("{\"name\":1}", "Scaler: \"name\" is 1, expected a text.")]
    [InlineData("{\"name\":\"robus\"}",
        "Scaler 'robus' is not known. Did you mean 'robust'? Known: robust, standard, quantile, minmax, pixels, none.")]
    [InlineData("{\"name\":\"robust\"}", "Scaler 'robust': \"center\" is missing.")]
    [InlineData("{\"name\":\"robust\",\"center\":3}", "Scaler 'robust': \"center\" is 3, expected a list of numbers.")]
    [InlineData("{\"name\":\"robust\",\"center\":[]}", "Scaler 'robust': \"center\" is a list of 0, expected a list of numbers.")]
    [InlineData("{\"name\":\"robust\",\"center\":[1,null],\"scale\":[1,1]}", "Scaler 'robust': \"center[1]\" is null, expected a finite number.")]
    [InlineData("{\"name\":\"robust\",\"center\":[1e400],\"scale\":[1]}", "Scaler 'robust': \"center[0]\" is 1e400, expected a finite number.")]
    [InlineData("{\"name\":\"standard\",\"center\":[1],\"scale\":[-1]}",
        "Scaler 'standard': \"scale[0]\" is -1, expected a finite number not below 0.")]
    [InlineData("{\"name\":\"minmax\",\"center\":[1,2],\"scale\":[1]}",
        "Scaler 'minmax': 2 numbers in \"center\" and 1 in \"scale\", expected as many.")]
    [InlineData("{\"name\":\"minmax\",\"name\":\"robust\"}", "Scaler: a field stands there twice.")]
    [InlineData("{\"name\":\"none\",\"features\":0}", "Scaler 'none': \"features\" is 0, expected a whole number from 1 on.")]
    [InlineData("{\"name\":\"none\",\"features\":2.5}", "Scaler 'none': \"features\" is 2.5, expected a whole number from 1 on.")]
    [InlineData("{\"name\":\"none\",\"features\":\"4\"}", "Scaler 'none': \"features\" is a text, expected a whole number from 1 on.")]
    [InlineData("{\"name\":\"pixels\",\"features\":4,\"mean\":true,\"deviation\":1}",
        "Scaler 'pixels': \"mean\" is true, expected a finite number.")]
    [InlineData("{\"name\":\"pixels\",\"features\":4,\"mean\":0,\"deviation\":-2}",
        "Scaler 'pixels': \"deviation\" is -2, expected a finite number not below 0.")]
    [InlineData("{\"name\":\"quantile\",\"quantiles\":{}}", "Scaler 'quantile': \"quantiles\" is an object, expected a list of lists of numbers.")]
    [InlineData("{\"name\":\"quantile\",\"quantiles\":[[1,2],[]]}",
        "Scaler 'quantile': \"quantiles[1]\" is a list of 0, expected a list of numbers.")]
    [InlineData("{\"name\":\"quantile\",\"quantiles\":[[1,3,2]]}",
        "Scaler 'quantile': \"quantiles[0]\" falls at 2, expected ascending numbers.")]
    public void A_damaged_file_is_refused_with_the_field(string json, string message)
    {
        Exception error = Assert.Throws<ModelFileException>(() => Scaler.FromJson(JsonNode.Parse(json)!.AsObject()));
        Assert.Equal(message + Remedy, error.Message);
    }

    private static float[] RandomRows(int rows, int features)
    {
        var random = new Random(123);
        return [.. Enumerable.Range(0, rows * features).Select(_ => (float)Math.Pow(10, (random.NextDouble() * 6) - 3))];
    }

    private static float[] Scaled(Scaler scaler, float[] rows)
    {
        float[] result = new float[rows.Length];
        scaler.Apply(rows, result);
        return result;
    }
}
