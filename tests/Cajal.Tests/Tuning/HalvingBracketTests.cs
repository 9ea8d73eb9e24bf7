namespace Cajal.Tests.Tuning;

/// <summary>The schedule of successive halving.</summary>
public sealed class HalvingBracketTests
{
    [Theory]
    [InlineData(256, 0, "27@9 9@28 3@85 1@256")]
    [InlineData(256, 1, "12@28 4@85 1@256")]
    [InlineData(256, 2, "6@85 2@256")]
    [InlineData(256, 3, "4@256")]
    [InlineData(256, 4, "27@9 9@28 3@85 1@256")]
    [InlineData(72, 0, "9@8 3@24 1@72")]
    [InlineData(72, 1, "5@24 1@72")]
    [InlineData(72, 2, "3@72")]
    [InlineData(20, 0, "1@20")]
    [InlineData(1, 7, "1@1")]
    public void Rounds_of_all_trades_between_many_and_long_take_turns(int epochs, int number, string expected)
    {
        var bracket = HalvingBracket.Of(number, epochs);

        Assert.Equal(expected, string.Join(' ', bracket.Rungs.Select(rung => $"{rung.Candidates}@{rung.Epochs}")));
        Assert.Equal(bracket.Rungs.Sum(rung => rung.Candidates), bracket.Trials);
    }

    /// <summary>No rung has fewer than 150 steps: 16 steps an epoch need 10 epochs, so 256 epochs are cut to a third twice, not thrice.</summary>
    [Theory]
    [InlineData(1, 0, "1@256")]
    [InlineData(2, 0, "3@85 1@256")]
    [InlineData(4, 0, "3@85 1@256")]
    [InlineData(6, 0, "9@28 3@85 1@256")]
    [InlineData(6, 2, "3@256")]
    [InlineData(16, 0, "9@28 3@85 1@256")]
    [InlineData(17, 0, "27@9 9@28 3@85 1@256")]
    public void Short_epochs_make_longer_rungs(int steps, int number, string expected) => Assert.Equal(
        expected, string.Join(' ', HalvingBracket.Of(number, 256, steps).Rungs.Select(rung => $"{rung.Candidates}@{rung.Epochs}")));

    /// <summary>Algorithm 1 of the paper: n = ⌈(s_max + 1)/(s + 1) · ηˢ⌉, nᵢ = ⌊n η⁻ⁱ⌋, rᵢ = R ηⁱ⁻ˢ.</summary>
    [Theory]
    [InlineData(8 * 27)]
    [InlineData(1000)]
    [InlineData(30)]
    public void Rungs_follow_the_published_formula(int epochs)
    {
        int most = Math.Min(3, (int)Math.Floor(Math.Log(epochs / 8.0) / Math.Log(3) + 1e-9));
        for (int s = most; s >= 0; s--)
        {
            double n = Math.Ceiling(((most + 1.0) / (s + 1) * Math.Pow(3, s)) - 1e-9);
            HalvingRung[] expected = [.. Enumerable.Range(0, s + 1).Select(i =>
                new HalvingRung((int)Math.Floor((n / Math.Pow(3, i)) + 1e-9), (int)Math.Round(epochs * Math.Pow(3, i - s))))];
            Assert.Equal(expected, HalvingBracket.Of(most - s, epochs).Rungs);
        }
    }

    [Fact]
    public void Impossible_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HalvingBracket.Of(-1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => HalvingBracket.Of(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => HalvingBracket.Of(0, 10, 0));
    }
}
