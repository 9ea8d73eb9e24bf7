using System.Text.Json.Nodes;

namespace Cajal.Tests.Data.Preprocessing;

public sealed class TargetScalerTests
{
    // First column: mean 5, population deviation 2. Second column: constant.
    private static readonly Targets Training = Targets.Values([2, 8, 4, 8, 4, 8, 4, 8, 5, 8, 5, 8, 7, 8, 9, 8], ["price", "tax"]);

    [Fact]
    public void Standardises_each_column_and_brings_it_back()
    {
        TargetScaler scaler = TargetScaler.Fit(Training);
        Assert.Equal([5, 8], scaler.Means.ToArray());
        Assert.Equal([2, 0], scaler.Deviations.ToArray());
        Targets scaled = scaler.Apply(Training);
        Assert.Equal([-1.5f, 0, -0.5f, 0], scaled.Numbers[..4].ToArray());
        Assert.Equal(["price", "tax"], scaled.Names.ToArray());
        float[] back = scaled.Numbers.ToArray();
        scaler.Invert(back, back);
        Assert.Equal(Training.Numbers.ToArray(), back);
    }

    [Fact]
    public void Comes_back_from_json_with_the_same_bits()
    {
        TargetScaler scaler = TargetScaler.Fit(Targets.Values([0.1f, 0.7f, 1e-9f]));
        string text = scaler.ToJson().ToJsonString();
        InCulture.Run("de-DE", () =>
        {
            TargetScaler read = TargetScaler.FromJson(JsonNode.Parse(text)!.AsObject());
            Assert.Equal(text, read.ToJson().ToJsonString());
            Assert.Equal(scaler.Deviations.ToArray(), read.Deviations.ToArray());
        });
    }

    [Theory]
    [InlineData("{\"mean\":[1]}", "Target scaler: \"deviation\" is missing.")]
    [InlineData("{\"mean\":[1],\"deviation\":[1,2]}", "Target scaler: 1 numbers in \"mean\" and 2 in \"deviation\", expected as many.")]
    public void A_damaged_file_is_refused_with_the_field(string json, string message)
    {
        Exception error = Assert.Throws<ModelFileException>(() => TargetScaler.FromJson(JsonNode.Parse(json)!.AsObject()));
        Assert.Equal(message + " The model file is damaged or was written by another version; train or export it again.", error.Message);
    }

    public static TheoryData<Action, string> WrongUse => new()
    {
        { () => TargetScaler.Fit(Targets.Classes([0], ["a"])),
            "The targets are Classes, expected Values: only real numbers are standardised. (Parameter 'training')" },
        { () => TargetScaler.Fit(Targets.Values([])), "No rows to fit a scaler to, expected at least one. (Parameter 'rows')" },
        { () => TargetScaler.Fit(Training).Apply(Targets.Values([1])),
            "The targets have 1 columns, the scaler was fitted to 2. (Parameter 'targets')" },
        { () => TargetScaler.Fit(Training).Invert(new float[3], new float[3]),
            "3 numbers are not whole rows of the 2 columns that the scaler was fitted to. (Parameter 'rows')" },
    };

    [Theory]
    [MemberData(nameof(WrongUse))]
    public void Wrong_use_is_refused(Action action, string message) => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(action).Message);
}
