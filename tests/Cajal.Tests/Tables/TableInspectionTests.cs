using System.Text;
using System.Text.Json;

namespace Cajal.Tests.Tables;

public class TableInspectionTests
{
    private static Table Read(string text) => Table.ReadCsv(new StringReader(text), "a.csv");

    private static string Json(TableInspection inspection)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            inspection.WriteJson(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public void The_report_says_what_each_column_is()
    {
        Table table = Read("size,town,when,one,bad,kind\n1,rome,2024-01-01,7,1,a\n2,oslo,2024-03-01,7,2,b\n,rome,2024-02-01,7,3,b\n"
            + "5,rome,2024-02-02,7,4,a\n5,rome,2024-02-02,7,4,a\n1.5,rome,2024-02-02,7,1e999,a\n").Target("kind");
        Assert.Equal(
            "a.csv: 6 rows, 6 columns, delimiter ',', header, 1 repeated row\n"
            + "target: classes (the target is text)\n"
            + "  size  Number: numbers; 1 to 5, mean 2.9; 1 missing\n"
            + "  town  Category: 2 different texts; rome 5, oslo 1\n"
            + "  when  Date: dates, as days since 1970-01-01; 2024-01-01 to 2024-03-01\n"
            + "  one   Constant: the same value in every row\n"
            + "  bad   Number: whole numbers, but 1 cell without a number; 1 to 4, mean 2.8; the first on line 7\n"
            + "  kind  target Category: 2 different texts; a 4, b 2\n",
            TableInspection.Of(table).ToString());
    }

    [Fact]
    public void Json_holds_everything()
    {
        using JsonDocument json = JsonDocument.Parse(Json(TableInspection.Of(Read("x,kind\n1,b\n2.5,a\n2.5,a\n").Target("kind"))));
        JsonElement root = json.RootElement;
        Assert.Equal(
            ["name", "rows", "duplicateRows", "delimiter", "header", "target", "columns"], root.EnumerateObject().Select(field => field.Name));
        Assert.Equal(1, root.GetProperty("duplicateRows").GetInt32());
        Assert.Equal(
            """{"name":"x","type":"number","reason":"numbers","target":false,"missing":0,"distinct":2,"mistakes":0,"minimum":"1","maximum":"2.5","mean":2,"frequent":[]}""",
            root.GetProperty("columns")[0].GetRawText());
        Assert.Equal(
            """{"name":"kind","type":"category","reason":"2 different texts","target":true,"missing":0,"distinct":2,"mistakes":0,"frequent":[{"value":"a","count":2},{"value":"b","count":1}]}""",
            root.GetProperty("columns")[1].GetRawText());
    }

    [Fact]
    public void A_feature_that_gives_the_target_away_is_pointed_out()
    {
        // 200 rows; "after" tells the class but in one row, "noise" does not, "score" is beyond a threshold for one class.
        var random = new Random(123);
        var text = new StringBuilder("after,noise,score,kind\n");
        for (int row = 0; row < 200; row++)
        {
            bool sick = row % 2 == 0;
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"{(sick ^ row == 7 ? "treated" : "home")},{random.Next(1000)},{(sick ? 5 : 3) + random.NextDouble()},{(sick ? "sick" : "well")}\n");
        }

        TableInspection inspection = TableInspection.Of(Read(text.ToString()).Target("kind"));
        Assert.Equal(
            ["tells the class alone in 99.5 % of the rows: is it known when predicting?", null, "tells the class alone in 100 % of the rows: is it known when predicting?", null],
            inspection.Columns.Select(column => column.Hint));
        Assert.Contains("after  Category: 2 different texts; treated 101, home 99; warning: tells the class alone in 99.5 % of the rows", inspection.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_in_other_units_of_the_target_is_pointed_out()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(row => $"{row * row},{(row * row * 3) + 1},{row * 7 % 11}\n"));
        TableInspection inspection = TableInspection.Of(Read("y,scaled,other\n" + rows).Target("y"));
        Assert.Equal([null, "its correlation with the target is 1: is it known when predicting?", null], inspection.Columns.Select(column => column.Hint));
    }

    [Fact]
    public void A_column_that_is_missing_wherever_the_target_is_known_stops_no_inspection()
    {
        string rows = string.Concat(Enumerable.Range(0, 80).Select(row => row < 40 ? $",{row % 2}\n" : $"{row},\n"));
        Assert.Equal([null, null], TableInspection.Of(Read("x,y\n" + rows).Target("y")).Columns.Select(column => column.Hint));
    }

    [Fact]
    public void A_target_that_cannot_be_learnt_stops_no_inspection()
    {
        TableInspection inspection = TableInspection.Of(Read("x,y\n1,a\n2,a\n").Target("y"));
        Assert.Null(inspection.Target);
        Assert.StartsWith("a.csv: the target 'y' is 'a' in every row.", inspection.TargetProblem, StringComparison.Ordinal);
        Assert.Contains("targetProblem", Json(inspection), StringComparison.Ordinal);
    }

    [Fact]
    public void No_control_character_of_a_file_reaches_the_terminal()
    {
        string report = TableInspection.Of(Read("a\u001b[2J,b\u202e\nx\u0007,1\ny,2\nx\u0007,3\n")).ToString();
        Assert.DoesNotContain(report, character => char.IsControl(character) && character != '\n');
        Assert.Contains(@"a\u001b[2J", report, StringComparison.Ordinal);
        Assert.Contains(@"b\u202e", report, StringComparison.Ordinal);
        Assert.Contains(@"x\u0007 2", report, StringComparison.Ordinal);
    }
}
