using System.Globalization;
using System.Text;

namespace Cajal.Tests.Tables;

/// <summary>Made-up tables in the manner of well-known public files: what is inferred for their columns, and that they can be encoded.</summary>
public class FamiliarFilesTests
{
    private static Table Make(string header, int rows, Func<int, Random, string> row, string lineEnd = "\n")
    {
        var random = new Random(123);
        var text = new StringBuilder(header.Length == 0 ? "" : header + lineEnd);
        for (int i = 0; i < rows; i++)
        {
            text.Append(row(i, random)).Append(lineEnd);
        }

        return Table.ReadCsv(new StringReader(text.ToString()), "a.csv");
    }

    private static string Types(Table table) => string.Join(' ', table.Columns.Select(column => column.Type));

    private static string One(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    [Fact]
    public void Passengers_with_names_tickets_and_mostly_missing_cabins()
    {
        Table table = Make("PassengerId,Survived,Class,Name,Sex,Age,Ticket,Cabin,Port", 200, (i, random) =>
            $"{i + 1},{random.Next(2)},{random.Next(1, 4)},\"Doe, Mr. John \"\"J{i}\"\"\",{(random.Next(2) == 0 ? "male" : "female")},"
            + $"{(i % 5 == 0 ? "" : One(80 * random.NextDouble()))},A/5 {i * 3 / 4},{(i % 4 == 0 ? $"C{i / 5}" : "")},{(i == 9 ? "" : "SCQ"[random.Next(3)])}")
            .Target("Survived");
        Assert.Equal("Identifier Number Number Identifier Category Number Text Text Category", Types(table));
        Assert.Equal(TargetKind.Classes, TableTarget.Infer(table).Kind);
        Assert.Equal(
            ["Class", "Age", "Age is missing", "Sex=male", "Port=C", "Port=Q", "Port=S", "Port is missing"], TableEncoder.Fit(table).FeatureNames);
    }

    [Fact]
    public void Census_rows_without_header_and_a_test_part_with_full_stops()
    {
        static Table Part(int seed, string stop) => Make("", 60, (i, _) =>
            $"{20 + ((i * seed) % 50)}, {(i % 7 == 0 ? "?" : i % 2 == 0 ? "Private" : "State-gov")}, {(i % 3 == 0 ? "<=50K" : ">50K")}{stop}");
        Table train = Part(7, "").Target(-1);
        Assert.Equal("Number Category Category", Types(train));
        TableEncoder encoder = TableEncoder.Fit(train);
        EncodedTable test = encoder.Encode(Part(11, "."));
        Assert.Equal([20, 40], test.Data.Targets.ClassCounts());
        Assert.Equal(
            ["a.csv: 60 labels in 'column2' differ from the classes by a full stop at the end; '>50K.' is read as '>50K'."], test.Notes);
    }

    [Fact]
    public void Quoted_names_with_semicolons_and_whole_number_grades()
    {
        Table table = Make("\"fixed acidity\";\"pH\";\"job\";\"quality\"", 90, (i, random) =>
            $"{One(random.NextDouble() * 9)};{One(random.NextDouble())};\"{(i % 3 == 0 ? "blue-collar" : "unknown")}\";{3 + (i % 6)}").Target("quality");
        Assert.Equal((';', "Number Number Category Number"), (table.Delimiter, Types(table)));
        Assert.Equal(0, table["job"].MissingCount);
        Assert.Equal(TargetKind.Values, TableTarget.Infer(table).Kind);
    }

    [Fact]
    public void Samples_with_an_id_a_header_that_ends_in_a_comma_and_no_last_line_end()
    {
        Table made = Make("\"id\",\"diagnosis\",\"radius\",", 40, (i, random) => $"{842302 + (i * i * 31)},{"BM"[i % 2]},{One(20 * random.NextDouble())}", "\r\n");
        Assert.Equal("Identifier Category Number", Types(made.Target("diagnosis")));
        Table last = Table.ReadCsv(new StringReader("\"id\",\"r\",\r\n1,2\r\n3,4"), "a.csv");
        Assert.Equal((2, "4"), (last.RowCount, last["r"][1]));
    }

    [Fact]
    public void Cars_with_a_name_for_nearly_each_and_pixels_that_never_change()
    {
        Table cars = Make("mpg,horsepower,origin,name", 120, (i, random) =>
            $"{One(9 + (30 * random.NextDouble()))},{(i % 40 == 0 ? "" : 60 + (i % 90))},{(i % 3 == 0 ? "usa" : "japan")},model {i * 3 / 4}").Target("mpg");
        Assert.Equal("Number Number Category Text", Types(cars));
        Assert.Equal(TargetKind.Values, TableTarget.Infer(cars).Kind);
        Table digits = Make("", 100, (i, random) => $"0,{random.Next(17)},{random.Next(17)},{i % 10}").Target(-1);
        Assert.Equal("Constant Number Number Number", Types(digits));
        Assert.Equal(10, TableTarget.Infer(digits).ClassNames.Count);
    }
}
