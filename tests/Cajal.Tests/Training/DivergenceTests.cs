namespace Cajal.Tests.Training;

/// <summary>Numbers that are not finite are noticed wherever they arise, named, and never kept or written.</summary>
public sealed class DivergenceTests
{
    private static Dataset Rows(float value) => new([value, -value], [1], Targets.Classes([0, 1], ["a", "b"]));

    /// <summary>A net whose first logits are 0, so that its first loss is finite whatever the inputs are.</summary>
    private static Sequential ZeroNet(Optimizer optimizer) => new Sequential { new Dense(2, new ZerosInitializer()), new Softmax() }
        .Build([1]).Compile(optimizer, new CrossEntropy());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_spoilt_by_the_very_last_step_are_noticed_and_no_checkpoint_is_written(bool validated)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("last.safetensors");
        File.WriteAllText(path, "earlier");
        var options = new FitOptions { Epochs = 1, CheckpointPath = path, Validation = validated ? Rows(1) : null };
        DivergedException error = Assert.Throws<DivergedException>(() => ZeroNet(new Sgd(1e6)).Fit(Rows(1e38f), options));
        Assert.Equal(
            "Training diverged in epoch 1, step 1: a step made weights that are not finite; the first weights that are no longer finite are 'dense1.weight'. "
            + "The learning rate is 1000000; try 100000, or scale the inputs, or clip the gradients.", error.Message);
        Assert.Equal("earlier", File.ReadAllText(path));
    }

    [Fact]
    public void An_optimiser_state_that_overflows_while_the_weights_stay_finite_is_noticed()
    {
        // v takes the square of a gradient of 5e24, which is infinite in float32; the step m/√v is then 0.
        string message = Assert.Throws<DivergedException>(() => ZeroNet(new Adam()).Fit(Rows(1e25f), new FitOptions { Epochs = 1 })).Message;
        Assert.StartsWith("Training diverged in epoch 1, step 1: the optimiser's 'mean_square/dense1.weight' is not finite; the largest weight is ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinite_first_loss_is_noticed()
    {
        var data = new Dataset([1e30f, -1e30f], [1], Targets.Values([1f, 2f]));
        Sequential model = new Sequential { new Dense(1) }.Build([1], 1).Compile(new Sgd(1e-30), new MeanSquaredError());
        string message = Assert.Throws<DivergedException>(() => model.Fit(data, new FitOptions { Epochs = 1 })).Message;
        Assert.StartsWith("Training diverged in epoch 1, step 1: the loss is Infinity (it began at Infinity); ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spoilt_training_that_is_cancelled_writes_no_checkpoint()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        string path = folder.File("last.safetensors");
        FitOptions options = new() { Epochs = 2, BatchSize = 1, CheckpointPath = path, Progress = new Cancel(cancellation), ReportInterval = TimeSpan.Zero };
        Assert.Throws<DivergedException>(() => ZeroNet(new Sgd(1e6)).Fit(Rows(1e38f), options, cancellation.Token));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_model_with_a_weight_that_is_not_finite_is_neither_written_nor_read()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        Sequential model = new Sequential { new Dense(2) { Name = "head" } }.Build([3]);
        model.Save(path);
        byte[] before = File.ReadAllBytes(path);
        model.Parameters[0].Values[4] = float.NaN;
        Assert.Equal(
            "Save: 'head.weight' holds a number that is not finite. Train again with a smaller learning rate.",
            Assert.Throws<InvalidOperationException>(() => model.Save(path)).Message);
        Assert.Equal(before, File.ReadAllBytes(path));

        SafetensorsFile good = SafetensorsFile.Read(path);
        SafetensorsEntry[] entries =
            [SafetensorsEntry.FromFloat32("head.weight", [1, 2, 3, 4, float.PositiveInfinity, 6], 2, 3), SafetensorsEntry.FromFloat32("head.bias", [0, 0], 2)];
        new SafetensorsFile(good.Metadata.Where(pair => pair.Key.StartsWith("cajal", StringComparison.Ordinal)), entries).Write(path);
        Assert.EndsWith(
            "model.safetensors: tensor 'head.weight' holds Infinity at element 4, expected finite numbers. "
            + "The model file is damaged or was written by another version; train or export it again.",
            Assert.Throws<ModelFileException>(() => Model.Load(path)).Message, StringComparison.Ordinal);
    }

    private sealed class Cancel(CancellationTokenSource cancellation) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => cancellation.Cancel();
    }
}
