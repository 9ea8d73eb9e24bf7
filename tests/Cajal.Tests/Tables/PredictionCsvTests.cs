namespace Cajal.Tests.Tables;

public class PredictionCsvTests
{
    private static readonly Table Data = Table.ReadCsv(
        new StringReader("id,name,x,kind,p,q,y\n7,\"Lee, Ann\",1,b,0,no,1.5\n9,\"B\"\"o\",2,a,1,yes,2.5\n8,=C,3,b,1,no,3\n"), "a.csv");

    private static string Write(Table target, float[] predictions, string[]? passThrough = null, bool probabilities = true)
    {
        using var writer = new StringWriter();
        PredictionCsv.Write(writer, TableTarget.Infer(target), predictions, Data, passThrough, probabilities);
        return writer.ToString();
    }

    [Fact]
    public void Classes_come_with_probabilities_in_the_rows_order() => Assert.Equal(
        "id,name,kind,kind=a,kind=b\n7,\"Lee, Ann\",b,0.1,0.9\n9,\"B\"\"o\",a,0.5,0.5\n8,=C,a,1,1E-08\n",
        Write(Data.Target("kind"), [0.1f, 0.9f, 0.5f, 0.5f, 1f, 1e-8f], ["id", "name"]));

    [Fact]
    public void The_true_class_may_stand_beside_the_predicted_one() => Assert.Equal(
        "kind,predicted kind\nb,b\na,a\nb,b\n", Write(Data.Target("kind"), [0.1f, 0.9f, 0.6f, 0.4f, 0f, 1f], ["kind"], probabilities: false));

    [Fact]
    public void Labels_and_values_are_written_as_such()
    {
        Assert.Equal("p,q,p=1,q=yes\n0,no,0.25,0.5\n1,no,0.75,0\n1,yes,1,1\n", Write(Data.Target("p", "q"), [0.25f, 0.5f, 0.75f, 0f, 1f, 1f]));
        Assert.Equal("y\n1.5\n-2.25\n300000\n", Write(Data.Target("y"), [1.5f, -2.25f, 300000f]));
    }

    [Fact]
    public void What_is_written_can_be_read()
    {
        Table again = Table.ReadCsv(new StringReader(Write(Data.Target("kind"), [0.1f, 0.9f, 0.5f, 0.5f, 1f, 1e-8f], ["name"])), "b.csv");
        Assert.Equal(["Lee, Ann", "B\"o", "=C"], Enumerable.Range(0, 3).Select(row => again["name"][row]));
        Assert.Equal(1e-8f, float.Parse(again["kind=b"][2], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Wrong_predictions_or_names_are_refused()
    {
        Assert.StartsWith("4 predictions are not 2 for each of the rows (3).",
            Assert.Throws<ArgumentException>(() => Write(Data.Target("kind"), new float[4])).Message, StringComparison.Ordinal);
        Assert.StartsWith("a.csv: no column 'Id'. Did you mean 'id'?",
            Assert.Throws<ConfigurationException>(() => Write(Data.Target("kind"), new float[6], ["Id"])).Message, StringComparison.Ordinal);
    }
}
