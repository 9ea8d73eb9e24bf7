using System.Globalization;

namespace Cajal.Tests.Naming;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["iris", "digits", "moons", "circles", "cats-dogs", "learningRate"];

    [Theory]
    [InlineData("irs", "iris")]                 // one missing
    [InlineData("irsi", "iris")]                // two swapped: one step
    [InlineData("IRIS", "iris")]                // case does not count
    [InlineData("mooon", "moons")]
    [InlineData("cat-dog", "cats-dogs")]        // two missing of nine
    [InlineData("learning-rate", "learningRate")]
    [InlineData("circ", "circles")]             // an abbreviation
    [InlineData("learn", "learningRate")]
    [InlineData("di", null)]
    [InlineData("titanic", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void Suggests_the_nearest_name_or_none(string unknown, string? expected) =>
        Assert.Equal(expected, NearestName.Suggest(unknown, Known));

    [Fact]
    public void Of_equally_near_names_the_first_wins() => Assert.Equal("ab", NearestName.Suggest("aa", ["ab", "ac"]));

    [Fact]
    public void A_very_long_name_gets_no_suggestion() => Assert.Null(NearestName.Suggest(new string('i', 1_000_000), [new string('i', 1_000_001)]));

    [Fact]
    public void Advice_asks_and_lists()
    {
        Assert.Equal(" Did you mean 'iris'? Known: iris, digits.", NearestName.Advice("irris", ["iris", "digits"]));
        Assert.Equal(" Known: iris, digits.", NearestName.Advice("zebra", ["iris", "digits"]));
        Assert.Equal("", NearestName.Advice("zebra", []));
    }

    [Fact]
    public void Turkish_casing_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("iris", NearestName.Suggest("IRIS", ["digits", "iris"]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
