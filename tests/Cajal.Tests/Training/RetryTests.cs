namespace Cajal.Tests.Training;

/// <summary>"Try a large value first; divide by 10 and retry in case of divergence."</summary>
public sealed class RetryTests
{
    private static readonly Dataset Data = FitTests.Blobs(60);

    private static Sequential Net(double rate) => new Sequential { new Dense(8), new Relu(), new Dense(3), new Softmax() }
        .Build([4], 4).Compile(new Sgd(rate, momentum: 0.9), new CrossEntropy(), new Accuracy());

    private static float[] Weights(Model model) => [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    [Fact]
    public void The_last_attempt_is_a_training_at_its_rate_bit_for_bit_and_the_others_stand_in_the_history()
    {
        var told = new Listener();
        Sequential model = Net(1000);
        History history = model.Fit(Data, new FitOptions { Epochs = 4, BatchSize = 8, Retries = 8, Seed = 2, Callbacks = [told] });
        Assert.NotEmpty(history.FailedAttempts);
        Assert.Equal(history.FailedAttempts.Select((_, index) => 1000 * Math.Pow(10, -index)), history.FailedAttempts.Select(failed => failed.LearningRate));
        Assert.All(history.FailedAttempts, failed => Assert.Matches("^(the loss is|a step made weights|the optimiser's)", failed.Reason));
        Assert.Equal(history.FailedAttempts, told.Failed);
        Assert.Equal(4, history.Epochs.Count);

        double rate = 1000 * Math.Pow(10, -history.FailedAttempts.Count);
        Assert.Equal(rate, told.NextRate);
        Sequential alone = Net(rate);
        History expected = alone.Fit(Data, new FitOptions { Epochs = 4, BatchSize = 8, Seed = 2 });
        Assert.Equal(Weights(alone), Weights(model));
        Assert.Equal(expected.Epochs.Select(epoch => epoch.Loss), history.Epochs.Select(epoch => epoch.Loss));
    }

    [Fact]
    public void When_no_attempt_is_left_the_message_names_those_before()
    {
        DivergedException error = Assert.Throws<DivergedException>(() => Net(1e9).Fit(Data, new FitOptions { Retries = 2, BatchSize = 8 }));
        Assert.Contains("The learning rate is 10000000; so did 1000000000, 100000000; try 1000000, or scale the inputs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attempt_that_is_stopped_and_gone_on_with_can_still_begin_again()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("last.safetensors");
        Sequential whole = Net(1000);
        FitOptions options = new() { Epochs = 4, BatchSize = 8, Retries = 8, Seed = 2, CheckpointPath = folder.File("whole.safetensors") };
        History expected = whole.Fit(Data, options);
        for (int steps = 1; steps < 12; steps++)
        {
            using var cancellation = new CancellationTokenSource();
            var stopping = new StopAfter(steps, cancellation);
            FitOptions stopped = options with { CheckpointPath = path, Progress = stopping, ReportInterval = TimeSpan.Zero };
            Assert.Throws<OperationCanceledException>(() => Net(1000).Fit(Data, stopped, cancellation.Token));
            (Model resumed, History history) = Model.Resume(path, Data);
            Assert.Equal(Weights(whole), Weights(resumed));
            Assert.Equal(expected.FailedAttempts, history.FailedAttempts);
            Assert.Equal(File.ReadAllBytes(options.CheckpointPath!), File.ReadAllBytes(path));
        }
    }

    private sealed class Listener : Callback
    {
        public List<FailedAttempt> Failed { get; } = [];

        public double NextRate { get; private set; }

        public override string? OnEpochEnd(EpochResult result) => null;

        public override void OnRetry(FailedAttempt failed, double nextRate)
        {
            Failed.Add(failed);
            NextRate = nextRate;
        }
    }

    private sealed class StopAfter(int reports, CancellationTokenSource cancellation) : IProgress<FitProgress>
    {
        private int seen;

        public void Report(FitProgress value)
        {
            if (++seen >= reports)
            {
                cancellation.Cancel();
            }
        }
    }
}
