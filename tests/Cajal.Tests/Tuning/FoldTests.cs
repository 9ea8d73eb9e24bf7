using Cajal.Tests.Configurations;

namespace Cajal.Tests.Tuning;

/// <summary>Folds: what judges is never what was learned from, and the rows of the test stay out of both.</summary>
public sealed class FoldTests
{
    [Fact]
    public void Every_row_but_those_of_the_test_judges_once()
    {
        Table table = SmallData.Classes(100);
        TrainingConfiguration configuration = SmallData.Configuration(table);
        var target = TableTarget.Infer(table);
        FoldedData folds = TablePreparation.Fold(table, target, configuration, 4);

        PreparedData[] data = [.. Enumerable.Range(0, 4).Select(fold => folds.Fold(fold, configuration))];

        Assert.Equal(80, data.Sum(fold => fold.Test!.Count));
        Assert.All(data, fold => Assert.Equal((20, 60), (fold.Test!.Count, fold.Training.Count + fold.Validation!.Count)));
        float[] heights = [.. Heights(folds, configuration)];
        PreparedData plain = TablePreparation.Prepare(table, target, configuration.With("scale", "none", "test"));
        int column = plain.Test!.FeatureNames.IndexOf("height");
        IEnumerable<float> held = Enumerable.Range(0, plain.Test.Count).Select(row => plain.Test.Row(row)[column]);
        Assert.Equal(Enumerable.Range(0, 100).Select(row => (float)table["height"].Value(row)).Order(), heights.Concat(held).Order());
        Assert.Same(data[0], folds.Fold(0, configuration.With("dropout", "0.3", "test")));
        Assert.NotSame(data[0], folds.Fold(0, configuration.With("scale", "standard", "test")));
    }

    [Fact]
    public void What_is_fitted_is_fitted_without_the_rows_that_judge()
    {
        Dataset rows = new([.. Enumerable.Range(0, 40).Select(i => (float)i)], [1], Targets.Classes([.. Enumerable.Range(0, 40).Select(i => i % 2)], ["a", "b"]));
        TrainingConfiguration configuration = Recipes.ForTable(TargetKind.Classes).With("scale", "standard", "test").With("validation", "0", "test");
        FoldedData folds = FoldedData.Of(rows, 5, 1);

        for (int fold = 0; fold < 5; fold++)
        {
            PreparedData data = folds.Fold(fold, configuration);
            float[] scaled = data.Training.Inputs.ToArray();
            data.Preprocessing!.Apply(scaled, scaled);
            Assert.Equal((0, 1), (Math.Round(scaled.Average(), 5), Math.Round(Math.Sqrt(scaled.Average(value => value * value)), 5)));
            Assert.Equal(Enumerable.Range(0, 40).Select(i => (float)i), data.Training.Inputs.ToArray().Concat(data.Test!.Inputs.ToArray()).Order());
        }
    }

    [Fact]
    public void Groups_stay_together_and_time_goes_forward()
    {
        Table table = SmallData.Classes(120).As("owner", ColumnType.Category).As("day", ColumnType.Number);
        var target = TableTarget.Infer(table);
        TrainingConfiguration configuration = SmallData.Configuration(table).With("scale", "none", "test").With("test", "0", "test");

        FoldedData byGroup = TablePreparation.Fold(table, target, configuration, 3, split: new TableSplit(Group: "owner"));
        for (int fold = 0; fold < 3; fold++)
        {
            PreparedData data = byGroup.Fold(fold, configuration);
            // An owner that the training rows do not have is coded by zeros alone.
            Assert.NotEmpty(Owners(data.Training));
            Assert.Empty(Owners(data.Validation!));
            Assert.Empty(Owners(data.Test!));
        }

        FoldedData byTime = TablePreparation.Fold(table, target, configuration, 3, split: new TableSplit(Time: "day"));
        for (int fold = 0; fold < 3; fold++)
        {
            PreparedData data = byTime.Fold(fold, configuration);
            Assert.True(Days(data.Training).Max() < Days(data.Test!).Min());
            Assert.Equal(30 * (fold + 1), data.Training.Count + data.Validation!.Count);
        }
    }

    [Fact]
    public void Impossible_folds_are_refused()
    {
        Table table = SmallData.Classes(60).As("owner", ColumnType.Category);
        var target = TableTarget.Infer(table);
        TrainingConfiguration configuration = SmallData.Configuration(table);

        Assert.Equal(
            "The number of folds is 49, expected 2 to 48, the number of rows that are not set aside for the test.",
            Assert.Throws<ConfigurationException>(() => TablePreparation.Fold(table, target, configuration, 49)).Message);
        Assert.Contains("the number of groups", Assert.Throws<ConfigurationException>(() => TablePreparation.Fold(table, target, configuration, 13, split: new TableSplit(Group: "owner"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TablePreparation.Fold(table, target, configuration, 2).Fold(2, configuration));
    }

    [Fact]
    public void Figures_over_folds_are_means_with_their_spread()
    {
        FoldedData folds = FoldedData.Of(BuiltInData.Load("cats-dogs", rows: 90, seed: 2), 3, 1);
        TrainingConfiguration configuration = Recipes.ForTable(TargetKind.Classes).With("hidden", "4", "test").With("epochs", "5", "test");
        List<int> told = [];

        CrossValidationResult result = CrossValidation.Run(folds, configuration, (fold, _) => told.Add(fold));

        FoldFigure accuracy = result.Figures.Single(figure => figure.Name == "accuracy");
        double[] each = [.. result.Folds.Select(fold => fold.Report["accuracy"].Value!.Value)];
        Assert.Equal(each.Cast<double?>(), accuracy.Folds);
        Assert.Equal(each.Average(), accuracy.Mean!.Value, 1e-15);
        Assert.Equal(Math.Sqrt(each.Sum(one => Math.Pow(one - each.Average(), 2)) / 2), accuracy.Deviation!.Value, 1e-15);
        Assert.Equal([0, 1, 2], told);
    }

    [Fact]
    public void Undefined_figures_are_left_out()
    {
        FoldFigure none = FoldFigure.Of("accuracy", [null, null]), one = FoldFigure.Of("accuracy", [null, 1]);

        Assert.Equal((null, null, null), (none.Mean, none.Deviation, none.Interval));
        Assert.Equal((1, null, null), (one.Mean, one.Deviation, one.Interval));
        Assert.Equal([null, 1], one.Folds);
        Assert.Equal((1, 0, null), FoldFigure.Of("accuracy", [1, 1]) is var same ? (same.Mean, same.Deviation, same.Interval) : default);
    }

    /// <summary>Five folds: t with 4 degrees of freedom is 2.776445, and s is stretched by √(1/5 + 1/4).</summary>
    [Theory]
    [InlineData("rmse", new[] { 2.0, 3, 4, 5, 6 }, 1.055135, 6.944865)]
    [InlineData("rmse", new[] { 0.0, 0, 0, 0, 5 }, 0, 5.164668)]
    [InlineData("r2", new[] { 0.5, 0.6, 0.7, 0.8, 0.9 }, 0.405514, 0.994486)]
    [InlineData("r2", new[] { 0.9, 1, 1, 1, 0.9 }, 0.857987, 1)]
    [InlineData("accuracy", new[] { 0.0, 0, 0.1, 0, 0 }, 0, 0.103293)]
    public void The_interval_allows_for_shared_rows_and_keeps_to_the_range(string metric, double[] folds, double low, double high)
    {
        ConfidenceInterval interval = FoldFigure.Of(metric, [.. folds.Cast<double?>()]).Interval!.Value;

        Assert.Equal((low, high), (Math.Round(interval.Low, 6), Math.Round(interval.High, 6)));
    }

    private static IEnumerable<float> Heights(FoldedData folds, TrainingConfiguration configuration) =>
        from fold in Enumerable.Range(0, folds.Count)
        let test = folds.Fold(fold, configuration.With("scale", "none", "test")).Test!
        from row in Enumerable.Range(0, test.Count)
        select test.Row(row)[test.FeatureNames.IndexOf("height")];

    private static IEnumerable<string> Owners(Dataset data) =>
        from row in Enumerable.Range(0, data.Count)
        from feature in data.FeatureNames.Index()
        where feature.Item.StartsWith("owner=", StringComparison.Ordinal) && data.Row(row)[feature.Index] == 1
        select feature.Item;

    private static float[] Days(Dataset data)
    {
        int column = data.FeatureNames.IndexOf("day");
        return [.. Enumerable.Range(0, data.Count).Select(row => data.Row(row)[column])];
    }
}
