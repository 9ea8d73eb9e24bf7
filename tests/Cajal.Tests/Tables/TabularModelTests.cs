using System.Globalization;

namespace Cajal.Tests.Tables;

public sealed class TabularModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Table Houses(int rows = 60)
    {
        var random = new Random(123);
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(_ =>
        {
            double size = 50 + (100 * random.NextDouble());
            bool garden = random.Next(2) == 0;
            return string.Create(CultureInfo.InvariantCulture, $"{size:F1},{(garden ? "yes" : "no")},{(1000 * size) + (garden ? 20_000 : 0):F0},{(size > 100 ? "large" : "small")}");
        });
        return Table.ReadCsv(new StringReader("size,garden,price,kind\n" + string.Join('\n', lines) + "\n"), "houses.csv");
    }

    private static (TabularModel Model, PreparedData Data) Trained(Table table, TargetKind kind)
    {
        TableTarget target = TableTarget.Infer(table);
        TrainingConfiguration configuration = Cajal.Recipes.ForTable(kind).With("epochs", "60", "test").With("hidden", "16", "test").With("batchSize", "16", "test");
        PreparedData data = TablePreparation.Prepare(table, target, configuration);
        TrainingReport report = TrainingRun.Start(data, configuration);
        return (new TabularModel(report.Model, TableEncoder.FromJson(data.Sections["table"])), data);
    }

    [Fact]
    public void A_regression_speaks_in_the_targets_own_units_and_comes_back_with_its_bits()
    {
        (TabularModel model, _) = Trained(Houses().Without("kind").Target("price"), TargetKind.Values);
        var row = new Dictionary<string, object?> { ["size"] = 100, ["garden"] = "yes" };
        RowPrediction one = model.Predict(row);
        Assert.InRange(one.Value, 105_000, 135_000);
        Assert.Null(one.Label);
        model.Save(folder.File("model.safetensors"));
        byte[] bytes = File.ReadAllBytes(folder.File("model.safetensors"));
        TabularModel loaded = TabularModel.Load(folder.File("model.safetensors"));
        Assert.Equal(one.Value, loaded.Predict(row).Value);
        loaded.Save(folder.File("again.safetensors"));
        Assert.Equal(bytes, File.ReadAllBytes(folder.File("again.safetensors")));
        Assert.Equal(model.Predict(Houses(7)).Rows.Select(prediction => prediction.Value), loaded.Predict(Houses(7)).Rows.Select(prediction => prediction.Value));
    }

    [Fact]
    public void Classes_have_names_and_probabilities_and_rows_keep_their_order()
    {
        Table table = Houses().Without("price").Target("kind");
        (TabularModel model, _) = Trained(table, TargetKind.Classes);
        TablePrediction all = model.Predict(table);
        Assert.Equal(60, all.Rows.Count);
        Assert.All(all.Rows, row => Assert.Equal(1, row.Probabilities.Sum(), 1e-5f));
        Assert.Equal("large", model.Predict(new Dictionary<string, object?> { ["size"] = 149.0, ["garden"] = null, ["colour"] = "red" }).Label);
        Assert.True(model.Evaluate(table).Report["accuracy"].Value > 0.8);
        Assert.Equal(
            "Prediction: it is not a single value. Read Label for classes, Values for several targets.",
            Assert.Throws<InvalidOperationException>(() => all.Rows[0].Value).Message);
        Assert.Contains("'size'", Assert.Throws<DataException>(() => model.Predict(new Dictionary<string, object?> { ["garden"] = "yes" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_have_the_shares_of_the_configuration_and_none_is_empty()
    {
        Table table = Houses().Without("price").Target("kind");
        TableTarget target = TableTarget.Infer(table);
        TrainingConfiguration configuration = Cajal.Recipes.ForTable(TargetKind.Classes);
        PreparedData data = TablePreparation.Prepare(table, target, configuration);
        Assert.Equal(60, data.Training.Count + data.Validation!.Count + data.Test!.Count);
        Assert.InRange(data.Test.Count, 11, 13);
        Assert.InRange(data.Validation.Count, 8, 11);
        PreparedData given = TablePreparation.Prepare(table, target, configuration.With("validation", "0", "x"), test: Houses(5).Without("price").Target("kind"));
        Assert.Equal((60, 5), (given.Training.Count, given.Test!.Count));
        Assert.Null(given.Validation);
        Assert.Contains(given.Notes, note => note.Contains("5 of 5 test rows occur in the training part too", StringComparison.Ordinal));
        Assert.Equal("Split: both a group and a time are given. Choose one.",
            Assert.Throws<ConfigurationException>(() => TablePreparation.Prepare(table, target, configuration, split: new TableSplit("garden", "size"))).Message);
        Table small = Houses(2).Without("kind").Target("price");
        Assert.Matches("^houses.csv: 2 rows are too few: the (training|validation|test) part has none. Give more rows, or a share of 0 for that part.$",
            Assert.Throws<DataException>(() => TablePreparation.Prepare(small, TableTarget.Infer(Houses().Without("kind").Target("price")), configuration)).Message);
    }

    [Fact]
    public void A_split_is_stratified_by_the_classes_that_the_user_chose_not_by_what_the_numbers_look_like()
    {
        // Grades 3 to 8 look like values; as classes each of the six, ten rows each, is to be in every part.
        string lines = string.Join('\n', Enumerable.Range(0, 60).Select(row => $"{row % 7},{3 + (row / 10)}"));
        Table table = Table.ReadCsv(new StringReader("x,grade\n" + lines + "\n"), "grades.csv").Target("grade");
        TableTarget target = TableTarget.Infer(table, TargetKind.Classes);
        PreparedData data = TablePreparation.Prepare(table, target, Cajal.Recipes.ForTable(TargetKind.Classes));
        Assert.Equal([2, 2, 2, 2, 2, 2], data.Test!.Targets.ClassCounts());
        Assert.All(data.Training.Targets.ClassCounts(), count => Assert.InRange(count, 6, 7));
    }

    [Fact]
    public void Nets_and_encoders_that_do_not_fit_are_refused()
    {
        TableEncoder encoder = TableEncoder.Fit(Houses().Without("price").Target("kind"));
        Assert.Equal("Tabular model: the net takes 5 features, the table gives 2. Use the encoder of its training.",
            Assert.Throws<ArgumentException>(() => new TabularModel(new Sequential { new Dense(2) }.Build([5]), encoder)).Message);
        Assert.Equal("Tabular model: the net gives 3 outputs, the target has 2 classes. Use the encoder of its training.",
            Assert.Throws<ArgumentException>(() => new TabularModel(new Sequential { new Dense(3) }.Build([2]), encoder)).Message);
        new Sequential { new Dense(2) }.Build([2]).Save(folder.File("net.safetensors"));
        Assert.EndsWith("net.safetensors: this model was not trained on a table. Use Model.Load.",
            Assert.Throws<ModelFileException>(() => TabularModel.Load(folder.File("net.safetensors"))).Message, StringComparison.Ordinal);
    }
}
