namespace Cajal.Tests.Training;

public sealed class FitTests
{
    internal static Dataset Blobs(int rows = 120, int seed = 1)
    {
        var random = new Random(seed);
        float[] inputs = new float[rows * 4];
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            classes[row] = row % 3;
            for (int column = 0; column < 4; column++)
            {
                inputs[(row * 4) + column] = (float)((random.NextDouble() * 2) - 1 + (classes[row] == column ? 2 : 0));
            }
        }

        return new Dataset(inputs, [4], Targets.Classes(classes, ["a", "b", "c"]));
    }

    internal static Sequential Net(ulong seed = 0) =>
        new Sequential { new Dense(16), new Tanh(), new Dropout(0.1), new Dense(3), new Softmax() }.Build([4], seed)
            .Compile(new Adam(0.01), new CrossEntropy(), new Accuracy());

    [Fact]
    public void A_net_learns_blobs_and_keeps_the_weights_of_the_best_epoch()
    {
        Dataset data = Blobs(240);
        Dataset training = data.Select([.. Enumerable.Range(0, 180)]);
        Dataset validation = data.Select([.. Enumerable.Range(180, 60)]);
        Sequential model = Net();
        History history = model.Fit(training, new FitOptions { Epochs = 40, BatchSize = 16, Validation = validation });
        double best = history.Epochs.Min(epoch => epoch.ValidationLoss!.Value);
        Assert.Equal(best, model.Evaluate(validation).Loss);
        Assert.Equal(best, history.Epochs[history.BestEpoch - 1].ValidationLoss);
        Assert.True(model.Evaluate(validation).Report["accuracy"].Value >= 0.95);
        Assert.Equal("all 40 epochs done", history.Stopped);
        Assert.True(history.Epochs[^1].Loss < history.Epochs[0].Loss / 2);
    }

    [Fact]
    public void Patience_a_callback_and_the_number_of_epochs_stop_a_training_and_the_reason_is_said()
    {
        Dataset data = Blobs(60);
        FitOptions options = new() { Epochs = 500, BatchSize = 60, Validation = Blobs(30, 2) };
        History patient = Net().Fit(data, options with { Patience = 3 });
        Assert.Equal("no better validation loss for 3 epochs", patient.Stopped);
        Assert.True(patient.Epochs.Count < 500);
        Assert.Equal("loss below 0.9", Net().Fit(data, options with { Callbacks = [new Below(0.9)] }).Stopped);
    }

    [Fact]
    public void An_epoch_takes_each_row_once_the_last_partial_batch_included()
    {
        // With weights of zero rate the loss is that of the untrained net: its mean over an epoch equals the whole set's only if each row counts once.
        Dataset data = Blobs(50);
        Sequential model = new Sequential { new Dense(3), new Softmax() }.Build([4]).Compile(new Sgd(0), new CrossEntropy());
        History history = model.Fit(data, new FitOptions { Epochs = 1, BatchSize = 16 });
        Assert.Equal(model.Evaluate(data).Loss, history.Epochs[0].Loss, 1e-6);
    }

    [Fact]
    public void Class_and_row_weights_count_in_the_loss_as_repeated_rows_do()
    {
        Dataset data = Blobs(6);
        Dataset repeated = data.Select([0, 0, 1, 2, 3, 3, 4, 5]);
        float[] Train(Dataset set, FitOptions options)
        {
            Sequential model = new Sequential { new Dense(3), new Softmax() }.Build([4], 3).Compile(new Sgd(0.5), new CrossEntropy());
            model.Fit(set, options with { Epochs = 5, BatchSize = 8 });
            return [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
        }

        float[] expected = Train(repeated, new FitOptions());
        float[] byClass = Train(data, new FitOptions { ClassWeights = [2, 1, 1] });
        float[] byRow = Train(data.WithWeights([2, 1, 1, 2, 1, 1]), new FitOptions());
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], byClass[index], 1e-5f);
            Assert.Equal(expected[index], byRow[index], 1e-5f);
        }
    }

    [Fact]
    public void Divergence_names_step_and_weights_and_what_to_do()
    {
        var random = new Random(1);
        float[] numbers = [.. Enumerable.Range(0, 100).Select(_ => (float)random.NextDouble() * 100)];
        var data = new Dataset(numbers, [2], Targets.Values([.. Enumerable.Range(0, 50).Select(row => numbers[row])]));
        Sequential model = new Sequential { new Dense(8), new Relu(), new Dense(1) }.Build([2]).Compile(new Sgd(1e6), new MeanSquaredError());
        string message = Assert.Throws<DivergedException>(() => model.Fit(data, new FitOptions { Epochs = 20 })).Message;
        Assert.StartsWith("Training diverged in epoch 1, step 2: the loss is ", message, StringComparison.Ordinal);
        Assert.Contains("weight", message, StringComparison.Ordinal);
        Assert.EndsWith("The learning rate is 1000000; try 100000, or scale the inputs, or clip the gradients.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Regression_targets_are_standardised_inside_and_come_back_in_their_own_units()
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 400).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        float[] targets = [.. Enumerable.Range(0, 200).Select(row => 50_000 + (10_000 * inputs[2 * row]) - (5_000 * inputs[(2 * row) + 1]))];
        var data = new Dataset(inputs, [2], Targets.Values(targets));
        Sequential model = new Sequential { new Dense(1) }.Build([2]).Compile(new Adam(0.05), new MeanSquaredError());
        model.Fit(data, new FitOptions { Epochs = 100, BatchSize = 20 });
        Assert.True(model.Evaluate(data).Report["rmse"].Value < 50);
        Assert.InRange(model.Predict([0.5f, -0.5f])[0], 57_400, 57_600);
    }

    [Fact]
    public void Misuse_is_refused_with_what_came_and_what_was_expected()
    {
        Dataset data = Blobs(12);
        Assert.Equal("Sequential: it has no layers. Add at least one, e.g. new Dense(10).",
            Assert.Throws<ArgumentException>(() => new Sequential().Build([4])).Message);
        Assert.Equal("Sequential: it has no weights yet. Call Build or Fit first.",
            Assert.Throws<InvalidOperationException>(() => new Sequential { new Dense(1) }.Predict(new float[4])).Message);
        Assert.Equal("Predict: 5 inputs and room for 3 outputs; expected rows of 4 inputs and 3 outputs each. Give whole rows and as many outputs.",
            Assert.Throws<ArgumentException>(() => Net().Predict(new float[5])).Message);
        Assert.Equal("Sequential: it has no loss yet. Call Compile with an optimiser and a loss first.",
            Assert.Throws<InvalidOperationException>(() => new Sequential { new Dense(3) }.Fit(data)).Message);
        Assert.Equal("Sequential: it has already been built. Add all layers before Build or Fit.",
            Assert.Throws<InvalidOperationException>(() => Net().Add(new Tanh())).Message);
        Assert.Equal("Fit: the model has 2 outputs, the data have 3 classes. Give the last dense layer 3 outputs.",
            Assert.Throws<ArgumentException>(() => new Sequential { new Dense(2) }.Compile(new Sgd(), new CrossEntropy()).Fit(data)).Message);
        Assert.Equal("Fit: inputs have shape [4], expected [5]. Prepare the data as for training.",
            Assert.Throws<ArgumentException>(() => new Sequential { new Dense(3) }.Build([5]).Compile(new Sgd(), new CrossEntropy()).Fit(data)).Message);
        Model colored = new Sequential { new Flatten(), new Dense(3) }.Build([2, 2, 3]).Compile(new Sgd(), new CrossEntropy());
        Assert.Equal(
            "Fit: inputs have shape [3, 2, 2], expected [2, 2, 3]: as many numbers, but with other axes. Bring their axes into that order, or give rows [12] that are in it.",
            Assert.Throws<ArgumentException>(() => colored.Fit(data.WithInputs(new float[144], [3, 2, 2]))).Message);
        foreach (int[] same in new[] { [12], [2, 2, 3], [1, 2, 2, 3], new[] { 1, 12 } })
        {
            colored.Fit(data.WithInputs(new float[144], same), new FitOptions { Epochs = 1 });
        }

        Assert.Equal("Fit: 2 class weights for 3 classes. Give one for each class, or none.",
            Assert.Throws<ArgumentException>(() => Net().Fit(data, new FitOptions { ClassWeights = [1, 2] })).Message);
        Assert.StartsWith("Fit: L2 is -1, expected a number from 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Net().Fit(data, new FitOptions { L2 = -1 })).Message, StringComparison.Ordinal);
        Assert.StartsWith("Fit: ClipNorm is 0, expected a number above 0, or none for no limit.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Net().Fit(data, new FitOptions { ClipNorm = 0 })).Message, StringComparison.Ordinal);
        Assert.Equal("Fit: Monitor is f1, the model's metrics are: accuracy. Give Compile this metric too.",
            Assert.Throws<ArgumentException>(() => Net().Fit(data, new FitOptions { Monitor = Metric.Named("f1") })).Message);
        Assert.Equal("Fit: the weight of class 'b' is -1, expected a number from 0.",
            Assert.Throws<ArgumentException>(() => Net().Fit(data, new FitOptions { ClassWeights = [1, -1, 1] })).Message);
        Assert.Equal("Sequential: an input of shape [3, 0] holds no numbers. Give every axis at least one.",
            Assert.Throws<ArgumentException>(() => new Sequential { new Flatten() }.Build([3, 0])).Message);
        Assert.Equal("Sequential: two layers are named 'a'. Give each its own name.",
            Assert.Throws<ArgumentException>(() => new Sequential { new Dense(2) { Name = "a" }, new Dense(2) { Name = "a" } }.Build([3])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Net().Fit(data, new FitOptions { Patience = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Net().Fit(data, new FitOptions { Epochs = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Net().Fit(data, new FitOptions { BatchSize = 0 }));
    }

    [Fact]
    public void A_refused_training_leaves_the_model_as_it_was()
    {
        var data = new Dataset([1, 2, 3, 4], [1], Targets.Values([10f, 20, 30, 40]));
        Sequential model = new Sequential { new Dense(1) }.Build([1]).Compile(new Sgd(0.1), new MeanSquaredError());
        model.Fit(data, new FitOptions { Epochs = 3 });
        float[] before = model.Predict([5f]);
        var other = new Dataset([1, 2], [1], Targets.Values([1000f, 2000]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(other, new FitOptions { BatchSize = 0 }));
        Assert.Equal(before, model.Predict([5f]));
    }

    [Fact]
    public void A_batch_larger_than_the_set_is_the_whole_set()
    {
        Sequential whole = Net(2);
        whole.Fit(Blobs(), new FitOptions { Epochs = 2, BatchSize = 120 });
        Sequential larger = Net(2);
        larger.Fit(Blobs(), new FitOptions { Epochs = 2, BatchSize = int.MaxValue });
        Assert.Equal(whole.Parameters.SelectMany(parameter => parameter.Values.ToArray()), larger.Parameters.SelectMany(parameter => parameter.Values.ToArray()));
    }

    [Fact]
    public void Every_callback_hears_of_the_epoch_in_which_one_stops_the_training()
    {
        var last = new Counting();
        History history = Net().Fit(Blobs(), new FitOptions { Epochs = 5, Callbacks = [new Below(100), last] });
        Assert.Single(history.Epochs);
        Assert.Equal(1, last.Epochs);
    }

    private sealed class Counting : Callback
    {
        public int Epochs { get; private set; }

        public override string? OnEpochEnd(EpochResult result)
        {
            Epochs++;
            return null;
        }
    }

    private sealed class Below(double loss) : Callback
    {
        public override string? OnEpochEnd(EpochResult result) => result.Loss < loss ? FormattableString.Invariant($"loss below {loss}") : null;
    }
}
