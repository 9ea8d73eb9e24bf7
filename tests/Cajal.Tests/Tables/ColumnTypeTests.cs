using System.Globalization;
using System.Text;

namespace Cajal.Tests.Tables;

public class ColumnTypeTests
{
    private static Table Read(string text) => Table.ReadCsv(new StringReader(text), "a.csv");

    /// <summary>A table of one interesting column <c>x</c> beside an ordinary number, so that it is never the only feature.</summary>
    private static TableColumn Column(string name, IEnumerable<string> cells)
    {
        var text = new StringBuilder($"{name},other\n");
        int row = 0;
        foreach (string cell in cells)
        {
            text.Append(CultureInfo.InvariantCulture, $"{cell},{row++ * 7 % 5}.5\n");
        }

        return Table.ReadCsv(new StringReader(text.ToString()), "a.csv", new CsvOptions { Header = true })[name];
    }

    private static IEnumerable<string> Cells(int count, Func<int, string> cell) => Enumerable.Range(0, count).Select(cell);

    public static TheoryData<string, IEnumerable<string>, ColumnType, string> Columns => new()
    {
        { "x", ["1.5", "-2", "+3e2", ".5"], ColumnType.Number, "numbers" },
        { "x", ["1", "2", "1", "1"], ColumnType.Number, "whole numbers" },
        { "x", ["1", "", "?", "na", "N/A", "#n/a", "NULL", "2.5"], ColumnType.Number, "numbers" },
        { "x", ["1", "2", "3.5", "4", "oops"], ColumnType.Number, "numbers, but 1 cell without a number" },
        { "x", ["1", "2", "1e400", "NaN", "inf", "-Infinity"], ColumnType.Number, "whole numbers, but 4 cells without a number" },
        { "x", ["1", "2", "3", "oops", "huh"], ColumnType.Category, "5 different texts" },
        { "x", ["red", "green", "red"], ColumnType.Category, "2 different texts" },
        { "x", ["true", "false", "true"], ColumnType.Category, "2 different texts" },
        { "x", ["", "?", "NA"], ColumnType.Constant, "every cell is missing" },
        { "x", ["7", "7", "7.0"], ColumnType.Constant, "the same value in every row" },
        { "x", ["yes", "yes"], ColumnType.Constant, "the same value in every row" },
        { "x", ["yes", ""], ColumnType.Category, "1 different text" },
        { "x", ["2024-01-31", "2023-02-28", "2024-02-29"], ColumnType.Date, "dates, as days since 1970-01-01" },
        { "x", ["31.12.2024", "1.2.2023"], ColumnType.Date, "dates, as days since 1970-01-01" },
        { "x", ["2024-01-31T10:00:00Z", "2024-01-31 11:30"], ColumnType.Date, "dates, as days since 1970-01-01" },
        { "x", ["3 Mar 2024", "\"March 4, 2024\""], ColumnType.Date, "dates, as days since 1970-01-01" },
        { "x", ["01/02/2024", "02/03/2024"], ColumnType.Category, "2 different texts" },
        { "x", Cells(20, i => $"{i + 1}"), ColumnType.Identifier, "whole numbers that count up by one from row to row" },
        { "patient_id", Cells(20, i => $"{i * i * 17}"), ColumnType.Identifier, "whole numbers, each once, under a name that means an identifier" },
        { "income", Cells(20, i => $"{i * i * 17}"), ColumnType.Number, "whole numbers" },
        { "grid", Cells(20, i => $"{i % 7}"), ColumnType.Number, "whole numbers" },
        { "x", Cells(9, i => $"{i + 1}"), ColumnType.Number, "whole numbers" },
        { "x", Cells(40, i => $"name {i}"), ColumnType.Identifier, "40 different texts in 40 cells: it names the row" },
        { "x", Cells(40, i => $"ticket {i * 3 / 4}"), ColumnType.Text, "30 different texts in 40 cells: fewer than two cells a text, too many for categories" },
        { "x", Cells(40, i => $"town {i / 2}"), ColumnType.Category, "20 different texts" },
        { "x", Cells(600, i => $"street {i / 2}"), ColumnType.Text, "300 different texts in 600 cells: more than 256 are too many for categories" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void Types_are_inferred_with_a_reason(string name, IEnumerable<string> cells, ColumnType type, string reason)
    {
        TableColumn column = Column(name, cells);
        Assert.Equal((type, reason), (column.Type, column.Reason));
    }

    [Fact]
    public void Counting_numbers_stay_when_there_is_nothing_else_to_learn_from()
    {
        string text = "x,y\n" + string.Concat(Cells(30, i => $"{i},{i * i % 11}.5\n"));
        TableColumn column = Read(text).Target("y")["x"];
        Assert.Equal((ColumnType.Number, "whole numbers, each once; the only feature there is"), (column.Type, column.Reason));
    }

    [Fact]
    public void A_column_that_repeats_the_target_is_left_out()
    {
        string[] kinds = ["oak", "elm", "ash"];
        string text = "code,kind,height\n" + string.Concat(Cells(30, i => $"{(i % 3) + 1},{kinds[i % 3]},{i * 5 % 7}.5\n"));
        Table table = Read(text);
        Assert.Equal(ColumnType.Number, table["code"].Type);
        Assert.Equal(ColumnType.TargetCopy, table.Target("kind")["code"].Type);
        Assert.Equal("each of its values goes with one value of the target 'kind' and the reverse", table.Target("kind")["code"].Reason);
        Assert.Equal(["height"], table.Target("kind").Features.Select(column => column.Name));
        Assert.Equal(ColumnType.Number, table.Target("kind").As("code", ColumnType.Number)["code"].Type);
        Assert.Equal(ColumnType.Number, table.Without("height").Target("kind")["code"].Type);
    }

    [Fact]
    public void The_user_has_the_last_word()
    {
        Table table = Read("a,b,c\n1,2,x\n3,4,y\n").As("a", ColumnType.Category).Without("b").Target("c");
        Assert.Equal((ColumnType.Category, "said by you"), (table["a"].Type, table["a"].Reason));
        Assert.Equal((ColumnType.Ignored, "left out by you"), (table["b"].Type, table["b"].Reason));
        Assert.Equal(["a"], table.Features.Select(column => column.Name));
        Assert.Equal(["c"], table.Targets.Select(column => column.Name));
    }

    [Fact]
    public void Targets_are_named_or_counted()
    {
        Table table = Read("a,b,c\n1,2,x\n3,4,y\n");
        Assert.Equal("c", table.Target(2).Targets[0].Name);
        Assert.Equal("c", table.Target(-1).Targets[0].Name);
        Assert.Equal(["c", "a"], table.Target("c", "a").Targets.Select(column => column.Name));
        Assert.Equal(
            "a.csv: no column 'C'. Did you mean 'c'? The columns are a, b, c.",
            Assert.Throws<ConfigurationException>(() => table.Target("C")).Message);
        Assert.Equal(
            "a.csv: no column at position 3. The table has 3 columns, at positions 0 to 2.",
            Assert.Throws<ConfigurationException>(() => table.Target(3)).Message);
        Assert.Equal(
            "a.csv: a target is named twice. Name each target column once.",
            Assert.Throws<ConfigurationException>(() => table.Target("a", "a")).Message);
    }

    [Fact]
    public void A_part_of_a_table_keeps_the_types_of_the_whole()
    {
        Table part = Read("a,b\n1,x\n1,y\n2,x\n").Select(0, 1);
        Assert.Equal(ColumnType.Number, part["a"].Type);
        Assert.Equal(["x", "y"], [part["b"][0], part["b"][1]]);
        Assert.Equal(1, part["a"].DistinctCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Select(2));
    }
}
