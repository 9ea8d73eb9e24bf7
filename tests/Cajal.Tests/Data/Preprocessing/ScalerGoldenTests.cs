using System.Text.Json;
using Cajal;

namespace Cajal.Tests.Data.Preprocessing;

/// <summary>Against scikit-learn: Golden/scalers/generate.py made the numbers, and names the versions.</summary>
public sealed class ScalerGoldenTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "scalers", "scalers.json"))).RootElement;

    private static readonly int Features = Golden.GetProperty("features").GetInt32();

    [Theory]
    [InlineData("standard")]
    [InlineData("minmax")]
    [InlineData("robust")]
    public void Equals_the_reference(string name)
    {
        Scaler scaler = Scaler.Fit(name, Numbers("train"), Features);
        AssertClose(Numbers(name), Scaled(scaler, Numbers("test")));
    }

    [Theory]
    [InlineData(13)]
    [InlineData(101)]
    [InlineData(null)]      // 400 rows / 30 = 13
    public void Quantile_equals_the_reference(int? count)
    {
        float[] train = Numbers("train");
        QuantileScaler scaler = QuantileScaler.Fit(train, Features, count);
        AssertClose(Numbers($"quantile{count ?? 13}"), Scaled(scaler, Numbers("test")));
    }

    [Fact]
    public void Robust_uses_the_range_where_the_quartiles_tie()
    {
        Scaler scaler = RobustScaler.Fit(Numbers("ties"), 1);
        AssertClose(Numbers("tiesRobust"), Scaled(scaler, Numbers("tiesTest")));
    }

    private static float[] Numbers(string name) =>
        [.. Golden.GetProperty(name).EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? float.NaN : (float)v.GetDouble())];

    private static float[] Scaled(Scaler scaler, float[] rows)
    {
        float[] result = new float[rows.Length];
        scaler.Apply(rows, result);
        return result;
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(float.IsNaN(expected[i]), float.IsNaN(actual[i]));
            float allowed = 1e-6f * Math.Max(1, Math.Abs(expected[i]));
            Assert.False(Math.Abs(expected[i] - actual[i]) > allowed, $"{i}: {expected[i]} expected, {actual[i]} came");
        }
    }
}
