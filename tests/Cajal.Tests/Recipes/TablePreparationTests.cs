namespace Cajal.Tests.Configurations;

/// <summary>A table divided, encoded, and what is said about it.</summary>
public sealed class TablePreparationTests
{
    [Fact]
    public void Rows_are_divided_64_16_20_with_each_class_in_like_share()
    {
        PreparedData data = SmallData.Prepare(SmallData.Classes(100));

        Assert.Equal((64, 16, 20), (data.Training.Count, data.Validation!.Count, data.Test!.Count));
        Assert.All([data.Training, data.Validation, data.Test], part => Assert.Equal([part.Count / 2, part.Count / 2], part.Targets.ClassCounts()));
    }

    [Theory]
    [InlineData("0", "0.2", 80, 20, -1)]
    [InlineData("0.2", "0", 80, -1, 20)]
    [InlineData("0", "0", 100, -1, -1)]
    public void A_share_of_nothing_leaves_a_part_out(string test, string validation, int trainingRows, int validationRows, int testRows)
    {
        Table table = SmallData.Classes(100);
        PreparedData data = SmallData.Prepare(table, SmallData.Configuration(table).With("test", test, "x").With("validation", validation, "x"));

        Assert.Equal((trainingRows, validationRows, testRows), (data.Training.Count, data.Validation?.Count ?? -1, data.Test?.Count ?? -1));
    }

    [Fact]
    public void Test_rows_of_their_own_are_taken_whole()
    {
        Table table = SmallData.Classes(50);
        PreparedData data = TablePreparation.Prepare(table, TableTarget.Infer(table), SmallData.Configuration(table), SmallData.Classes(30));

        Assert.Equal((40, 10, 30), (data.Training.Count, data.Validation!.Count, data.Test!.Count));
    }

    [Fact]
    public void Rows_of_a_group_stay_together()
    {
        // The group is the only feature, so that the encoded rows show it.
        Table table = SmallData.Classes(120).Without("height", "colour", "day");
        PreparedData data = TablePreparation.Prepare(
            table, TableTarget.Infer(table), SmallData.Configuration(table), split: new TableSplit(Group: "owner"));
        (Table training, Table? validation, Table? test) = Parts(table.SplitByGroup("owner", [0.64, 0.16, 0.2], 5));

        Assert.Equal((training.RowCount, validation!.RowCount, test!.RowCount), (data.Training.Count, data.Validation!.Count, data.Test!.Count));
        Assert.Empty(Owners(training).Intersect(Owners(test)));
        Assert.Empty(Owners(training).Intersect(Owners(validation)));
        Assert.DoesNotContain(data.Notes, note => note.Contains("flatter", StringComparison.Ordinal));

        static IEnumerable<string> Owners(Table part) => Enumerable.Range(0, part.RowCount).Select(part["owner"].Category).Distinct();
        static (Table, Table?, Table?) Parts(Table[] parts) => (parts[0], parts[1], parts[2]);
    }

    [Fact]
    public void By_time_the_latest_rows_are_tested_on()
    {
        Table table = SmallData.Classes(100);
        TrainingConfiguration plain = SmallData.Configuration(table).With("scale", "none", "x");
        PreparedData data = TablePreparation.Prepare(table, TableTarget.Infer(table), plain, split: new TableSplit(Time: "day"));
        int day = data.Training.FeatureNames.IndexOf("day");

        Assert.True(Days(data.Training).Max() < Days(data.Validation!).Min());
        Assert.True(Days(data.Validation!).Max() < Days(data.Test!).Min());

        IEnumerable<float> Days(Dataset part) => Enumerable.Range(0, part.Count).Select(row => part.Row(row)[day]);
    }

    [Fact]
    public void The_encoding_is_fitted_on_the_training_part_alone()
    {
        Table table = SmallData.Classes(50);
        PreparedData far = TablePreparation.Prepare(table, TableTarget.Infer(table), SmallData.Configuration(table), Shifted());
        PreparedData near = TablePreparation.Prepare(table, TableTarget.Infer(table), SmallData.Configuration(table), SmallData.Classes(10));

        Assert.Equal(near.Training.Inputs.ToArray(), far.Training.Inputs.ToArray());

        static Table Shifted() => Table.ReadCsv(new StringReader("height,colour,unit,owner,day,kind\n900,red,cm,o1,1,tree\n-900,green,cm,o2,2,bush\n"), "far.csv");
    }

    [Fact]
    public void Columns_left_out_and_unseen_categories_are_said_once()
    {
        Table table = SmallData.Classes(50);
        var test = Table.ReadCsv(new StringReader("height,colour,unit,owner,day,kind,extra\n2.2,blue,cm,o1,1,tree,7\n1.1,red,cm,o2,2,bush,8\n"), "test.csv");
        PreparedData data = TablePreparation.Prepare(table, TableTarget.Infer(table), SmallData.Configuration(table), test);

        Assert.Contains(data.Notes, note => note.StartsWith("Column 'unit' is left out: ", StringComparison.Ordinal));
        Assert.Contains("test.csv: column 'extra' unknown to the model, ignored.", data.Notes);
        Assert.Contains(data.Notes, note => note.Contains("'blue'", StringComparison.Ordinal) || note.Contains("'colour'", StringComparison.Ordinal));
        Assert.Equal(data.Notes.Distinct(), data.Notes);
    }

    [Fact]
    public void Test_rows_that_were_learned_from_are_reported()
    {
        Table table = SmallData.Classes(40);
        TrainingConfiguration all = SmallData.Configuration(table).With("validation", "0", "x");
        PreparedData data = TablePreparation.Prepare(table, TableTarget.Infer(table), all, table.Select(0, 1, 2));

        Assert.Contains("3 of 3 test rows occur in the training part too; figures of the test may flatter.", data.Notes);
    }

    [Theory]
    [InlineData(2, "validation")]
    [InlineData(3, "validation")]
    public void Too_few_rows_are_refused(int rows, string part)
    {
        var error = Assert.Throws<DataException>(() => SmallData.Prepare(FewRows(rows)));

        Assert.Equal($"few.csv: {rows} rows are too few: the {part} part has none. Give more rows, or a share of 0 for that part.", error.Message);

        static Table FewRows(int rows) => Table
            .ReadCsv(new StringReader("x,y\n" + string.Concat(Enumerable.Range(0, rows).Select(row => $"{row}.5,{row * row}.25\n"))), "few.csv").Target("y");
    }

    [Fact]
    public void A_group_and_a_time_together_are_refused()
    {
        Table table = SmallData.Classes();
        var error = Assert.Throws<ConfigurationException>(() => TablePreparation.Prepare(
            table, TableTarget.Infer(table), SmallData.Configuration(table), split: new TableSplit("owner", "day")));

        Assert.Equal("Split: both a group and a time are given. Choose one.", error.Message);
    }

    [Fact]
    public void Pixels_are_no_scale_for_tables()
    {
        Table table = SmallData.Classes();
        var error = Assert.Throws<ConfigurationException>(() => SmallData.Prepare(table, SmallData.Configuration(table).With("scale", "pixels", "x")));

        Assert.Equal("Scaler 'pixels' is not known for tables. Known: robust, standard, quantile, minmax, none.", error.Message);
    }
}
