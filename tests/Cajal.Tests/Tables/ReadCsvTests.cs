using System.Text;

namespace Cajal.Tests.Tables;

public class ReadCsvTests
{
    private static Table Read(string text, CsvOptions? options = null) => Table.ReadCsv(new StringReader(text), "a.csv", options);

    private static string Show(Table table) =>
        string.Join('/', Enumerable.Range(0, table.RowCount).Select(row => string.Join('|', table.Columns.Select(column => column[row]))));

    public static TheoryData<string, string, string> WellFormed => new()
    {
        { "a,b\n1,2\n3,4\n", "a|b", "1|2/3|4" },
        { "a,b\r\n1,2\r\n3,4", "a|b", "1|2/3|4" },
        { "a,b\r1,2\r3,4\r", "a|b", "1|2/3|4" },
        { "a;b\n1;2,5\n3;4,5\n", "a|b", "1|2,5/3|4,5" },
        { "1,5;2,5\n3,5;4,5\n", "column0|column1", "1,5|2,5/3,5|4,5" },
        { "a\tb\n1\t2 \n", "a|b", "1|2" },
        { "a|b\n1|2\n", "a|b", "1|2" },
        { "\"a\",\"b\"\n\"x, \"\"y\"\"\",2\n", "a|b", "x, \"y\"|2" },
        { "a,b\n\"one\ntwo\",2\n", "a|b", "one\ntwo|2" },
        { "39, State-gov, <=50K\n50, \"Self, emp\" , >50K\n\n", "column0|column1|column2", "39|State-gov|<=50K/50|Self, emp|>50K" },
        { "M,0.45,15\nF,0.35,7", "column0|column1|column2", "M|0.45|15/F|0.35|7" },
        { "\n\na,b\n\n1,2\n   \n3,4\n\n", "a|b", "1|2/3|4" },
        { "name,height\n5\" pipe,2\n", "name|height", "5\" pipe|2" },
        { ",a\n0,x\n1,y\n", "column0|a", "0|x/1|y" },
        { "a,b,\n1,2\n3,4\n", "a|b", "1|2/3|4" },
        { "a,b,\n1,2,\n3,4,\n", "a|b|column2", "1|2|/3|4|" },
        { "species,site\nx,y\nz,w\n", "species|site", "x|y/z|w" },
        { "x,x\ny,z\n", "column0|column1", "x|x/y|z" },
        { "city,2019,2020\nRome,1,2\nOslo,3,4\n", "column0|column1|column2", "city|2019|2020/Rome|1|2/Oslo|3|4" },
        { "id,size,2020\n1,5,2\n2,6,4\n", "id|size|2020", "1|5|2/2|6|4" },
        { "word\nyes\nno\n", "word", "yes/no" },
        { "1,2\n", "column0|column1", "1|2" },
        { "a,b\nünï,日本\n", "a|b", "ünï|日本" },
    };

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void Delimiter_header_and_quotes_are_detected(string text, string names, string cells)
    {
        Table table = Read(text);
        Assert.Equal(names, string.Join('|', table.Columns.Select(column => column.Name)));
        Assert.Equal(cells, Show(table));
    }

    [Fact]
    public void Options_take_the_place_of_detection()
    {
        var options = new CsvOptions { Delimiter = ':', Header = false, ColumnNames = ["p", "q"], MissingMarkers = ["", "unknown"] };
        Table table = Read("a:b\nUnknown:?\n", options);
        Assert.Equal("a|b/Unknown|?", Show(table));
        Assert.Equal("p", table.Columns[0].Name);
        Assert.True(table["p"].IsMissing(1));
        Assert.False(table["q"].IsMissing(1));
        Assert.Equal("1|2", Show(Read("x,y\n1,2", new CsvOptions { ColumnNames = ["p", "q"] })));
        Assert.Equal(2, Read("1,2\n3,4", new CsvOptions { Header = true })["1"].Index + Read("1,2\n3,4").RowCount);
    }

    public static TheoryData<string, string> Malformed => new()
    {
        {
            new string(',', 100_000),
            "a.csv, line 1: the row has 100001 cells, at most 100000 can be read. Check the delimiter and the line ends."
        },
        { "", "a.csv: the file is empty. Expected a row of column names and rows of values below it." },
        { "\n \r\n\n", "a.csv: the file is empty. Expected a row of column names and rows of values below it." },
        { "\na,b\n", "a.csv, line 2: the file has a row of column names and no row of values. Expected at least one row below the header." },
        {
            "a,b\n1,2\n\n3\n",
            "a.csv, line 4, column 2 'b': the row has 1 cell, expected 2 as in the first row. "
            + "Add or remove cells, or put cells that contain the delimiter in double quotes."
        },
        {
            "a,b\n1,2\n3,4,5\n",
            "a.csv, line 3, column 3: the row has 3 cells, expected 2 as in the first row. "
            + "Add or remove cells, or put cells that contain the delimiter in double quotes."
        },
        {
            "a,b\n\"x\ny\",2\n3\n",
            "a.csv, line 4, column 2 'b': the row has 1 cell, expected 2 as in the first row. "
            + "Add or remove cells, or put cells that contain the delimiter in double quotes."
        },
        {
            "a,b\n1,\"two\n3,4\n",
            "a.csv, line 2, column 2: a quoted cell begins here and is never closed. Expected the closing quote right before ',' "
            + "or the end of the line; a quote inside a quoted cell is written twice (\"\"). Close the quote."
        },
        {
            "a,b\n1,\"two\"x\n3,4\n",
            "a.csv, line 2, column 2: text follows the closing quote of a quoted cell. Expected the closing quote right before ',' "
            + "or the end of the line; a quote inside a quoted cell is written twice (\"\"). Quote the whole cell or remove its quotes."
        },
        {
            "a,b\n1,2\r\n3,\04\n",
            "a.csv, line 3: a NUL byte. Expected a text file of rows and columns (CSV). "
            + "A spreadsheet or an archive must be exported as CSV first; UTF-16 text needs its byte order mark."
        },
        {
            "a,b,a\n1,2,3\n",
            "a.csv, line 1, column 3 'a': the name stands already over column 1. Expected a different name for each column. "
            + "Rename one of the two, or give names of your own (CsvOptions.ColumnNames, --columns on the command line)."
        },
    };

    [Fact]
    public void A_stream_is_left_open()
    {
        using var stream = new MemoryStream("a,b\n1,2\n"u8.ToArray());
        Assert.Equal("1|2", Show(Table.ReadCsv(stream, "a.csv")));
        Assert.True(stream.CanRead);
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('\r')]
    [InlineData('\0')]
    public void Impossible_delimiters_are_refused(char delimiter) => Assert.Equal(
        "The delimiter is a blank, a quote, a line end or NUL. Expected a character such as ',' or ';'.",
        Assert.Throws<ConfigurationException>(() => Read("a,b\n1,2", new CsvOptions { Delimiter = delimiter })).Message);

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Malformed_text_is_refused_with_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<DataException>(() => Read(text)).Message);

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32BE", true)]
    public void Encodings_are_told_by_their_mark(string encodingName, bool mark)
    {
        Encoding encoding = encodingName == "utf-8" ? new UTF8Encoding(mark) : Encoding.GetEncoding(encodingName);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("größe,b\n日本,2\n")];
        Table table = Table.ReadCsv(new MemoryStream(bytes), "a.csv");
        Assert.Equal("größe", table.Columns[0].Name);
        Assert.Equal("日本|2", Show(table));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] latin = [.. "a,b\n1,2\nx,"u8, 0xE9, .. "\n"u8];
        Assert.Equal(
            "a.csv, line 3: bytes that are no valid text. Expected UTF-8, or UTF-16 with a byte order mark. Save the file as UTF-8.",
            Assert.Throws<DataException>(() => Table.ReadCsv(new MemoryStream(latin), "a.csv")).Message);
        byte[] late = [.. Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,2\r\n", 40_000))), 0xC3, (byte)'\n'];
        Assert.StartsWith("a.csv, line 40002: ", Assert.Throws<DataException>(() => Table.ReadCsv(new MemoryStream(late), "a.csv")).Message);
    }

    [Fact]
    public void A_wrong_path_is_explained()
    {
        string folder = Directory.CreateTempSubdirectory("cajal").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "flowers.csv"), "a,b\n1,2\n");
            string missing = Path.Combine(folder, "flower.csv");
            Assert.Equal(
                $"{missing.Replace(folder, "F")}: there is no such file. Did you mean 'flowers.csv'? Check the name; it is looked for in 'F'.",
                Assert.Throws<DataException>(() => Table.ReadCsv(missing)).Message.Replace(folder, "F"));
            Assert.EndsWith(
                ": this is a folder. Expected a file of rows and columns (CSV). Name the file inside it.",
                Assert.Throws<DataException>(() => Table.ReadCsv(folder)).Message);
            Assert.Equal("flowers.csv", Table.ReadCsv(Path.Combine(folder, "flowers.csv")).Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Wrong_options_are_refused()
    {
        Assert.Equal(
            "1 column names were given, but a.csv has 2 columns (line 1). Give one name for each column.",
            Assert.Throws<ConfigurationException>(() => Read("a,b\n1,2", new CsvOptions { ColumnNames = ["x"] })).Message);
    }

    [Fact]
    public void Lines_are_the_files_own()
    {
        Table table = Read("a,b\r\n\r\n\"x\r\ny\",2\r\n\r\n3,4\r\n");
        Assert.Equal([3, 6], [table.LineOf(0), table.LineOf(1)]);
        Assert.Equal(6, table.Select(1).LineOf(0));
    }

    [Fact]
    public void Control_characters_of_a_file_reach_no_message()
    {
        string message = Assert.Throws<DataException>(() => Read("a\u001b[31m,b,a\u001b[31m\n1,2,3\n")).Message;
        Assert.Contains(@"'a\u001b[31m'", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', message);
    }
}
