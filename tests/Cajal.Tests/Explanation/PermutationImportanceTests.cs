using Cajal.Kernels;

namespace Cajal.Tests.Explanation;

/// <summary>O11: what a model relies on.</summary>
public sealed class PermutationImportanceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void The_planted_columns_stand_above_all_decoys(int seed)
    {
        Sequential model = ExplainedNets.Trained(ExplainedNets.Planted(1500, (ulong)seed), (ulong)seed);
        Dataset test = ExplainedNets.Planted(800, (ulong)seed + 100);

        var importance = PermutationImportance.Of(model, test, new PermutationImportanceOptions { Seed = (ulong)seed });

        Assert.Equal(["planted0", "planted1", "planted2"], importance.Groups.Take(3).Select(group => group.Name).Order());
        // Not by chance: the intervals do not touch.
        Assert.True(importance.Groups[2].Interval!.Value.Low > importance.Groups[3].Interval!.Value.High, importance.ToString());
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData("logLoss")]
    public void Each_figure_is_that_of_the_set_with_one_column_permuted(string name)
    {
        Dataset data = ExplainedNets.Planted(200, 3);
        Sequential model = ExplainedNets.Trained(data, 3, epochs: 5);
        var options = new PermutationImportanceOptions { Metric = Metric.Named(name), Repetitions = 2, Seed = 7, Threads = 2 };

        var importance = PermutationImportance.Of(model, data, options);

        double Figure(float[] inputs) =>
            Metric.Named(name).Compute(new PredictedRows(model.Predict(inputs), 2, data.Targets.Numbers, 1)) ?? double.NaN;
        Assert.Equal(Figure(data.Inputs.ToArray()), importance.Baseline);
        for (int column = 0; column < data.Features; column++)
        {
            GroupImportance group = importance.Groups.Single(one => one.Name == data.FeatureNames[column]);
            for (int repetition = 0; repetition < 2; repetition++)
            {
                int[] order = [.. Enumerable.Range(0, data.Count)];
                CounterRandom.Shuffle(order, 7, RandomStreams.Permutation(column, repetition));
                float[] inputs = data.Inputs.ToArray();
                for (int row = 0; row < data.Count; row++)
                {
                    inputs[(row * data.Features) + column] = data.Row(order[row])[column];
                }

                double worse = name == "accuracy" ? importance.Baseline - Figure(inputs) : Figure(inputs) - importance.Baseline;
                Assert.Equal(worse, group.Repetitions[repetition]);
            }

            Assert.Equal(group.Repetitions.Average(), group.Importance, 1e-15);
        }
    }

    [Fact]
    public void The_interval_is_the_mean_plus_or_minus_t_deviations_of_the_mean()
    {
        Dataset data = ExplainedNets.Planted(200, 3);
        var importance = PermutationImportance.Of(ExplainedNets.Trained(data, 3, epochs: 5), data, new() { Repetitions = 5 });

        GroupImportance group = importance.Groups[0];
        double mean = group.Repetitions.Average();
        double deviation = Math.Sqrt(group.Repetitions.Sum(one => (one - mean) * (one - mean)) / 4);
        Assert.Equal(mean - (2.776445 * deviation / Math.Sqrt(5)), group.Interval!.Value.Low, 1e-7);
        Assert.Equal(mean + (2.776445 * deviation / Math.Sqrt(5)), group.Interval!.Value.High, 1e-7);
        Assert.Null(PermutationImportance.Of(ExplainedNets.Trained(data, 3, epochs: 1), data, new() { Repetitions = 1 }).Groups[0].Interval);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        Dataset data = ExplainedNets.Planted(150, 3);
        Sequential model = ExplainedNets.Trained(data, 3, epochs: 3);

        string[] runs = [.. new[] { 1, 2, 3 }.Select(threads => PermutationImportance.Of(model, data, new() { Threads = threads }))
            .Select(importance => string.Join(" ", importance.Groups.SelectMany(group => group.Repetitions).Select(BitConverter.DoubleToInt64Bits)))];

        Assert.Single(runs.Distinct());
    }

    [Fact]
    public void Columns_that_say_the_same_are_named_and_count_together()
    {
        // The class is the sign of x; both columns hold x, and the unit weighs them alike.
        float[] x = new float[400];
        CounterRandom.Normal<float>(5, 1, 0, x);
        Dataset data = new(
            [.. x.SelectMany(value => new[] { value, value })], [2], Targets.Classes([.. x.Select(value => value > 0 ? 1 : 0)], ["no", "yes"]), ["a", "twin"]);
        Sequential model = new Sequential { new Dense(2), new Softmax() }.Build([2]);
        new float[] { -1, 1, -1, 1 }.CopyTo(model.Parameters[0].Values);

        var alone = PermutationImportance.Of(model, data);
        var together = PermutationImportance.Of(model, data, new() { Groups = [new FeatureGroup("both", [0, 1])] });

        Assert.All(alone.Groups, group => Assert.InRange(group.Importance, 0.2, 0.3));
        Assert.InRange(together.Groups[0].Importance, 0.45, 0.55);
        Assert.Equal("twin", alone.Groups.Single(group => group.Name == "a").Companion!.Name);
        Assert.Equal(1, alone.Groups[0].Companion!.Correlation, 1e-12);
    }

    [Fact]
    public void Values_and_labels_have_their_own_usual_metric()
    {
        Dataset values = new([1, 2, 3, 4], [1], Targets.Values([10, 20, 30, 40]));
        Sequential line = new Sequential { new Dense(1) }.Compile(new Sgd(0.1), new MeanSquaredError());
        line.Fit(values, new FitOptions { Epochs = 200, BatchSize = 4 });
        var importance = PermutationImportance.Of(line, values);

        Assert.Equal("rmse", importance.Metric.Name);
        Assert.InRange(importance.Groups[0].Importance, 5, 20);

        Dataset labels = new([-1, 1, -1, 1], [1], Targets.Labels([0, 1, 0, 1], ["on"]));
        Assert.Equal(("f1Micro", 1), (
            PermutationImportance.Of(ExplainedNets.OneUnit(new Sigmoid(), [4]), labels).Metric.Name, PermutationImportance.Of(ExplainedNets.OneUnit(new Sigmoid(), [4]), labels).Baseline));
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Dataset data = ExplainedNets.Planted(20, 3);
        Sequential model = ExplainedNets.Trained(data, 3, epochs: 1);
        Dataset oneClass = data.Select([.. Enumerable.Range(0, 20).Where(row => data.Targets.ClassOf(row) == 0)]);

        Assert.Contains("there is one row, expected at least two", Assert.Throws<ArgumentException>(() => PermutationImportance.Of(model, data.Select([0]))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Feature group 'z': features 20, expected at least one, each from 0 to 19",
            Assert.Throws<ArgumentException>(() => PermutationImportance.Of(model, data, new() { Groups = [new("z", [20])] })).Message, StringComparison.Ordinal);
        Assert.Contains("there is none", Assert.Throws<ArgumentException>(() => PermutationImportance.Of(model, data, new() { Groups = [] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationImportance.Of(model, data, new() { Repetitions = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationImportance.Of(model, data, new() { Threads = -1 }));
        Assert.Contains(
            "rocAuc is undefined", Assert.Throws<DataException>(() => PermutationImportance.Of(model, oneClass, new() { Metric = new RocAuc() })).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => PermutationImportance.Of(model, data, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Tiles_cover_an_image_once()
    {
        IReadOnlyList<FeatureGroup> tiles = FeatureGroup.Tiles(7, 5, 3, channels: 2);

        Assert.Equal(6, tiles.Count);
        Assert.Equal(Enumerable.Range(0, 70), tiles.SelectMany(tile => tile.Features).Order());
        Assert.Equal("rows 6–6, columns 3–4", tiles[^1].Name);
        Assert.Equal([66, 67, 68, 69], tiles[^1].Features);
    }
}
