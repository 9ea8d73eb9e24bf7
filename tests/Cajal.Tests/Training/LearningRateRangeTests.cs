namespace Cajal.Tests.Training;

public sealed class LearningRateRangeTests
{
    private static readonly Dataset Data = FitTests.Blobs(96);

    private static Sequential Net() => new Sequential { new Dense(16), new Tanh(), new Dense(3), new Softmax() }.Build([4], 4).Compile(new Sgd(1), new CrossEntropy());

    [Fact]
    public void The_rates_grow_evenly_in_decades_and_the_weights_stay_as_they_were()
    {
        Sequential model = Net();
        float[] before = Weights(model);
        var range = LearningRateRange.Find(model, Data, new LearningRateRangeOptions { First = 1e-4, Last = 1, Steps = 41, BatchSize = 16 });
        Assert.Equal(before, Weights(model));
        Assert.Equal(1e-4, range.Points[0].LearningRate, 1e-12);
        Assert.All(range.Points.Zip(range.Points.Skip(1)), pair => Assert.Equal(0.1, Math.Log10(pair.Second.LearningRate / pair.First.LearningRate), 1e-9));

        // The first loss is that of the untrained model on the first batch; the smoothed one follows its recurrence.
        double mean = 0;
        foreach ((int index, RangePoint point) in range.Points.Index())
        {
            mean = (0.9 * mean) + (0.1 * point.Loss);
            Assert.Equal(mean / (1 - Math.Pow(0.9, index + 1)), point.Smoothed, 1e-9);
        }
    }

    /// <summary>What is suggested trains, ten times what runs away does not.</summary>
    [Fact]
    public void What_is_suggested_trains_well()
    {
        var range = LearningRateRange.Find(Net(), Data, new LearningRateRangeOptions { Last = 1000, BatchSize = 16 });
        Assert.InRange(range.Suggested, 1e-2, 10);
        Sequential model = Net().Compile(new Sgd(range.Suggested), new CrossEntropy(), new Accuracy());
        History history = model.Fit(Data, new FitOptions { Epochs = 30, BatchSize = 16 });
        Assert.True(history.Epochs[^1].Loss < 0.5 * history.Epochs[0].Loss);
        Assert.Equal(range.Points, LearningRateRange.Find(Net(), Data, new LearningRateRangeOptions { Last = 1000, BatchSize = 16, Threads = 1 }).Points);
    }

    [Fact]
    public void Impossible_ranges_are_refused_and_a_runaway_from_the_start_is_said()
    {
        Assert.Contains("LearningRateRange: 100 steps from 1 to 0.1, expected at least 10 steps and a last rate above the first.",
            Assert.Throws<ArgumentException>(() => LearningRateRange.Find(Net(), Data, new LearningRateRangeOptions { First = 1, Last = 0.1 })).Message, StringComparison.Ordinal);
        Assert.Contains("LearningRateRange: the loss ran away after",
            Assert.Throws<DivergedException>(() => LearningRateRange.Find(
                new Sequential { new Dense(3, new NormalInitializer(1e3)), new Dense(3) }.Build([4], 1).Compile(new Sgd(1), new MeanSquaredError()),
                new Dataset(Data.Inputs.ToArray(), [4], Targets.Values(new float[3 * Data.Count], ["a", "b", "c"])),
                new LearningRateRangeOptions { First = 1e3, Last = 1e6 })).Message, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => LearningRateRange.Find(Net(), Data, cancellation: cancelled.Token));
    }

    private static float[] Weights(Sequential model) => [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
}
