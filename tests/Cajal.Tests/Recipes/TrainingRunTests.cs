namespace Cajal.Tests.Configurations;

/// <summary>A training from prepared data to a report.</summary>
public sealed class TrainingRunTests
{
    [Fact]
    public void The_report_judges_every_part_and_sets_the_baselines_beside_it()
    {
        Table table = SmallData.Classes(100);
        PreparedData data = SmallData.Prepare(table);
        TrainingReport report = TrainingRun.Start(data, SmallData.Configuration(table));

        Assert.Equal((64, 16, 20), (report.Training.Rows, report.Validation!.Rows, report.Test!.Rows));
        Assert.Equal(3, report.History.Epochs.Count);
        // Half of the test rows are of each class, so guessing the majority is right for half; a line divides the classes.
        Assert.Equal(0.5, report.ConstantBaseline!["accuracy"].Value);
        Assert.Equal(1, report.LinearBaseline!["accuracy"].Value);
        Assert.NotNull(report.LinearFit);
        Assert.Equal(data.Notes, report.Notes);
    }

    [Fact]
    public void Without_test_rows_the_baselines_are_judged_on_the_validation_part()
    {
        Table table = SmallData.Classes(100);
        TrainingConfiguration configuration = SmallData.Configuration(table).With("test", "0", "x");
        TrainingReport report = TrainingRun.Start(SmallData.Prepare(table, configuration), configuration);

        Assert.Null(report.Test);
        Assert.Equal(report.Validation!.Rows, report.LinearBaseline!.Rows);
    }

    [Theory]
    [InlineData("0", "0", true)]
    [InlineData("0.2", "0.2", false)]
    public void Baselines_need_rows_to_be_judged_on_and_can_be_left_out(string test, string validation, bool wanted)
    {
        Table table = SmallData.Classes();
        TrainingConfiguration configuration = SmallData.Configuration(table).With("test", test, "x").With("validation", validation, "x");
        TrainingReport report = TrainingRun.Start(SmallData.Prepare(table, configuration), configuration, new RunOptions { Baselines = wanted });

        Assert.Equal((null, null, null), (report.LinearBaseline, report.ConstantBaseline, report.LinearFit));
    }

    [Fact]
    public void Classes_that_a_line_divides_are_learned()
    {
        Table table = SmallData.Classes(100);
        TrainingConfiguration configuration = SmallData.Configuration(table, epochs: 40);
        TrainingReport report = TrainingRun.Start(SmallData.Prepare(table, configuration), configuration, new RunOptions { Baselines = false });

        Assert.InRange(report.Test!.Report["accuracy"].Value!.Value, 0.9, 1);
    }

    [Fact]
    public void A_line_is_learned_in_its_own_units()
    {
        Table table = SmallData.Values(100);
        TrainingConfiguration configuration = SmallData.Configuration(table, epochs: 120);
        TrainingReport report = TrainingRun.Start(SmallData.Prepare(table, configuration), configuration);

        // The targets' standard deviation is 57.7; guessing the mean is that far off, least squares are exact.
        Assert.InRange(report.ConstantBaseline!["rmse"].Value!.Value, 50, 65);
        Assert.InRange(report.LinearBaseline!["rmse"].Value!.Value, 0, 6);
        Assert.InRange(report.Test!.Report["rmse"].Value!.Value, 0, 12);
    }

    [Fact]
    public void A_stopped_training_resumes_to_the_file_of_one_that_never_stopped()
    {
        using var folder = new TemporaryFolder();
        Table table = SmallData.Classes();
        TrainingConfiguration configuration = SmallData.Configuration(table, epochs: 6).With("batchSize", "8", "x");
        PreparedData data = SmallData.Prepare(table, configuration);
        TrainingReport whole = TrainingRun.Start(data, configuration, new RunOptions { CheckpointPath = folder.File("whole") });
        using var stop = new CancellationTokenSource();
        var stopped = new RunOptions { CheckpointPath = folder.File("stopped"), Callbacks = [new StopAfter(2, stop)] };

        Assert.Throws<OperationCanceledException>(() => TrainingRun.Start(data, configuration, stopped, stop.Token));
        TrainingReport resumed = TrainingRun.Resume(data, folder.File("stopped"), threads: 1);

        whole.SaveModel(folder.File("a"));
        resumed.SaveModel(folder.File("b"));
        Assert.Equal(File.ReadAllBytes(folder.File("whole")), File.ReadAllBytes(folder.File("stopped")));
        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
        Assert.Equal(whole.Test!.Loss, resumed.Test!.Loss);
        Assert.Equal(whole.LinearBaseline!["accuracy"].Value, resumed.LinearBaseline!["accuracy"].Value);
        Assert.NotNull(TabularModel.Load(folder.File("b")).Predict(table));
    }

    [Fact]
    public void More_epochs_are_refused_where_they_would_change_the_schedule()
    {
        using var folder = new TemporaryFolder();
        Table table = SmallData.Classes();
        PreparedData data = SmallData.Prepare(table);
        TrainingRun.Start(data, SmallData.Configuration(table), new RunOptions { CheckpointPath = folder.File("last"), Baselines = false });

        Assert.Contains("10 more epochs", Assert.Throws<ConfigurationException>(() => TrainingRun.Resume(data, folder.File("last"), 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_net_before_training_has_the_same_first_weights()
    {
        Table table = SmallData.Classes();
        TrainingConfiguration configuration = SmallData.Configuration(table).With("optimizer.learningRate", "0", "x").With("optimizer.weightDecay", "0", "x");
        PreparedData data = SmallData.Prepare(table, configuration);
        Model first = TrainingRun.BuildModel(data, configuration);
        TrainingReport idle = TrainingRun.Start(data, configuration, new RunOptions { Baselines = false });

        Assert.Equal(
            first.Parameters.Select(parameter => parameter.Values.ToArray()), idle.Model.Parameters.Select(parameter => parameter.Values.ToArray()));
    }

    [Theory]
    [InlineData("huber", true, "Setting 'loss': huber does not fit targets that are classes. Possible: cross-entropy.")]
    [InlineData("cross-entropy", false, "Setting 'loss': cross-entropy does not fit targets that are values. Possible: mean-squared-error, half-squared-error, mean-absolute-error, huber.")]
    public void A_loss_that_does_not_fit_the_targets_is_refused(string loss, bool classes, string message)
    {
        Table table = classes ? SmallData.Classes() : SmallData.Values();
        TrainingConfiguration configuration = SmallData.Configuration(table).With("loss", loss, "x");

        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => TrainingRun.Start(SmallData.Prepare(table, configuration), configuration)).Message);
    }

    private sealed class StopAfter(int epochs, CancellationTokenSource stop) : Callback
    {
        public override string? OnEpochEnd(EpochResult result)
        {
            if (result.Epoch >= epochs)
            {
                stop.Cancel();
            }

            return null;
        }
    }
}
