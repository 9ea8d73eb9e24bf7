namespace Cajal.Tests.Training;

public sealed class ResumeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cajal-resume-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Optimizers => ["sgd", "adam", "adamw", "shampoo", "kfac"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_training_stopped_at_any_step_and_resumed_gives_the_file_of_one_that_never_stopped(string name)
    {
        Dataset data = FitTests.Blobs(70);
        Dataset validation = FitTests.Blobs(30, 2);
        FitOptions Options(string path) => new()
        {
            Epochs = 6,
            BatchSize = 16,
            Validation = validation,
            Seed = 4,
            Schedule = name == "adam" ? new WarmUpSchedule(new PlateauSchedule(0.5, 0, 0.1), 0.2) : new CosineSchedule(),
            L2 = 1e-3,
            ClipNorm = name == "kfac" ? null : 1,
            Patience = 5,
            CheckpointPath = path,
        };
        Sequential NewModel() => new Sequential { new Dense(8), new Tanh(), new Dropout(0.2), new Dense(3), new Softmax() }.Build([4], 4)
            .Compile(Optimizer.ByName(name), new CrossEntropy(), new Accuracy());

        string whole = Path.Combine(folder, "whole.safetensors");
        Sequential uninterrupted = NewModel();
        History expected = uninterrupted.Fit(data, Options(whole));
        foreach (int stop in new[] { 1, 3, 5, 7, 14, 22, 29 })
        {
            string path = Path.Combine(folder, $"{stop}.safetensors");
            using var cancellation = new CancellationTokenSource();
            Sequential interrupted = NewModel();
            var counting = new CancelAfterSteps(interrupted, data, stop, cancellation);
            Assert.Throws<OperationCanceledException>(() => counting.Fit(Options(path)));
            (Model resumed, History history) = Cajal.Model.Resume(path, data, new ResumeOptions { Validation = validation });
            Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(path));
            Assert.Equal(Weights(uninterrupted), Weights(resumed));
            Assert.Equal(expected.Epochs.Select(epoch => epoch with { Seconds = 0, Validation = Empty }), history.Epochs.Select(epoch => epoch with { Seconds = 0, Validation = Empty }));
            Assert.Equal(expected.BestEpoch, history.BestEpoch);
        }
    }

    [Fact]
    public void More_epochs_go_on_with_a_constant_rate_and_are_refused_with_a_schedule()
    {
        Dataset data = FitTests.Blobs(64);
        string path = Path.Combine(folder, "last.safetensors");
        Sequential whole = FitTests.Net(1);
        whole.Fit(data, new FitOptions { Epochs = 5, CheckpointPath = path });
        float[] expected = Weights(whole);
        FitTests.Net(1).Fit(data, new FitOptions { Epochs = 3, CheckpointPath = path });
        Assert.Equal(expected, Weights(Cajal.Model.Resume(path, data, new ResumeOptions { AdditionalEpochs = 2 }).Model));

        FitTests.Net(1).Fit(data, new FitOptions { Epochs = 3, CheckpointPath = path, Schedule = new CosineSchedule() });
        Assert.Equal(
            "Resume: 2 more epochs would change the course of the learning rate, whose schedule ends after 3 epochs. "
            + "Train anew with more epochs, or with a learning rate that is constant or waits for a plateau.",
            Assert.Throws<ConfigurationException>(() => Cajal.Model.Resume(path, data, new ResumeOptions { AdditionalEpochs = 2 })).Message);
    }

    [Fact]
    public void A_training_that_patience_ended_does_not_go_on_when_resumed()
    {
        Dataset data = FitTests.Blobs(64);
        string path = Path.Combine(folder, "last.safetensors");
        Sequential model = FitTests.Net(1);
        Dataset validation = FitTests.Blobs(30, 2);
        History history = model.Fit(data, new FitOptions { Epochs = 500, BatchSize = 64, Validation = validation, Patience = 2, CheckpointPath = path });
        Assert.True(history.Epochs.Count < 500);
        (Model resumed, History again) = Cajal.Model.Resume(path, data, new ResumeOptions { Validation = validation });
        Assert.Equal(history.Epochs.Count, again.Epochs.Count);
        Assert.Equal(history.Stopped, again.Stopped);
        Assert.Equal(Weights(model), Weights(resumed));
    }

    [Fact]
    public void Other_data_and_a_plain_model_are_refused()
    {
        Dataset data = FitTests.Blobs(64);
        string path = Path.Combine(folder, "last.safetensors");
        Sequential model = FitTests.Net(1);
        model.Fit(data, new FitOptions { Epochs = 1, CheckpointPath = path });
        Assert.Equal(
            "Resume: the training set has 30 rows, the checkpoint was made with 64. Give the same data, split with the same seed.",
            Assert.Throws<ConfigurationException>(() => Cajal.Model.Resume(path, FitTests.Blobs(30))).Message);
        Assert.Equal(
            "Resume: the validation set has 30 rows, the checkpoint was made with 0. Give the same data, split with the same seed.",
            Assert.Throws<ConfigurationException>(() => Cajal.Model.Resume(path, data, new ResumeOptions { Validation = FitTests.Blobs(30) })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Cajal.Model.Resume(path, data, new ResumeOptions { AdditionalEpochs = -1 }));
        Assert.Equal(
            "Resume: inputs have shape [2], expected [4]. Prepare the data as for training.",
            Assert.Throws<ConfigurationException>(() => Cajal.Model.Resume(path, new Dataset(new float[128], [2], data.Targets))).Message);
        model.Save(path);
        Assert.EndsWith(
            "this is a trained model, but no checkpoint. Training goes on from last.safetensors of a run.",
            Assert.Throws<ModelFileException>(() => Cajal.Model.Resume(path, data)).Message, StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, double?> Empty = [];

    private static float[] Weights(Model model) => [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    /// <summary>Cancels after a number of steps, from the report that follows each step.</summary>
    private sealed class CancelAfterSteps(Sequential model, Dataset data, int stop, CancellationTokenSource cancellation)
    {
        public void Fit(FitOptions options)
        {
            model.Fit(data, options with { Progress = new Probe(stop, cancellation), ReportInterval = TimeSpan.Zero }, cancellation.Token);
        }
    }

    private sealed class Probe(int stop, CancellationTokenSource cancellation) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (((value.Epoch - 1) * value.Steps) + value.Step >= stop)
            {
                cancellation.Cancel();
            }
        }
    }
}
