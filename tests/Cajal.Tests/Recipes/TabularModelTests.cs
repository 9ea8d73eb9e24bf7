using System.Text.Json.Nodes;

namespace Cajal.Tests.Configurations;

/// <summary>A trained net that takes raw rows.</summary>
public sealed class TabularModelTests
{
    [Fact]
    public void A_saved_model_predicts_tables_and_single_rows_alike()
    {
        using var folder = new TemporaryFolder();
        Table table = SmallData.Classes();
        TabularModel model = Trained(table, folder.File("model.safetensors"));
        TablePrediction predicted = model.Predict(table);

        Assert.Equal(table.RowCount, predicted.Rows.Count);
        for (int row = 0; row < table.RowCount; row++)
        {
            RowPrediction alone = model.Predict(new Dictionary<string, object?>
            {
                ["height"] = table["height"].Value(row),
                ["colour"] = table["colour"].Category(row),
                ["owner"] = table["owner"].Category(row),
                ["day"] = (int)table["day"].Value(row),
                ["remark"] = "not of the model",
            });
            Assert.Equal(predicted.Rows[row].Probabilities, alone.Probabilities);
            Assert.Equal(predicted.Rows[row].Label, alone.Label);
            Assert.Equal(model.Encoder.Target.ClassNames[alone.Probabilities.Index().MaxBy(one => one.Item).Index], alone.Label);
            Assert.Equal(1, alone.Probabilities.Sum(), 1e-5);
        }
    }

    [Fact]
    public void Train_does_what_the_single_steps_do_and_a_record_predicts_like_a_dictionary()
    {
        using var folder = new TemporaryFolder();
        Table table = SmallData.Classes();
        TableTarget target = TableTarget.Infer(table);
        TrainingConfiguration configuration = Recipes.ForTable(target.Kind).With("epochs", "3", "test").With("hidden", "8", "test");
        (TabularModel model, TrainingReport report) = TabularModel.Train(table, configuration);
        TrainingReport steps = TrainingRun.Start(TablePreparation.Prepare(table, target, configuration), configuration);
        model.Save(folder.File("train.safetensors"));
        steps.SaveModel(folder.File("steps.safetensors"));

        Assert.Equal(File.ReadAllBytes(folder.File("steps.safetensors")), File.ReadAllBytes(folder.File("train.safetensors")));
        Assert.Equal(steps.Test!.Loss, report.Test!.Loss);
        RowPrediction byRecord = model.PredictRecord(new { height = 1.5, colour = "red", owner = "ann", day = 3 });
        RowPrediction byName = model.Predict(new Dictionary<string, object?> { ["height"] = 1.5, ["colour"] = "red", ["owner"] = "ann", ["day"] = 3 });
        Assert.Equal(byName.Probabilities, byRecord.Probabilities);
        Assert.Equal(byName.Label, byRecord.Label);
    }

    [Fact]
    public void A_model_saved_again_is_the_same_file()
    {
        using var folder = new TemporaryFolder();
        TabularModel model = Trained(SmallData.Classes(), folder.File("model.safetensors"));
        model.Save(folder.File("again.safetensors"));

        Assert.Equal(File.ReadAllBytes(folder.File("model.safetensors")), File.ReadAllBytes(folder.File("again.safetensors")));
    }

    [Fact]
    public void Judging_a_table_is_judging_its_encoding()
    {
        using var folder = new TemporaryFolder();
        Table table = SmallData.Classes();
        TabularModel model = Trained(table, folder.File("model.safetensors"));
        Evaluation evaluation = model.Evaluate(table);
        int right = model.Predict(table).Rows.Index().Count(one => one.Item.Label == table["kind"].Category(one.Index));

        Assert.Equal((double)right / table.RowCount, evaluation.Report["accuracy"].Value);
    }

    [Fact]
    public void Values_come_back_in_their_own_units()
    {
        using var folder = new TemporaryFolder();
        Table table = SmallData.Values();
        TabularModel model = Trained(table, folder.File("model.safetensors"), epochs: 60);
        RowPrediction middle = model.Predict(new Dictionary<string, object?> { ["x"] = 3.0 });

        Assert.Null(middle.Label);
        Assert.Empty(middle.Probabilities);
        Assert.InRange(middle.Value, 140, 180);
        Assert.Equal(middle.Value, middle.Values.Single());
    }

    [Fact]
    public void A_prediction_of_a_class_has_no_value()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new RowPrediction("tree", [], [0.25f, 0.75f]).Value);

        Assert.Equal("Prediction: it is not a single value. Read Label for classes, Values for several targets.", error.Message);
        Assert.Throws<InvalidOperationException>(() => new RowPrediction(null, [1f, 2f], []).Value);
    }

    [Fact]
    public void A_row_without_a_column_is_refused_and_the_column_named()
    {
        using var folder = new TemporaryFolder();
        TabularModel model = Trained(SmallData.Classes(), folder.File("model.safetensors"));
        var error = Assert.Throws<DataException>(() => model.Predict(new Dictionary<string, object?> { ["height"] = 2, ["owner"] = "o1", ["day"] = 1 }));

        Assert.Contains("'colour'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_net_of_another_width_is_refused()
    {
        Table table = SmallData.Values();
        var encoder = TableEncoder.Fit(table, TableTarget.Infer(table));
        Sequential wide = new Sequential { new Dense(1) }.Build([7]);
        var error = Assert.Throws<ArgumentException>(() => new TabularModel(wide, encoder));

        Assert.Equal("Tabular model: the net takes 7 features, the table gives 1. Use the encoder of its training.", error.Message);
    }

    [Fact]
    public void A_model_of_no_table_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("plain.safetensors");
        new Sequential { new Dense(1) }.Build([2]).Save(path);
        var error = Assert.Throws<ModelFileException>(() => TabularModel.Load(path));

        Assert.EndsWith("plain.safetensors: this model was not trained on a table. Use Model.Load.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoding_that_does_not_fit_the_net_is_refused_with_the_file()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("mixed.safetensors");
        Table table = SmallData.Values();
        JsonObject encoding = TableEncoder.Fit(table, TableTarget.Infer(table)).ToJson();
        Cajal.Models.ModelFile.Write(path, new Sequential { new Dense(1) }.Build([7]), new Dictionary<string, JsonObject> { ["table"] = encoding });
        var error = Assert.Throws<ModelFileException>(() => TabularModel.Load(path));

        Assert.EndsWith(
            "mixed.safetensors: Tabular model: the net takes 7 features, the table gives 1. Use the encoder of its training.", error.Message, StringComparison.Ordinal);
    }

    private static TabularModel Trained(Table table, string path, int epochs = 3)
    {
        TrainingConfiguration configuration = SmallData.Configuration(table, epochs);
        TrainingRun.Start(SmallData.Prepare(table, configuration), configuration, new RunOptions { Baselines = false }).SaveModel(path);
        return TabularModel.Load(path);
    }
}
