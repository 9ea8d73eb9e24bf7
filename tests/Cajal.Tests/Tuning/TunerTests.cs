namespace Cajal.Tests.Tuning;

/// <summary>O10: a search that is the same however it is divided, among threads or among sittings.</summary>
public sealed class TunerTests
{
    private const int Trials = 17;

    private static readonly SearchSpace Small = new([
        new SearchChoice("hidden", "2", "4", "8"), new SearchChoice("activation", "tanh", "relu"), new SearchLogRange("optimizer.learningRate", 0.001, 0.3)]);

    private static readonly Lazy<FoldedData> Moons = new(() => FoldedData.Of(BuiltInData.Load("moons", rows: 90, seed: 2), 3, seed: 1));

    private static TrainingConfiguration Start => Recipes.ForTable(TargetKind.Classes)
        .With("hidden", "2", "test").With("epochs", "72", "test").With("batchSize", "2", "test").With("seed", "4", "test");

    [Fact]
    public void The_number_of_threads_changes_no_byte_of_the_table()
    {
        string[] tables = [.. new[] { 1, 2, 3 }.Select(threads => Table(Tuner.Run(Moons.Value, Start, Small, new() { Trials = Trials, Threads = threads })))];

        Assert.Equal(Trials, tables[0].Split('\n').Length - 1);
        Assert.Single(tables.Distinct());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    public void Stopped_and_gone_on_with_the_table_is_the_same(int after)
    {
        string whole = Table(Tuner.Run(Moons.Value, Start, Small, new() { Trials = Trials }));
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        List<Trial> kept = [];
        void Keep(Trial trial)
        {
            kept.Add(trial);
            TrialTable.Write(folder.File("trials"), "accuracy", kept);
            if (kept.Count == after)
            {
                stop.Cancel();
            }
        }

        Assert.Throws<OperationCanceledException>(() => Tuner.Run(Moons.Value, Start, Small, new() { Trials = Trials, Threads = 2, OnTrial = Keep }, stop.Token));
        IReadOnlyList<Trial> read = TrialTable.Read(folder.File("trials"));
        int again = 0;
        TuningResult rest = Tuner.Run(Moons.Value, Start, Small, new() { Trials = Trials, Threads = 2, Finished = read, OnTrial = _ => again++ });

        Assert.InRange(read.Count, after, after + 1);
        Assert.Equal(Trials - read.Count, again);
        Assert.Equal(whole, Table(rest));
    }

    [Fact]
    public void A_search_that_ends_by_time_is_the_beginning_of_a_longer_one()
    {
        string[] whole = Table(Tuner.Run(Moons.Value, Start, Small, new() { Trials = Trials })).Split('\n');

        TuningResult timed = Tuner.Run(Moons.Value, Start, Small, new() { Budget = TimeSpan.FromSeconds(0.4), Trials = Trials, Threads = 1 });

        Assert.All(Table(timed).Split('\n')[..^1], line => Assert.Contains(line, whole));
        Assert.True(timed.Trials.Count == Trials || timed.Stopped == "the time is up");
    }

    [Fact]
    public void A_trial_is_what_cross_validation_says()
    {
        TuningResult found = Tuner.Run(Moons.Value, Start, Small, new() { Trials = 3 });
        Trial trial = found.Trials[2];

        TrainingConfiguration configuration = trial.Settings.Aggregate(Start, (one, setting) => one.With(setting.Key, setting.Value, "test"))
            .With("epochs", $"{trial.Epochs}", "test");
        CrossValidationResult plain = CrossValidation.Run(Moons.Value, configuration);

        Assert.Equal(8, trial.Epochs);
        Assert.Equal(plain.Folds.Select(fold => fold.Report["accuracy"].Value!.Value), trial.Folds);
        Assert.Equal(plain.Figures[0].Mean, trial.Score);
        Assert.Equal(plain.Figures[0].Deviation!.Value, trial.Deviation!.Value, 1e-15);
    }

    [Fact]
    public void The_best_third_goes_on_and_the_beginning_stays_to_compare_with()
    {
        TuningResult found = Tuner.Run(Moons.Value, Start, Small, new() { Trials = 25 });
        ILookup<(int, int), Trial> rungs = found.Trials.ToLookup(trial => (trial.Bracket, trial.Rung));

        Assert.Equal([10, 4, 2, 5, 1, 3], rungs.OrderBy(rung => rung.Key).Select(rung => rung.Count()));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], rungs[(0, 0)].Select(trial => trial.Candidate));
        IEnumerable<int> Best(IEnumerable<Trial> trials) => trials.OrderByDescending(trial => trial.Score).ThenBy(trial => trial.TieBreak).Select(trial => trial.Candidate);
        Assert.Equal([0, .. Best(rungs[(0, 0)].Where(trial => trial.Candidate > 0)).Take(3)], rungs[(0, 1)].Select(trial => trial.Candidate));
        Assert.Equal([10, 11, 12, 13, 14], rungs[(1, 0)].Select(trial => trial.Candidate));
        Assert.Equal(Best(rungs[(1, 0)]).Take(1), rungs[(1, 1)].Select(trial => trial.Candidate));
        Assert.Equal(found.Trials.Where(trial => trial.Epochs == 72).Max(trial => trial.Score), found.Best.Score);
        Assert.All(found.Best.Settings, setting => Assert.Equal(setting.Value, found.Configuration.Settings.Single(one => one.Key == setting.Key).Value));
        Assert.Equal(("72", "0"), (found.Configuration.Settings.Single(one => one.Key == "epochs").Value, found.Configuration.Settings.Single(one => one.Key == "threads").Value));
    }

    [Fact]
    public void What_diverges_comes_last_and_says_so()
    {
        var wild = new SearchSpace([new SearchChoice("optimizer", "sgd"), new SearchChoice("optimizer.learningRate", "1e30")]);

        TuningResult found = Tuner.Run(Moons.Value, Start.With("epochs", "5", "test"), wild, new() { Trials = 2 });
        Assert.Equal((0, "diverged"), (found.Best.Candidate, found.Ranked[^1].Failure));
        Assert.Null(found.Ranked[^1].Score);

        Assert.StartsWith("Every trial of 5 epochs failed, the first one: diverged.", Assert.Throws<ConfigurationException>(() =>
            Tuner.Run(Moons.Value, Start.With("epochs", "5", "test").With("optimizer", "sgd", "test").With("optimizer.learningRate", "1e30", "test"), wild, new() { Trials = 2 })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_limits_one_round_of_each_kind_is_run()
    {
        var fixedSpace = new SearchSpace([new SearchLogRange("optimizer.learningRate", 0.01, 0.1)]);

        TuningResult found = Tuner.Run(Moons.Value, Start.With("epochs", "24", "test"), fixedSpace);

        Assert.Equal(4 + 2 + 2, found.Trials.Count);
        Assert.Equal("all 8 trials of one round of each kind are done", found.Stopped);
    }

    [Fact]
    public void What_cannot_be_searched_is_refused()
    {
        IReadOnlyList<Trial> other = Tuner.Run(Moons.Value, Start.With("seed", "9", "test"), Small, new() { Trials = 2 }).Trials;

        Assert.StartsWith("Trial 1 of the table is of another search", Refused(new() { Trials = 3, Finished = other }), StringComparison.Ordinal);
        Assert.StartsWith("A search needs time for at least one trial.", Refused(new() { Trials = 0 }), StringComparison.Ordinal);
        Assert.StartsWith("A search needs time for at least one trial.", Refused(new() { Budget = TimeSpan.Zero }), StringComparison.Ordinal);
        Assert.StartsWith("Not one trial was finished: the time is up.", Refused(new() { Budget = TimeSpan.FromTicks(1) }), StringComparison.Ordinal);
        Assert.Contains("'rmse' compares values", Assert.Throws<ArgumentException>(() => Tuner.Run(Moons.Value, Start, Small, new() { Trials = 1, Metric = new Rmse() })).Message, StringComparison.Ordinal);
        Assert.Contains("The number of folds is 1, expected 2 to 90", Assert.Throws<ConfigurationException>(() => FoldedData.Of(BuiltInData.Load("moons", rows: 90), 1, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => Tuner.Run(Moons.Value, Start, Small, new() { Trials = 2 }, new CancellationToken(canceled: true)));

        string Refused(TuningOptions options) => Assert.Throws<ConfigurationException>(() => Tuner.Run(Moons.Value, Start, Small, options)).Message;
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{"trial":"one","bracket":0,"rung":0,"candidate":0,"epochs":1,"folds":[],"tieBreak":0,"failure":null,"settings":{}}""")]
    [InlineData("""{"trial":0,"bracket":0,"rung":0,"candidate":0,"epochs":1e99,"folds":[],"tieBreak":0,"failure":null,"settings":{}}""")]
    [InlineData("""{"trial":0,"bracket":0,"rung":0,"candidate":0,"epochs":1,"folds":["a"],"tieBreak":0,"failure":null,"settings":{}}""")]
    [InlineData("""{"trial":0,"bracket":0,"rung":0,"candidate":0,"epochs":1,"folds":[],"tieBreak":null,"failure":null,"settings":{}}""")]
    [InlineData("""{"trial":0,"bracket":0,"rung":0,"candidate":0,"epochs":1,"folds":[],"tieBreak":0,"failure":null,"settings":{"a":1}}""")]
    public void A_damaged_table_is_refused_and_the_line_named(string line)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("trials"), $"{line}\n{line}\n");

        Assert.EndsWith(
            "trials, line 1: this is no trial. The table is damaged; remove the line, and the search will run that trial again.",
            Assert.Throws<ModelFileException>(() => TrialTable.Read(folder.File("trials"))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<ModelFileException>(() => TrialTable.Read(folder.File("none"))).Message, StringComparison.Ordinal);
    }

    private static string Table(TuningResult result)
    {
        using var folder = new TemporaryFolder();
        TrialTable.Write(folder.File("trials"), result.Metric.Name, result.Trials.Reverse());
        return File.ReadAllText(folder.File("trials"));
    }
}
