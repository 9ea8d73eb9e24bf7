namespace Cajal.Tests.Tables;

public class TableSplittingTests
{
    private static Table Patients() => Table.ReadCsv(
        new StringReader("patient,day,sick\n" + string.Concat(Enumerable.Range(0, 60).Select(row =>
            $"p{row % 12},2024-01-{(row % 28) + 1:00},{(row == 7 ? "" : row % 3 == 0 ? "yes" : "no")}\n"))),
        "a.csv").Target("sick");

    private static IEnumerable<int> Lines(Table table) => Enumerable.Range(0, table.RowCount).Select(table.LineOf);

    [Fact]
    public void Parts_have_like_shares_of_each_class()
    {
        Table[] parts = Patients().Split([0.75, 0.25], seed: 1);
        // 20 times yes, 39 times no, one row without a target.
        Assert.Equal([15, 5], parts.Select(part => Enumerable.Range(0, part.RowCount).Count(row => part["sick"][row] == "yes")));
        Assert.Equal(Enumerable.Range(2, 60).Except([9]), parts.SelectMany(Lines).Order());
        Assert.Equal(Lines(parts[1]), Lines(Patients().Split([0.75, 0.25], seed: 1)[1]));
        (Table training, Table test) = Patients().Split(0.75, seed: 1);
        Assert.Equal([Lines(parts[0]), Lines(parts[1])], [Lines(training), Lines(test)]);
        Assert.NotEqual(Lines(parts[1]), Lines(Patients().Split([0.75, 0.25], seed: 2)[1]));
        Assert.Equal(60, Patients().Target(Array.Empty<int>()).Split([0.5, 0.5], seed: 1).Sum(part => part.RowCount));
    }

    [Fact]
    public void Groups_stay_together_and_times_in_order()
    {
        Table[] groups = Patients().SplitByGroup("patient", [0.5, 0.5], seed: 3);
        string[][] patients = [.. groups.Select(part => Enumerable.Range(0, part.RowCount).Select(row => part["patient"][row]).Distinct().ToArray())];
        Assert.Empty(patients[0].Intersect(patients[1]));
        Assert.Equal(6, patients[0].Length);
        Table[] times = Patients().SplitByTime("day", [0.5, 0.5]);
        string latest = Enumerable.Range(0, times[0].RowCount).Max(row => times[0]["day"][row])!;
        Assert.All(Enumerable.Range(0, times[1].RowCount), row => Assert.True(string.CompareOrdinal(times[1]["day"][row], latest) > 0));
    }

    [Fact]
    public void A_row_without_a_time_is_refused() => Assert.Equal(
        "a.csv, line 3, column 1 'day': '?' stands for a missing value. Expected a number. "
        + "Correct the cell, leave it empty if the value is missing, or make the column a category.",
        Assert.Throws<DataException>(() => Table.ReadCsv(new StringReader("day,y\n1,a\n?,b\n3,a\n"), "a.csv").SplitByTime("day", [0.5, 0.5])).Message);
}
