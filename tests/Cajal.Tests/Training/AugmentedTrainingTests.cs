using Cajal.Training;

namespace Cajal.Tests.Training;

/// <summary>Trainings with augmentation: the same bits whoever prepares the rows, whenever they stop.</summary>
public sealed class AugmentedTrainingTests
{
    private static readonly Augmentation[] All =
        [new RandomShift(1), new RandomRotation(20), new RandomScale(0.2), new RandomFlip(), new ElasticDistortion(), new Cutout(2), new Mixup(0.5)];

    [Fact]
    public void The_same_bits_at_any_number_of_threads()
    {
        float[] expected = Trained(Options(All) with { Threads = 1 });
        Assert.Equal(expected, Trained(Options(All) with { Threads = 2 }));
        Assert.Equal(expected, Trained(Options(All) with { Threads = 3 }));
        Assert.NotEqual(expected, Trained(Options([])));
        Assert.NotEqual(expected, Trained(Options(All) with { Seed = 5 }));
    }

    [Fact]
    public void Batches_hold_what_the_rows_become_one_by_one()
    {
        Dataset data = Pictures(50);
        var set = new PreparedSet(data, null);
        var row = new Shape(data.InputShape);
        using var batches = new AugmentedBatches(set, row, Options(All), 12);
        var augmenter = new RowAugmenter(All, row, 50, 4, (index, values) => set.CopyInputs([index], values));
        int[] order = [.. Enumerable.Range(0, 50).Reverse()];
        var expected = new float[48];
        foreach ((int epoch, int firstBatch) in new[] { (1, 0), (2, 3), (3, 0) })
        {
            batches.Begin(order, epoch, firstBatch);
            for (int batch = firstBatch; batch < (epoch == 2 ? 4 : 5); batch++)
            {
                ReadyBatch ready = batches.Take(batch);
                Assert.Equal(Math.Min(12, 50 - (batch * 12)), ready.Shares.Length);
                for (int place = 0; place < ready.Shares.Length; place++)
                {
                    Assert.Equal((ready.Others[place], ready.Shares[place]), augmenter.Make(epoch, order[(batch * 12) + place], expected));
                    Assert.Equal(expected, ready.Inputs.Slice(place * 48, 48).ToArray());
                }
            }
        }
    }

    [Fact]
    public void Making_a_row_allocates_nothing()
    {
        var set = new PreparedSet(Pictures(50), null);
        var augmenter = new RowAugmenter(All, [6, 8], 50, 4, (index, values) => set.CopyInputs([index], values));
        var result = new float[48];
        long Allocated(int epoch)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int row = 0; row < 50; row++)
            {
                augmenter.Make(epoch, row, result);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(1);
        Assert.Equal(0, Enumerable.Range(2, 5).Min(Allocated));
    }

    [Fact]
    public void A_training_stopped_and_resumed_gives_the_weights_of_one_that_never_stopped()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("cajal").FullName, "checkpoint.safetensors");
        Sequential model = Net();
        model.Fit(Pictures(50), Options(All) with { Epochs = 1, CheckpointPath = path });
        (Model resumed, _) = Model.Resume(path, Pictures(50), new ResumeOptions { AdditionalEpochs = 2 });
        Assert.Equal(Trained(Options(All)), Weights(resumed));
    }

    [Fact]
    public void Cancelled_within_an_epoch_it_goes_on_where_it_was()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("cajal").FullName, "checkpoint.safetensors");
        using var cancellation = new CancellationTokenSource();
        var counting = new CancelAtLoss(cancellation);
        FitOptions options = Options(All) with { CheckpointPath = path, Progress = counting, ReportInterval = TimeSpan.Zero };
        Assert.Throws<OperationCanceledException>(() => Net().Fit(Pictures(50), options, cancellation.Token));
        (Model resumed, _) = Model.Resume(path, Pictures(50));
        Assert.Equal(Trained(Options(All)), Weights(resumed));
    }

    [Fact]
    public void Mixed_rows_have_both_losses_by_their_shares()
    {
        Sequential model = new Sequential { new Dense(3), new Softmax() }.Build([2], 1).Compile(new Sgd(0.1), new CrossEntropy());
        var step = TrainingStep.Build(model.Built.Network, new CrossEntropy(), new Sgd(0.1), new StepSettings(Mixes: true), TargetKind.Classes, 1, 2);
        Dictionary<Node, double[]> values = new()
        {
            [step.Inputs[0]] = [1, 2, -1, 0.5],
            [step.Targets[0]] = [0, 2],
            [step.Mixed!.Value.Targets[0]] = [1, 2],
            [step.Mixed.Value.Shares] = [0.75, 0.6],
        };
        var store = new Cajal.Planning.ParameterStore<double>(model.Parameters.Select(parameter => (parameter.Name, parameter.Shape)));
        foreach (ModelParameter parameter in model.Parameters)
        {
            parameter.Values.ToArray().Select(value => (double)value).ToArray().CopyTo(store[parameter.Name]);
        }

        double loss = Cajal.Planning.NaiveExecutor.Run(step.LossFunction, store, values, new Cajal.Kernels.RandomState())[step.Loss][0];
        double[][] likely = [.. model.Predict([1, 2, -1, 0.5f]).Chunk(3).Select(row => row.Select(p => -Math.Log(p)).ToArray())];
        Assert.Equal(((0.75 * likely[0][0]) + (0.25 * likely[0][1]) + likely[1][2]) / 2, loss, 1e-6);
    }

    [Fact]
    public void Rows_that_are_no_pictures_can_only_be_mixed()
    {
        Dataset rows = FitTests.Blobs(30);
        Sequential model = new Sequential { new Dense(3), new Softmax() }.Build([4]).Compile(new Sgd(0.1), new CrossEntropy());
        Assert.StartsWith(
            "Augmentation 'shift': one row of the input has shape [4], expected a picture [height, width, channels] or [height, width]. "
            + "Leave it out, give the rows the shape of pictures, or use mixup, which takes any rows.",
            Assert.Throws<ConfigurationException>(() => model.Fit(rows, new FitOptions { Augmentation = [new RandomShift()] })).Message, StringComparison.Ordinal);
        Assert.Equal("Augmentation: 'mixup' comes twice. Name it once, with the larger amount.",
            Assert.Throws<ConfigurationException>(() => model.Fit(rows, new FitOptions { Augmentation = [new Mixup(), new Mixup(0.5)] })).Message);
        Assert.Equal("Augmentation: 'elastic' comes twice. Name it once, with the larger amount.",
            Assert.Throws<ConfigurationException>(() => Net().Fit(Pictures(6), new FitOptions { Augmentation = [new ElasticDistortion(), new ElasticDistortion(2)] })).Message);
        model.Fit(rows, new FitOptions { Augmentation = [new Mixup()], Epochs = 1 });
    }

    [Fact]
    public void Rows_are_changed_anew_in_each_epoch_and_by_each_augmentation_for_itself()
    {
        var set = new PreparedSet(Pictures(50), null);
        foreach (Augmentation one in All)
        {
            float[][] epochs = [.. Enumerable.Range(1, 3).Select(epoch => Rows([one], epoch))];
            Assert.NotEqual(epochs[0], epochs[1]);
            Assert.NotEqual(epochs[1], epochs[2]);
            Assert.Equal(epochs[0], Rows([one], 1));
        }

        // A shift takes two numbers, and mixing takes the row to mix with from its first: drawn from the same stream, where a row goes would follow from its partner.
        var augmenter = new RowAugmenter([new RandomShift(1), new Mixup(1)], [6, 8], 50, 4, (index, values) => set.CopyInputs([index], values));
        var mixedAlone = new RowAugmenter([new Mixup(1)], [6, 8], 50, 4, (index, values) => set.CopyInputs([index], values));
        var result = new float[48];
        Assert.NotEqual(
            Enumerable.Range(0, 50).Select(row => augmenter.Make(1, row, result)).ToArray(), Enumerable.Range(0, 50).Select(row => mixedAlone.Make(1, row, result)).ToArray());

        float[] Rows(Augmentation[] augmentations, int epoch)
        {
            var augmenter = new RowAugmenter(augmentations, [6, 8], 50, 4, (index, values) => set.CopyInputs([index], values));
            var rows = new float[50 * 48];
            for (int row = 0; row < 50; row++)
            {
                augmenter.Make(epoch, row, rows.AsSpan(row * 48, 48));
            }

            return rows;
        }
    }

    [Fact]
    public void What_goes_wrong_while_preparing_ends_the_training()
    {
        Dataset data = Pictures(20);
        using var batches = new AugmentedBatches(new PreparedSet(data, null), [6, 8], Options([new RandomFlip()]), 4);
        batches.Begin([0, 1, 99, 3], 1, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            batches.Take(0);
        });
    }

    private static FitOptions Options(IReadOnlyList<Augmentation> augmentation) =>
        new() { Epochs = 3, BatchSize = 12, Seed = 4, Augmentation = augmentation };

    private static Sequential Net() => new Sequential { new Flatten(), new Dense(8), new Tanh(), new Dense(3), new Softmax() }.Build([6, 8], 2)
        .Compile(new Adam(0.01), new CrossEntropy());

    private static float[] Trained(FitOptions options)
    {
        Sequential model = Net();
        model.Fit(Pictures(50), options);
        return Weights(model);
    }

    private static float[] Weights(Model model) => [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    private static Dataset Pictures(int rows)
    {
        var random = new Random(1);
        return new Dataset(
            [.. Enumerable.Range(0, rows * 48).Select(_ => random.NextSingle())], [6, 8],
            Targets.Classes([.. Enumerable.Range(0, rows).Select(row => row % 3)], ["a", "b", "c"]));
    }

    private sealed class CancelAtLoss(CancellationTokenSource cancellation) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (value is { Epoch: 2, Step: 2 })
            {
                cancellation.Cancel();
            }
        }
    }
}
