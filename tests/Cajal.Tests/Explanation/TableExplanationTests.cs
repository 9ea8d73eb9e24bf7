using System.Text;

namespace Cajal.Tests.Explanation;

/// <summary>O11 for tables: a column is explained as one thing, whatever numbers it becomes.</summary>
public sealed class TableExplanationTests
{
    [Fact]
    public void Each_number_of_a_row_belongs_to_its_column()
    {
        // Missing cells give age a flag; three places give one number each, and one for the missing ones; sex is −1 or 1.
        var table = Table.ReadCsv(new StringReader("age,place,sex,y\n1,a,m,0\n,b,f,1\n3,c,f,0\n4,,m,1\n5,a,f,1\n6,b,m,0\n"), "people.csv");
        var encoder = TableEncoder.Fit(table.As("age", ColumnType.Number).As("place", ColumnType.Category).As("sex", ColumnType.Category).Target("y"));

        Assert.Equal(encoder.InputColumns, encoder.ColumnFeatures.Select(group => group.Name));
        Assert.Equal(Enumerable.Range(0, encoder.FeatureCount), encoder.ColumnFeatures.SelectMany(group => group.Features).Order());
        foreach (FeatureGroup group in encoder.ColumnFeatures)
        {
            Assert.All(group.Features, feature => Assert.StartsWith(group.Name, encoder.FeatureNames[feature], StringComparison.Ordinal));
        }

        Assert.Equal([2, 4, 1], encoder.ColumnFeatures.Select(group => group.Features.Count));
    }

    [Fact]
    public void A_category_of_several_numbers_is_permuted_as_a_whole()
    {
        // The class is told by the place alone; a number goes with nothing.
        var random = new Random(4);
        var text = new StringBuilder("place,number,kind\n");
        for (int row = 0; row < 400; row++)
        {
            int place = random.Next(4);
            text.Append(FormattableString.Invariant($"{"abcd"[place]},{random.NextDouble():F3},{(place < 2 ? "low" : "high")}\n"));
        }

        Table table = Table.ReadCsv(new StringReader(text.ToString()), "places.csv").Target("kind");
        TrainingConfiguration configuration = Recipes.ForTable(TargetKind.Classes).With("hidden", "16", "test").With("epochs", "30", "test").With("threads", "1", "test");
        TabularModel model = TabularModel.Train(table, configuration).Model;

        var importance = model.ImportanceOfColumns(table, new() { Seed = 1 });

        Assert.Equal(["place", "number"], importance.Groups.Select(group => group.Name));
        Assert.Equal(1, importance.Baseline, 0.01);
        // A random place is of the other class half the time.
        Assert.InRange(importance.Groups[0].Importance, 0.45, 0.55);
        Assert.InRange(importance.Groups[1].Importance, -0.01, 0.02);
        Assert.Null(importance.Groups[0].Companion);
    }
}
