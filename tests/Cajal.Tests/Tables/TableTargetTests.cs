using System.Text.Json.Nodes;

namespace Cajal.Tests.Tables;

public class TableTargetTests
{
    /// <summary>A table of the target <c>y</c> with the given cells, each <paramref name="times"/> times, beside a number.</summary>
    private static Table Column(string cells, int times = 3)
    {
        string[] values = cells.Split(' ');
        IEnumerable<string> rows = Enumerable.Range(0, values.Length * times).Select(row => $"{row % 5}.5,{values[row % values.Length]}\n");
        return Table.ReadCsv(new StringReader("x,y\n" + string.Concat(rows)), "a.csv").Target("y");
    }

    [Theory]
    [InlineData("yes no", 3, TargetKind.Classes, "no,yes", "the target is text")]
    [InlineData("0 1", 3, TargetKind.Classes, "0,1", "the target has two different whole numbers")]
    [InlineData("1.0 -1.0", 3, TargetKind.Classes, "-1,1", "the target has two different whole numbers")]
    [InlineData("0 1 2 3 4 5 6 7 8 9", 3, TargetKind.Classes, "0,1,2,3,4,5,6,7,8,9", "the target is the whole numbers 0 to 9")]
    [InlineData("3 1 2", 3, TargetKind.Classes, "1,2,3", "the target is the whole numbers 1 to 3")]
    [InlineData("3 4 5 6 7 8", 3, TargetKind.Values, "", "the target is 6 different whole numbers from 3 to 8, taken for values and not for classes")]
    [InlineData("0 1 3", 3, TargetKind.Values, "", "the target is 3 different whole numbers from 0 to 3, taken for values and not for classes")]
    [InlineData("0 1 2 3 4 5 6 7 8 9 10", 3, TargetKind.Values, "", "the target is 11 different whole numbers from 0 to 10, taken for values and not for classes")]
    [InlineData("0.5 1.5", 3, TargetKind.Values, "", "the target is numbers")]
    [InlineData("0 1 2", 1, TargetKind.Values, "", "the target is numbers")]
    [InlineData("2024-01-01 2024-06-01", 3, TargetKind.Values, "", "the target is dates")]
    public void The_kind_is_told_from_the_cells(string cells, int times, TargetKind kind, string classes, string reason)
    {
        TableTarget target = TableTarget.Infer(Column(cells, times));
        Assert.Equal((kind, classes, reason), (target.Kind, string.Join(',', target.ClassNames), target.Reason));
    }

    [Fact]
    public void The_user_decides_on_the_kind()
    {
        Assert.Equal(["3", "4", "10"], TableTarget.Infer(Column("10 3 4"), TargetKind.Classes).ClassNames);
        Assert.Equal(["3", "4", "10"], TableTarget.Infer(Column("10 3 4").As("y", ColumnType.Category)).ClassNames);
        Assert.Equal(TargetKind.Values, TableTarget.Infer(Column("0 1"), TargetKind.Values).Kind);
    }

    [Fact]
    public void Targets_become_numbers_and_rows_without_one_are_passed_over()
    {
        Table table = Column("b a ? b", times: 1);
        Targets targets = TableTarget.Infer(table).Encode(table);
        Assert.Equal([1f, 0f, 1f], targets.Numbers.ToArray());
        Assert.Equal([0, 1, 3], TableTarget.Infer(table).LabelledRows(table));
        Assert.Equal([2.5f, -1e-3f], TableTarget.Infer(Column("2.5 -1e-3", 1)).Encode(Column("2.5 -1e-3", 1)).Numbers.ToArray());
    }

    [Fact]
    public void Several_targets_of_two_values_are_labels()
    {
        Table table = Table.ReadCsv(new StringReader("x,p,q\n1,0,no\n2,1,no\n3,1,yes\n"), "a.csv").Target("p", "q");
        TableTarget target = TableTarget.Infer(table);
        Assert.Equal(TargetKind.Labels, target.Kind);
        Assert.Equal([0f, 0f, 1f, 0f, 1f, 1f], target.Encode(table).Numbers.ToArray());
        Table values = Table.ReadCsv(new StringReader("x,p,q\n1,0.5,1\n2,1.5,2\n3,1,3\n"), "a.csv").Target("p", "q");
        Assert.Equal([0.5f, 1f, 1.5f, 2f, 1f, 3f], TableTarget.Infer(values).Encode(values).Numbers.ToArray());
    }

    [Fact]
    public void A_full_stop_at_the_end_of_a_label_is_no_other_class()
    {
        TableTarget target = TableTarget.Infer(Column("<=50K >50K"));
        Assert.Equal([0f, 1f], target.Encode(Column("<=50K. >50K.", 1)).Numbers.ToArray());
        Assert.Equal([1f, 0f], TableTarget.Infer(Column("a. b.")).Encode(Column("b a", 1)).Numbers.ToArray());
    }

    public static TheoryData<string, int, TargetKind?, string> Refused => new()
    {
        {
            "7", 3, null, "a.csv: the target 'y' is '7' in every row. Expected at least two different values, otherwise there is nothing to learn. "
            + "Name another target or add rows of other values."
        },
        {
            "? NA", 3, null, "a.csv: the target 'y' has no value in any row. Expected a value to learn from in each row. Name another target or fill it in."
        },
        {
            "1.5 2.5 3 4 NaN", 2, null, "a.csv, line 6, column 2 'y': 'NaN' is no finite number. Expected a decimal number such as 3.14, up to 3.4e38. "
            + "Correct the cell, leave it empty if the value is missing or name it as what stands for one (--missing NaN, CsvOptions.MissingMarkers), or make the column a category."
        },
        {
            "7 1e400 1e401", 1, null, "a.csv, line 3, column 2 'y': '1e400' is no finite number. Expected a decimal number such as 3.14, up to 3.4e38. "
            + "Correct the cell, leave it empty if the value is missing, or make the column a category."
        },
        {
            "0 1 1 0 oops", 2, null, "a.csv, line 6, column 2 'y': 'oops' is no number. Expected a decimal number such as 3.14. "
            + "Correct the cell, leave it empty if the value is missing, or make the column a category."
        },
        {
            "a b c d e f g h i j k l", 1, null, "a.csv: the target 'y' has 12 classes in 12 rows. Expected at least two rows of each class on average. "
            + "Name another target, or choose regression if it holds numbers."
        },
        {
            "a b c", 2, TargetKind.Labels, "a.csv: the target 'y' has 3 different values, a label has two (such as 0 and 1). "
            + "Choose classification or regression for it."
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Targets_that_teach_nothing_are_refused(string cells, int times, TargetKind? kind, string message)
    {
        // Ends in DataException or ConfigurationException.
        CajalException error = Assert.ThrowsAny<CajalException>(() => TableTarget.Infer(Column(cells, times), kind));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Missing_or_mixed_targets_are_refused()
    {
        Table table = Table.ReadCsv(new StringReader("x,p,q\n1,a,5\n2,b,6\n3,c,7\n"), "a.csv");
        Assert.Equal(
            "a.csv: no target is named. Name the column to predict; the columns are x, p, q.",
            Assert.Throws<ConfigurationException>(() => TableTarget.Infer(table)).Message);
        Assert.Equal(
            "a.csv: 'p' is to be predicted and to be left out. Leave out only columns that are not predicted.",
            Assert.Throws<ConfigurationException>(() => TableTarget.Infer(table.Target("p").Without("p"))).Message);
        Assert.Equal(
            "a.csv: several targets are labels (two different values each) or numbers, but 'p' is text with 3 different values. "
            + "Name one target, or several of one kind.",
            Assert.Throws<ConfigurationException>(() => TableTarget.Infer(table.Target("p", "q"))).Message);
        Assert.Equal(
            "a.csv: classification takes one target, 2 are named. Name one, or choose multi-label or regression.",
            Assert.Throws<ConfigurationException>(() => TableTarget.Infer(table.Target("p", "q"), TargetKind.Classes)).Message);
        Assert.Equal(
            "a.csv: the target column 'y' is missing. Expected it beside the features; the columns are x, p, q.",
            Assert.Throws<DataException>(() => TableTarget.Infer(Column("0 1")).Encode(table)).Message);
        Assert.Equal(
            "a.csv, line 3, column 2 'y': 'mary' is no class of the model. Did you mean 'marx'? Expected one of: engels, marx. "
            + "Correct the cell, or train with rows of that class.",
            Assert.Throws<DataException>(() => TableTarget.Infer(Column("marx engels")).Encode(Column("marx mary", 1))).Message);
    }

    [Theory]
    [InlineData("yes no")]
    [InlineData("2 7.5 3")]
    public void Json_brings_the_target_back(string cells)
    {
        TableTarget target = TableTarget.Infer(Column(cells));
        string json = target.ToJson().ToJsonString();
        Assert.Equal(json, TableTarget.FromJson((JsonObject)JsonNode.Parse(json)!).ToJson().ToJsonString());
    }
}
