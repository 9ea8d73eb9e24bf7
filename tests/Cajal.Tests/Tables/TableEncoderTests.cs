using System.Text.Json.Nodes;

namespace Cajal.Tests.Tables;

public class TableEncoderTests
{
    private const string People =
        "age,sex,town,joined,kind\n"
        + "1,f,rome,2020-01-01,a\n2,m,oslo,2020-01-02,b\n3,f,oslo,2020-01-03,a\n4,m,?,2020-01-04,b\n5,m,bern,2020-01-05,a\n,f,rome,2020-01-06,\n";

    private static Table Read(string text, string name = "a.csv", bool? header = null) =>
        Table.ReadCsv(new StringReader(text), name, new CsvOptions { Header = header });

    private static TableEncoder Fitted(string scaler = "none", string text = People, string target = "kind") =>
        TableEncoder.Fit(Read(text).Target(target), scaler: scaler);

    [Fact]
    public void Numbers_dates_flags_and_categories_become_numbers()
    {
        // The sixth row has no target, so its missing age is none of the training part's.
        TableEncoder encoder = Fitted();
        Assert.Equal(
            ["age", "joined", "sex=m", "town=bern", "town=oslo", "town=rome", "town is missing"], encoder.FeatureNames);
        float day = (float)(new DateTime(2020, 1, 1) - new DateTime(1970, 1, 1)).TotalDays;
        EncodedTable encoded = encoder.Encode(Read(People));
        Assert.Equal([1, day, -1, 0, 0, 1, 0], encoded.Data.Row(0).ToArray());
        Assert.Equal([4, day + 3, 1, 0, 0, 0, 1], encoded.Data.Row(3).ToArray());
        Assert.Equal([0f, 1f, 0f, 1f, 0f], encoded.Data.Targets.Numbers.ToArray());
        Assert.Equal([0, 1, 2, 3, 4], encoded.Rows);
        Assert.Equal(["a.csv: 1 row without a target left out."], encoded.Notes);
        Assert.Equal(["age", "joined", "sex", "town"], encoder.InputColumns);
    }

    [Fact]
    public void Missing_numbers_take_the_mean_and_a_flag()
    {
        TableEncoder encoder = Fitted(text: "x,y\n1,a\n,b\n3,a\n8,b\n", target: "y");
        Assert.Equal(["x", "x is missing"], encoder.FeatureNames);
        Assert.Equal([1, 0, 4, 1, 3, 0, 8, 0], encoder.EncodeFeatures(Read("x\n1\n?\n3\n8\n", header: true)).Features);
    }

    [Fact]
    public void Robust_scaling_takes_in_the_codes_and_the_others_only_numbers()
    {
        // Ages 1 to 5: median 3, quartiles 2 and 4, so 5 becomes 1 and after the clip 1 / √(1 + 1/9).
        EncodedTable robust = Fitted("robust").Encode(Read(People));
        Assert.Equal(1 / Math.Sqrt(1 + (1.0 / 9)), robust.Data.Row(4)[0], 1e-6);
        // sex=m: −1 1 −1 1 1 has median 1 and quartiles −1 and 1, so f becomes −1 before the clip.
        Assert.Equal(-1 / Math.Sqrt(1 + (1.0 / 9)), robust.Data.Row(0)[2], 1e-6);
        // Ages have the population deviation √2.
        EncodedTable standard = Fitted("standard").Encode(Read(People));
        Assert.Equal(2 / Math.Sqrt(2), standard.Data.Row(4)[0], 1e-6);
        Assert.Equal([1, 1, 0, 0, 0], standard.Data.Row(4)[2..].ToArray());
        Assert.Equal(-1f, Fitted("minmax").Encode(Read(People)).Data.Row(0)[2]);
        Assert.Null(Fitted("standard", "s,y\nu,a\nv,b\n", "y").Scaler);
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order()
    {
        TableEncoder encoder = Fitted("robust");
        EncodedTable expected = encoder.Encode(Read(People));
        EncodedTable shuffled = encoder.Encode(Read(
            "town,kind,note,joined,age,sex\nrome,a,hi,2020-01-01,1,f\noslo,b,ho,2020-01-02,2,m\n", "b.csv"));
        Assert.Equal(expected.Data.Inputs[..(2 * encoder.FeatureCount)].ToArray(), shuffled.Data.Inputs.ToArray());
        Assert.Equal(["b.csv: column 'note' unknown to the model, ignored."], shuffled.Notes);
    }

    [Fact]
    public void Unseen_categories_and_missing_cells_are_coded()
    {
        EncodedFeatures encoded = Fitted().EncodeFeatures(Read("age,sex,town,joined\n,x,paris,\n2,,paris,2020-01-01\n3,f,lima,?\n", "b.csv"));
        float mean = (float)(new DateTime(2020, 1, 3) - new DateTime(1970, 1, 1)).TotalDays;
        Assert.Equal([3, mean, 0, 0, 0, 0, 0], encoded.Features[..7]);
        Assert.Equal([2, mean - 2, 0, 0, 0, 0, 0], encoded.Features[7..14]);
        Assert.Equal(
            [
                "b.csv: 1 cell of 'sex' with a category that the training part did not have ('x'), coded as none of the known ones.",
                "b.csv: 3 cells of 'town' with a category that the training part did not have ('paris', 'lima'), coded as none of the known ones.",
            ],
            encoded.Notes);
    }

    public static TheoryData<string, string> Refused => new()
    {
        {
            "Age,sex,town,joined\n1,f,rome,2020-01-01\n",
            "b.csv: the column 'age' is missing, which the model needs. Is it the one called 'Age'? "
            + "Add it (cells may be empty); the columns are Age, sex, town, joined."
        },
        {
            "age,sex,town,joined\n1,f,rome,2020-01-01\n1e400,f,rome,2020-01-01\n",
            "b.csv, line 3, column 1 'age': '1e400' is no finite number. Expected a decimal number such as 3.14, up to 3.4e38. "
            + "Correct the cell, leave it empty if the value is missing, or make the column a category."
        },
        {
            "age,sex,town,joined\nNaN,f,rome,2020-01-01\n",
            "b.csv, line 2, column 1 'age': 'NaN' is no finite number. Expected a decimal number such as 3.14, up to 3.4e38. "
            + "Correct the cell, leave it empty if the value is missing or name it as what stands for one (--missing NaN, CsvOptions.MissingMarkers), or make the column a category."
        },
        {
            "age,sex,town,joined\n\"1,5\",f,rome,2020-01-01\n",
            "b.csv, line 2, column 1 'age': '1,5' is no number. Expected a decimal number such as 3.14, with a point and without grouping. "
            + "Correct the cell, leave it empty if the value is missing, or make the column a category."
        },
        {
            "age,sex,town,joined\n1,f,rome,01/02/2020\n",
            "b.csv, line 2, column 4 'joined': '01/02/2020' is no date. Expected a form such as 2024-12-31, 2024-12-31T18:30:00Z, "
            + "31.12.2024 or 31 Dec 2024. Correct the cell, leave it empty if the value is missing, or make the column a category."
        },
        {
            "1,f,rome\n2,m,oslo\n",
            "b.csv: 3 columns, taken by position since the file has no header. Expected 5, or 4 without the target. "
            + "Give the columns that the model was trained on, in the same order."
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_read_is_refused_with_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<DataException>(() => Fitted().EncodeFeatures(Read(text, "b.csv"))).Message);

    [Fact]
    public void A_bad_number_in_the_training_part_is_refused_too()
    {
        string text = "x,y\n1,a\n2,b\n3,a\n4,b\ninf,a\n";
        Assert.Equal(
            "a.csv, line 6, column 1 'x': 'inf' is no finite number. Expected a decimal number such as 3.14, up to 3.4e38. "
            + "Correct the cell, leave it empty if the value is missing, or make the column a category.",
            Assert.Throws<DataException>(() => Fitted(text: text, target: "y")).Message);
    }

    [Fact]
    public void Files_without_a_header_are_taken_by_position()
    {
        TableEncoder encoder = TableEncoder.Fit(Read("1,f,a\n2,m,b\n3,f,a\n").Target(-1), scaler: "none");
        Assert.Equal([7, 1], encoder.EncodeFeatures(Read("7,m,a\n")).Features);
        Assert.Equal([7, 1], encoder.EncodeFeatures(Read("7,m\n")).Features);
        Assert.Equal([7, 1], encoder.EncodeFeatures(Read("size,sex\n7,m\n")).Features);
        Assert.Empty(encoder.EncodeFeatures(Read("7,m\n")).Notes);
        Assert.Equal(
            ["a.csv: the columns are taken by position, since the model was trained without a header."],
            encoder.EncodeFeatures(Read("size,sex\n7,m\n")).Notes);
        Assert.Equal(
            ["a.csv: the columns are taken by position, since the file has no header."],
            Fitted(text: "x,y\n1,a\n2,b\n3,a\n", target: "y").EncodeFeatures(Read("1\n2\n")).Notes);
        Assert.Equal([1f], encoder.Encode(Read("7,m,b\n")).Data.Targets.Numbers.ToArray());
        Assert.Equal(
            "a.csv: 1 column, taken by position since the model was trained without a header. Expected 3, or 2 without the target. "
            + "Give the columns that the model was trained on, in the same order.",
            Assert.Throws<DataException>(() => encoder.EncodeFeatures(Read("size\n7\n"))).Message);
    }

    [Fact]
    public void Single_rows_become_the_same_numbers()
    {
        TableEncoder encoder = Fitted("robust");
        float[] expected = encoder.Encode(Read(People)).Data.Row(0).ToArray();
        var features = new float[encoder.FeatureCount];
        encoder.EncodeRow(new Dictionary<string, object?>
        {
            ["age"] = 1,
            ["sex"] = "f",
            ["town"] = "rome",
            ["joined"] = new DateOnly(2020, 1, 1),
            ["further"] = new object(),
        }, features);
        Assert.Equal(expected, features);
        encoder.EncodeRow(
            new Dictionary<string, string?> { ["age"] = " 1.0", ["sex"] = "f", ["town"] = "rome", ["joined"] = "2020-01-01T00:00:00Z" }, features);
        Assert.Equal(expected, features);
        encoder.EncodeRow(new Dictionary<string, string?> { ["age"] = null, ["sex"] = "f", ["town"] = "?", ["joined"] = "" }, features);
        Assert.Equal(0, features[0]);
    }

    private sealed record Person(int? Age, string Sex, string? Town, DateTime Joined, Uri? Further = null);

    private sealed record Stranger(int Agee, string Sex);

    [Fact]
    public void Records_become_the_same_numbers()
    {
        TableEncoder encoder = Fitted("robust");
        var features = new float[encoder.FeatureCount];
        encoder.EncodeRecord(new Person(1, "f", "rome", new DateTime(2020, 1, 1)), features);
        Assert.Equal(encoder.Encode(Read(People)).Data.Row(0).ToArray(), features);
        TableEncoder other = Fitted(text: "body_mass g,y\n1,a\n2,b\n", target: "y");
        other.EncodeRecord(new { BodyMassG = 7.5 }, features.AsSpan(0, 1));
        Assert.Equal(7.5f, features[0]);
        Assert.Equal(
            "the row has no 'age', which the model needs. Is it the one called 'Agee'? Add it; null means that the value is missing.",
            Assert.Throws<DataException>(() => encoder.EncodeRecord(new Stranger(1, "f"), new float[encoder.FeatureCount])).Message);
    }

    [Fact]
    public void Truth_values_take_the_spelling_of_the_training_table()
    {
        TableEncoder encoder = Fitted(text: "p,q,y\nTrue,1,a\nFalse,0,b\nTrue,1,b\n", target: "y");
        var features = new float[2];
        encoder.EncodeRow(new Dictionary<string, object?> { ["p"] = true, ["q"] = false }, features);
        Assert.Equal([0, 1], features);
    }

    [Fact]
    public void Wrong_single_rows_are_refused()
    {
        TableEncoder encoder = Fitted();
        var row = new Dictionary<string, object?> { ["Age"] = 1, ["sex"] = "f", ["town"] = "rome", ["joined"] = null };
        Assert.Equal(
            "the row has no 'age', which the model needs. Is it the one called 'Age'? Add it; null means that the value is missing.",
            Assert.Throws<DataException>(() => encoder.EncodeRow(row, new float[7])).Message);
        row["age"] = double.NaN;
        Assert.StartsWith("the row, column 'age': 'NaN' is no finite number.", Assert.Throws<DataException>(() => encoder.EncodeRow(row, new float[7])).Message);
        row["age"] = new int[2];
        Assert.StartsWith("The value of 'age' is a Int32[]. Expected a number, a text, a date, a truth value or null.",
            Assert.Throws<ArgumentException>(() => encoder.EncodeRow(row, new float[7])).Message);
        Assert.StartsWith("3 places for the 7 features of a row.", Assert.Throws<ArgumentException>(() => encoder.EncodeRow(row, new float[3])).Message);
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        Assert.Equal(
            "Scaler 'robst' is not known for tables. Did you mean 'robust'? Known: robust, standard, quantile, minmax, none.",
            Assert.Throws<ConfigurationException>(() => Fitted("robst")).Message);
        Assert.Equal(
            "a.csv: no column is left to learn from. Expected at least one of numbers, categories or dates beside the target. "
            + "See the reasons for which columns are left out, and say what a column is where that is wrong.",
            Assert.Throws<DataException>(() => Fitted(text: "x,y\n1,a\n1,b\n", target: "y")).Message);
        Table table = Read(People).Target("kind");
        TableTarget target = TableTarget.Infer(table);
        Assert.Equal(
            "a.csv: no row of the training part has a target. Expected at least one. Fill in the target or give more rows.",
            Assert.Throws<DataException>(() => TableEncoder.Fit(table.Select(5), target)).Message);
        Assert.Equal(
            "a.csv: no row has a target. Expected a value in 'kind'. Fill it in.",
            Assert.Throws<DataException>(() => Fitted().Encode(table.Select(5))).Message);
    }

    [Fact]
    public void Features_keep_distinct_names()
    {
        TableEncoder encoder = Fitted(text: "a,a=c,y\nb,1,p\nc,2,q\n", target: "y");
        Assert.Equal(["a=c", "a=c (2)"], encoder.FeatureNames);
    }

    [Theory]
    [InlineData("robust")]
    [InlineData("quantile")]
    [InlineData("none")]
    public void Json_brings_the_encoder_back_exactly(string scaler)
    {
        TableEncoder encoder = Fitted(scaler, People.Replace("\n3,", "\n,", StringComparison.Ordinal));
        string json = encoder.ToJson().ToJsonString();
        Assert.Equal(json, TableEncoder.FromJson(encoder.ToJson()).ToJson().ToJsonString());
        TableEncoder again = TableEncoder.FromJson((JsonObject)JsonNode.Parse(json)!);
        Assert.Equal(json, again.ToJson().ToJsonString());
        Assert.Equal(encoder.Encode(Read(People)).Data.Inputs.ToArray(), again.Encode(Read(People)).Data.Inputs.ToArray());
        Assert.Equal(encoder.FeatureNames, again.FeatureNames);
    }

    [Theory]
    [InlineData("""{"columns":["x","y"]}""", "\"features\" is missing.")]
    [InlineData("""{"columns":"x"}""", "\"columns\" is a text, expected a list of texts.")]
    [InlineData("""{"columns":["x","x"]}""", "\"columns[1]\" is a text that the list has already.")]
    [InlineData("""{"columns":["x",1]}""", "\"columns[1]\" is 1, expected a text.")]
    [InlineData("""{"columns":["x"],"features":[7]}""", "\"features[0]\" is 7, expected an object.")]
    [InlineData("""{"columns":["x"],"features":[{"kind":"System.Type"}]}""", "kind 'System.Type' is not known, expected number, date or category.")]
    [InlineData("""{"columns":["x"],"features":[{"kind":"number","column":"x","mean":null,"missing":true}]}""", "\"mean\" is null, expected a finite number.")]
    [InlineData("""{"columns":["x"],"features":[{"kind":"number","column":"x","mean":1,"missing":0}]}""", "\"missing\" is 0, expected true or false.")]
    [InlineData("""{"columns":["x"],"features":[{"kind":"category","column":"x","categories":["a",["b"]]}]}""", "\"categories[1]\" is a list of 1, expected a text.")]
    [InlineData("""{"columns":["x"],"features":[],"target":[]}""", "\"target\" is a list of 0, expected an object.")]
    [InlineData("""{"columns":["x"],"features":[],"target":{"kind":"magic"}}""", "kind 'magic' is not known.")]
    [InlineData("""{"columns":["x"],"features":[],"target":{"kind":"classes","reason":"","columns":["y"],"classes":[["a"]]}}""", "1 columns and 1 lists of classes do not fit a target of kind 'classes'.")]
    [InlineData("""{"columns":["x"],"features":[],"target":{"kind":"values","reason":"","columns":["y"],"classes":[]}}""", "'y' is none of its columns.")]
    [InlineData("""{"columns":["y"],"features":[],"target":{"kind":"values","reason":"","columns":["y"],"classes":[]}}""", "it has no features.")]
    [InlineData("""{"columns":["y"],"features":[{"kind":"number","column":"y","mean":1,"missing":false}],"target":{"kind":"values","reason":"","columns":["y"],"classes":[]}}""", "a column is used twice.")]
    [InlineData("""{"columns":["x","y"],"features":[{"kind":"number","column":"x","mean":1,"missing":false}],"target":{"kind":"values","reason":"","columns":["y"],"classes":[]},"scaler":{"name":"none","features":3}}""", "its scaler takes 3 numbers, its features give 1.")]
    public void Damaged_json_is_refused(string json, string problem)
    {
        ModelFileException error = Assert.Throws<ModelFileException>(() => TableEncoder.FromJson((JsonObject)JsonNode.Parse(json)!));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("The model file is damaged or was written by another version; train or export it again.", error.Message);
    }
}
