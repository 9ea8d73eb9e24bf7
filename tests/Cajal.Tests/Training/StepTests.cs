namespace Cajal.Tests.Training;

/// <summary>What all steps of a training have in common, whatever its inputs and settings: no allocation, the same bits at any number of threads.</summary>
public sealed class StepTests
{
    private const int Features = 300;
    private const int Batch = 48;

    private static readonly Dictionary<string, FitOptions> Settings = new()
    {
        ["plain"] = new FitOptions(),
        ["clipped"] = new FitOptions { ClipNorm = 0.5, L2 = 1e-4 },
        ["class weights"] = new FitOptions { ClassWeights = [1, 2, 0.5] },
        ["scheduled"] = new FitOptions { Schedule = new CosineSchedule(0.1) },
        ["augmented"] = new FitOptions { Augmentation = [new Mixup()] },
        ["reported"] = new FitOptions { Progress = new Nobody() },
    };

    public static TheoryData<string, bool, string?> Trainings()
    {
        var trainings = new TheoryData<string, bool, string?>();
        foreach (string name in Settings.Keys)
        {
            trainings.Add(name, false, null);
            trainings.Add(name, true, "pixels");
        }

        trainings.Add("plain", false, "robust");
        trainings.Add("plain", true, "standard");
        trainings.Add("plain", true, "quantile");
        return trainings;
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Further_steps_allocate_nothing(string settings, bool bytes, string? scaler)
    {
        long Allocated(int rows)
        {
            Dataset data = Pixels(rows, 7, bytes);
            Sequential model = Net(data, scaler);
            FitOptions options = Settings[settings] with { Epochs = 1, BatchSize = 8, Threads = 1 };
            model.Fit(data, options);
            long before = GC.GetAllocatedBytesForCurrentThread();
            model.Fit(data, options);
            long copies = scaler is null || bytes ? 1 : 1 + 7;
            return GC.GetAllocatedBytesForCurrentThread() - before - (rows * copies * sizeof(int));
        }

        // What Fit allocates before the first step changes as the runtime optimises that code, so that one difference may be off by a few
        // kilobytes, and a pointwise chain that is compiled late in the longer one takes some too; the smallest object, 24 bytes, in each of
        // the 900 further steps would be 21 600 bytes in every difference.
        Assert.InRange(Enumerable.Range(0, 8).Min(_ => Math.Abs(Allocated(8000) - Allocated(800))), 0, 12_000);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, "robust")]
    [InlineData(true, "pixels")]
    public void Two_hundred_steps_give_the_same_bits_at_any_number_of_threads(bool bytes, string? scaler)
    {
        Dataset data = Pixels((40 * Batch) - 5, Features, bytes);
        float[]? expected = null;
        foreach (int threads in new[] { 1, 2, 3, 4, 8 })
        {
            Sequential model = Net(data, scaler);
            model.Fit(data, new FitOptions { Epochs = 5, BatchSize = Batch, Seed = 9, Threads = threads, ClipNorm = 1 });
            float[] weights = Weights(model);
            Assert.All(weights, weight => Assert.True(float.IsFinite(weight)));
            expected ??= weights;
            Assert.Equal(expected, weights);
        }

        Sequential other = Net(data, scaler);
        other.Fit(data, new FitOptions { Epochs = 5, BatchSize = Batch, Seed = 10, ClipNorm = 1 });
        Assert.NotEqual(expected, Weights(other));
    }

    /// <summary>Optimisers that take roots and inverses between steps: 15 times and more in the 300 further steps here.</summary>
    [Theory]
    [InlineData("shampoo")]
    [InlineData("kfac")]
    public void Second_order_allocates_nothing_further_and_gives_the_same_bits_at_any_number_of_threads(string name)
    {
        Sequential Net(Dataset data) => Layers().Build(new Shape(data.InputShape), 5).Compile(Optimizer.ByName(name), new CrossEntropy());
        long Allocated(int rows)
        {
            Dataset data = Pixels(rows, 7, bytes: false);
            Sequential model = Net(data);
            var options = new FitOptions { Epochs = 1, BatchSize = 100, Threads = 1, L2 = 1e-3 };
            model.Fit(data, options);
            long before = GC.GetAllocatedBytesForCurrentThread();
            model.Fit(data, options);
            return GC.GetAllocatedBytesForCurrentThread() - before - (rows * sizeof(int));
        }

        Assert.InRange(Enumerable.Range(0, 8).Min(_ => Math.Abs(Allocated(34_000) - Allocated(4000))), 0, 7_000);

        Dataset data = Pixels((4 * Batch) - 5, 20, bytes: false);
        float[]? expected = null;
        foreach (int threads in new[] { 1, 2, 3 })
        {
            Sequential model = Net(data);
            model.Fit(data, new FitOptions { Epochs = 10, BatchSize = Batch, Seed = 9, Threads = threads });
            float[] weights = Weights(model);
            Assert.All(weights, weight => Assert.True(float.IsFinite(weight)));
            expected ??= weights;
            Assert.Equal(expected, weights);
        }
    }

    [Theory]
    [InlineData("pixels")]
    [InlineData("standard")]
    [InlineData("robust")]
    [InlineData("quantile")]
    public void Bytes_floats_and_numbers_scaled_beforehand_train_the_same_bits(string name)
    {
        Dataset bytes = Pixels(200, 21, bytes: true);
        Scaler scaler = Scaler.Fit(name, bytes);
        (Dataset Data, Scaler? Preprocessing)[] ways = [(bytes, scaler), (bytes.AsFloats(), scaler), (scaler.Apply(bytes), null)];
        float[][] results = [.. ways.Select(way =>
        {
            Sequential model = Layers().Build([21], 3, way.Preprocessing).Compile(new AdamW(0.01), new CrossEntropy());
            History history = model.Fit(way.Data, new FitOptions { Epochs = 3, BatchSize = 16, Validation = way.Data });
            Assert.Equal(history.Epochs[history.BestEpoch - 1].ValidationLoss, model.Evaluate(way.Data).Loss);
            return (float[])[(float)history.Epochs[^1].ValidationLoss!.Value, .. Weights(model)];
        })];
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void A_number_that_scaling_makes_infinite_is_refused_and_the_model_stays_as_it_was()
    {
        var tiny = new Dataset([0, float.Epsilon], [1], Targets.Values([1f, 2]));
        Sequential model = new Sequential { new Dense(1) }.Build([1], 0, Scaler.Fit("minmax", tiny)).Compile(new Sgd(0.1), new MeanSquaredError());
        model.Fit(tiny, new FitOptions { Epochs = 3 });
        float[] before = model.Predict([float.Epsilon]);
        var large = new Dataset([0, 1e6f], [1], Targets.Values([10f, 20]));
        string message = Assert.Throws<DataException>(() => model.Fit(large)).Message;
        Assert.StartsWith("Input row 1, column 0 (from 0): ", message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => model.Fit(tiny, new FitOptions { Validation = large }));
        Assert.Equal(before, model.Predict([float.Epsilon]));
    }

    private static Dataset Pixels(int rows, int features, bool bytes)
    {
        var random = new Random(1);
        byte[] pixels = new byte[rows * features];
        random.NextBytes(pixels);
        float[] weights = [.. Enumerable.Range(0, rows).Select(row => 0.5f + (row % 3))];
        Targets targets = Targets.Classes([.. Enumerable.Range(0, rows).Select(_ => random.Next(3))], ["a", "b", "c"]);
        return bytes
            ? Dataset.FromBytes(pixels, [features], targets, null, weights)
            : new Dataset([.. pixels.Select(pixel => (pixel / 128f) - 1)], [features], targets, null, weights);
    }

    private static Sequential Layers() => new() { new Dense(64), new Relu(), new Dropout(0.2), new Dense(3), new Softmax() };

    private static Sequential Net(Dataset data, string? scaler) =>
        Layers().Build(new Shape(data.InputShape), 5, scaler is null ? null : Scaler.Fit(scaler, data)).Compile(new AdamW(0.002), new CrossEntropy());

    private static float[] Weights(Sequential model) => [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    private sealed class Nobody : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
        }
    }
}
