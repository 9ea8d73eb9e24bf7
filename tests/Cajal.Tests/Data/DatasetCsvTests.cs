namespace Cajal.Tests.Data;

public sealed class DatasetCsvTests
{
    [Fact]
    public void Classes_by_name_quoted_where_they_must_be()
    {
        var data = new Dataset([1.5f, -2e-30f, 1e10f, 0.1f], [2], Targets.Classes([0, 1], ["a,b", "say \"c\""], "kind\nof"), ["x", "y;z"]);
        Assert.Equal("x,y;z,\"kind\nof\"\n1.5,-2E-30,\"a,b\"\n1E+10,0.1,\"say \"\"c\"\"\"\n", Text(data));
    }

    [Fact]
    public void Values_labels_and_bytes_without_names()
    {
        Assert.Equal("x0,low,high\n7,0.25,-3\n", Text(Dataset.FromBytes([7], [1], Targets.Values([0.25f, -3], ["low", "high"]))));
        Assert.Equal("x0,cat,dog\n7,0,1\n", Text(new Dataset([7], [1], Targets.Labels([0, 1], ["cat", "dog"]))));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void No_culture_changes_a_byte(string culture) => InCulture.Run(culture, () =>
        Assert.Equal("x0,target\n-0.5,1234567.9\n", Text(new Dataset([-0.5f], [1], Targets.Values([1234567.9f])))));

    private static string Text(Dataset data)
    {
        var writer = new StringWriter();
        DatasetCsv.Write(data, writer);
        return writer.ToString();
    }
}
