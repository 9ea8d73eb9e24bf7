using Cajal.Cli.Rendering;
using Cajal.Cli.RunFolders;

namespace Cajal.Tests.Cli;

public sealed class RenderingTests
{
    [Fact]
    public void A_learning_curve_falls_from_the_upper_left_to_the_lower_right()
    {
        double[] training = [.. Enumerable.Range(0, 20).Select(epoch => 1 - (epoch * 0.04))];
        double[] validation = [.. training.Select(loss => loss + 0.1)];
        string[] lines = [.. new LearningCurve(training, validation, bestEpoch: 20, unicode: true).Lines(60)];
        Assert.Equal("loss   ── training   ━━ validation", lines[0]);
        Assert.StartsWith("      1.1 ┤━", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("╰───", lines[10], StringComparison.Ordinal);
        Assert.StartsWith("     0.24 ┤", lines[10], StringComparison.Ordinal);
        Assert.EndsWith("20  epoch", lines[12], StringComparison.Ordinal);
        Assert.EndsWith("best: epoch 20 ▲", lines[13], StringComparison.Ordinal);
        Assert.Equal(lines[11].Length, lines[13].Length);
        Assert.All(lines, line => Assert.True(line.Length <= 70, line));
    }

    [Fact]
    public void Labels_have_as_many_digits_as_it_takes_to_tell_them_apart()
    {
        string[] lines = [.. new LearningCurve([0.69315, 0.69305], [], 2, unicode: true).Lines(60)];
        Assert.Equal(["  0.69315", "  0.69309", "  0.69305"], new[] { 1, 6, 10 }.Select(row => lines[row][..9]));
    }

    [Fact]
    public void Without_unicode_only_ascii_is_drawn()
    {
        var curve = new LearningCurve([100, 10, 1], [110, 20, 3], bestEpoch: 3, unicode: false);
        Assert.True(curve.IsLogarithmic);
        Assert.All(curve.Lines(60), line => Assert.All(line, character => Assert.InRange(character, ' ', '~')));
    }

    [Theory]
    [InlineData(new double[0], 80)]
    [InlineData(new[] { 1.0 }, 80)]
    [InlineData(new[] { 1.0, 0.5 }, 15)]
    public void Too_little_to_draw_gives_no_drawing(double[] training, int width) =>
        Assert.Empty(new LearningCurve(training, [], 1, unicode: true).Lines(width));

    [Fact]
    public void Flat_and_infinite_losses_are_drawn_all_the_same()
    {
        Assert.Equal(14, new LearningCurve([1, 1, 1], [], 1, unicode: true).Lines(60).Count);
        Assert.Equal(14, new LearningCurve([1, double.PositiveInfinity, double.NaN], [], 1, unicode: true).Lines(60).Count);
    }

    [Fact]
    public void A_line_of_progress_has_all_figures()
    {
        var validation = new SortedDictionary<string, double?> { ["accuracy"] = 0.9, ["f1"] = null };
        var finished = new EpochResult(7, 0.5, 0.8, 0.6, validation, 0.01, 1);
        Assert.Equal(
            "epoch   7/200  loss 0.5000  accuracy 0.8000  validation loss 0.6000, accuracy 0.9000  12,345 rows/s",
            TrainingProgress.Describe(new FitProgress(7, 200, 10, 10, 0.5, 0.8, 12345, finished)));
    }

    [Theory]
    [InlineData(200, "epoch 1/2  loss 0.5000  accuracy 0.8000  100 rows/s  3 s left")]
    [InlineData(52, "epoch 1/2  loss 0.5000  accuracy 0.8000  3 s left")]
    [InlineData(40, "epoch 1/2  loss 0.5000  3 s left")]
    [InlineData(9, "epoch 1/2")]
    public void A_line_of_progress_fits_a_narrow_terminal(int width, string line) =>
        Assert.Equal(line, TrainingProgress.Describe(new FitProgress(1, 2, 3, 10, 0.5, 0.8, 100, null), "3 s left", width));

    [Fact]
    public void A_training_loss_that_falls_to_nothing_leaves_room_for_the_validation()
    {
        string[] lines = [.. new LearningCurve([1, 1e-3, 1e-12, 1e-12], [1, 0.5, 0.3, 0.2], 4, unicode: true).Lines(60)];
        Assert.StartsWith("   0.0001 ┤", lines[10], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.96666, "0.9667")]
    [InlineData(12.345, "12.35")]
    [InlineData(56012.4, "56,012")]
    [InlineData(-0.00001234, "-1.2e-05")]
    [InlineData(123456789012.3, "123,456,789,012")]
    [InlineData(-2.15e38, "-2.2e+38")]
    public void Numbers_are_short(double value, string text) => Assert.Equal(text, Figures.Short(value));

    [Theory]
    [InlineData(0.00123, "1.2 ms")]
    [InlineData(0.5, "500 ms")]
    [InlineData(3.456, "3.46 s")]
    [InlineData(75, "75 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7500, "2 h 5 min")]
    public void Times_are_short(double seconds, string text) => Assert.Equal(text, Figures.Time(seconds));

    [Fact]
    public void A_table_aligns_numbers_and_cuts_long_cells()
    {
        var table = new TextTable("name", ">n") { MaximumCell = 8 };
        table.Add("a very long name", "7");
        table.Add("b", "12");
        Assert.Equal(["name       n", "a very …   7", "b         12"], table.Lines());
        Assert.Equal(["class  >50K"], new TextTable("class", ">>50K").Lines());
    }

    [Fact]
    public void A_run_folder_is_never_overwritten()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run");
        RunFolder run = RunFolder.Create(path, "iris");
        RunFolder.WriteJson(run.Record, writer => writer.WriteNumber("seed", 1));
        var error = Assert.Throws<ConfigurationException>(() => RunFolder.Create(path, "iris"));
        Assert.Equal($"--output {path}: the folder already holds a run (run.json), and nothing is overwritten. "
            + $"Name another folder, go on with 'cajal resume {path}', or remove it.", error.Message);
        Assert.Equal("{\n  \"seed\": 1\n}", File.ReadAllText(run.Record));
        Assert.Equal($"--output {run.Record}: this is a file, expected a folder for the run. Name a new folder.",
            Assert.Throws<ConfigurationException>(() => RunFolder.Create(run.Record, "iris")).Message);
    }

    [Fact]
    public void The_log_of_epochs_is_appended_and_cut_back_to_a_checkpoint()
    {
        using var folder = new TemporaryFolder();
        RunFolder run = RunFolder.Create(folder.File("run"), "iris");
        var log = new EpochLog(run.Metrics, null);
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            log.OnEpochEnd(new EpochResult(epoch, 0.5, null, double.NaN, new Dictionary<string, double?> { ["accuracy"] = 0.25 }, 0.001, 2));
        }

        string[] lines = File.ReadAllLines(run.Metrics);
        Assert.Equal("""{"epoch":2,"loss":0.5,"accuracy":null,"validationLoss":null,"validation":{"accuracy":0.25},"learningRate":0.001,"seconds":2}""", lines[1]);
        run.TruncateMetrics(2);
        Assert.Equal(lines[..2], File.ReadAllLines(run.Metrics));
    }
}
