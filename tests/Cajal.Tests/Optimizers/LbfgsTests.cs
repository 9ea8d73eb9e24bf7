namespace Cajal.Tests.Optimizers;

public sealed class LbfgsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cajal-lbfgs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Least squares with a penalty has one minimum, which the normal equations give.</summary>
    [Fact]
    public void It_finds_the_least_squares_in_few_steps()
    {
        const double L2 = 0.1;
        Dataset data = Line();
        Sequential model = new Sequential { new Dense(1) }.Build([3], 1).Compile(new Lbfgs(), new MeanSquaredError());
        History history = model.Fit(data, new FitOptions { Epochs = 30, BatchSize = 7, L2 = L2, Retries = 0 });
        Assert.InRange(history.Epochs.Count, 3, 20);
        Assert.StartsWith("no step lowers the loss any further", history.Stopped, StringComparison.Ordinal);

        // Inside the model the target is standardised.
        float[] inputs = data.Inputs.ToArray();
        double mean = data.Targets.Numbers.ToArray().Average(value => (double)value);
        double deviation = Math.Sqrt(data.Targets.Numbers.ToArray().Average(value => (value - mean) * (value - mean)));
        double[,] x = PlainMatrix.New(data.Count, 4, (i, j) => j < 3 ? inputs[(i * 3) + j] : 1);
        double[,] y = PlainMatrix.New(data.Count, 1, (i, _) => (data.Targets.Numbers[i] - mean) / deviation);
        double[,] gram = x.Transposed().Times(x);
        double[,] penalised = PlainMatrix.New(4, 4, (i, j) => gram[i, j] + (i == j && i < 3 ? data.Count * L2 / 2 : 0));
        double[] expected = [.. penalised.Inverse().Times(x.Transposed().Times(y)).Cast<double>()];
        Near.Equal(expected, [.. model.Unroll().ToArray().Select(value => (double)value)], 2e-4);
    }

    /// <summary>On a small net it ends far below what as many epochs of Adam reach.</summary>
    [Fact]
    public void It_ends_below_Adam_on_small_data()
    {
        Dataset data = Training.FitTests.Blobs(90);
        double Reached(Optimizer optimizer)
        {
            Sequential model = new Sequential { new Dense(8), new Tanh(), new Dense(3), new Softmax() }.Build([4], 2).Compile(optimizer, new CrossEntropy());
            model.Fit(data, new FitOptions { Epochs = 60, BatchSize = 90 });
            return model.Evaluate(data).Loss;
        }

        Assert.InRange(Reached(new Lbfgs()), 0, 0.1 * Reached(new Adam(0.03)));
    }

    [Fact]
    public void A_training_that_goes_on_gives_the_file_of_one_that_never_stopped()
    {
        Dataset data = Training.FitTests.Blobs(70);
        string whole = Path.Combine(folder, "whole.safetensors"), path = Path.Combine(folder, "parts.safetensors");
        FitOptions Options(string file, int epochs) => new() { Epochs = epochs, L2 = 1e-4, CheckpointPath = file };
        Sequential expected = Model();
        expected.Fit(data, Options(whole, 30));
        Model().Fit(data, Options(path, 14));
        Model resumed = Sequential.Resume(path, data, new ResumeOptions { AdditionalEpochs = 16 }).Model;
        Assert.Equal(expected.Unroll().ToArray(), resumed.Unroll().ToArray());
        foreach (int threads in new[] { 2, 3 })
        {
            Sequential other = Model();
            other.Fit(data, Options(whole, 30) with { Threads = threads });
            Assert.Equal(expected.Unroll().ToArray(), other.Unroll().ToArray());
        }
    }

    [Fact]
    public void The_loss_never_rises()
    {
        Sequential model = Model();
        History history = model.Fit(Training.FitTests.Blobs(70), new FitOptions { Epochs = 50 });
        Assert.All(history.Epochs.Zip(history.Epochs.Skip(1)), pair => Assert.True(pair.Second.Loss <= pair.First.Loss, $"{pair.First.Loss} to {pair.Second.Loss}"));
    }

    [Fact]
    public void A_schedule_that_begins_with_a_rate_of_zero_ends_nothing()
    {
        History history = Model().Fit(Training.FitTests.Blobs(70), new FitOptions { Epochs = 8, Schedule = new CosLogSchedule() });
        Assert.Equal(8, history.Epochs.Count);
        Assert.True(history.Epochs[^1].Loss < history.Epochs[0].Loss);
    }

    [Fact]
    public void What_bends_the_loss_behind_its_back_is_refused()
    {
        foreach (FitOptions options in new[] { new FitOptions { L1 = 1e-3 }, new FitOptions { MaxNorm = 3 }, new FitOptions { ClipNorm = 1 } })
        {
            Assert.Equal(
                "Fit: the optimiser is 'lbfgs', which goes by the loss itself; it takes no L1, MaxNorm or ClipNorm. Leave them out, or use 'adam'.",
                Assert.Throws<ArgumentException>(() => Model().Fit(Training.FitTests.Blobs(70), options)).Message);
        }
    }

    [Fact]
    public void Memory_has_a_range() => Assert.StartsWith("Lbfgs: memory is 0, ", Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(memory: 0)).Message, StringComparison.Ordinal);

    private static Sequential Model() => new Sequential { new Dense(6), new Tanh(), new Dense(3), new Softmax() }.Build([4], 4).Compile(new Lbfgs(), new CrossEntropy());

    private static Dataset Line()
    {
        var random = new Random(3);
        float[] x = [.. Enumerable.Range(0, 150).Select(index => (float)((random.NextDouble() - 0.3) * (index % 3 == 0 ? 10 : 1)))];
        return new Dataset(x, [3], Targets.Values([.. x.Chunk(3).Select(row => row[0] - (2 * row[1]) + (0.5f * row[2]) + (float)random.NextDouble())]));
    }
}
