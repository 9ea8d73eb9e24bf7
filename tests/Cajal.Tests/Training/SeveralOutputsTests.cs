namespace Cajal.Tests.Training;

/// <summary>Models of several inputs and outputs: the same fit, evaluate, predict, save, resume, gradient check.</summary>
public sealed class SeveralOutputsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_inputs_and_two_outputs_are_learned_together()
    {
        Dataset data = Pairs(400);
        Dataset training = data.Select([.. Enumerable.Range(0, 300)]), test = data.Select([.. Enumerable.Range(300, 100)]);
        Model model = Net();
        History history = model.Fit(training, new FitOptions { Epochs = 40, BatchSize = 32, Validation = test });
        Evaluation evaluation = model.Evaluate(test);

        // Neither input tells the class alone: it is whether their sums agree in sign.
        Assert.True(evaluation.Report["accuracy"].Value > 0.9, $"{evaluation}");
        Assert.True(evaluation.Further["sum"].Report["r2"].Value > 0.95, $"{evaluation}");
        Assert.Equal(["accuracy", "sum.rmse"], history.Epochs[0].Validation.Keys);
        Assert.Equal(history.Epochs[history.BestEpoch - 1].Validation["sum.rmse"], evaluation.Further["sum"].Report["rmse"].Value);
        Assert.Equal([TargetKind.Classes, TargetKind.Values], model.Outputs.Select(output => output.Kind!.Value));
        Assert.Equal(["differ", "agree"], model.OutputNames);

        float[][] outputs = model.PredictAll(test.Inputs.ToArray(), test.FurtherInputs[0].Rows.Inputs.ToArray());
        Assert.Equal(evaluation.Outputs.ToArray(), outputs[0]);
        Assert.Equal(evaluation.Further["sum"].Outputs.ToArray(), outputs[1]);
        Assert.True(model.CheckGradients(test).Ok);
        model.Save(folder.File("model.safetensors"));
        var loaded = Model.Load(folder.File("model.safetensors"));
        Assert.Equal(outputs, loaded.PredictAll(test.Inputs.ToArray(), test.FurtherInputs[0].Rows.Inputs.ToArray()));
        Assert.Equal($"{evaluation}", $"{loaded.Evaluate(test)}");
        loaded.Save(folder.File("again.safetensors"));
        Assert.Equal(File.ReadAllBytes(folder.File("model.safetensors")), File.ReadAllBytes(folder.File("again.safetensors")));
    }

    [Fact]
    public void The_loss_is_the_weighted_sum_of_those_of_the_outputs()
    {
        Dataset data = Pairs(64);
        Model model = Net(weight: 0.25).Build(seed: 5);
        History history = model.Fit(data, new FitOptions { Epochs = 1, BatchSize = 64 });
        Model before = Net(weight: 0.25).Build(seed: 5);
        before.Describe([.. model.Meanings]);
        Evaluation evaluation = before.Evaluate(data);
        double single = evaluation.Loss - (0.25 * evaluation.Further["sum"].Loss);
        Assert.True(single > 0);
        Assert.Equal(evaluation.Loss, history.Epochs[0].Loss, 1e-6);

        // The same, by a model of the first output alone.
        Model first = before.UpTo("same").Compile(new Sgd(), new CrossEntropy());
        Assert.Equal(single, first.Evaluate(Without(data).WithInput("side", data.FurtherInputs[0].Rows)).Loss, 1e-6);
    }

    [Fact]
    public void Stopping_and_threads_change_no_bit()
    {
        Dataset data = Pairs(100);
        Model whole = Net();
        whole.Fit(data, new FitOptions { Epochs = 6, Validation = data, Threads = 2 });
        Model stopped = Net();
        stopped.Fit(data, new FitOptions { Epochs = 2, Validation = data, Threads = 1, CheckpointPath = folder.File("last.safetensors") });
        (Model resumed, History history) = Model.Resume(folder.File("last.safetensors"), data, new ResumeOptions { AdditionalEpochs = 4, Validation = data });
        Assert.Equal(whole.Unroll().ToArray(), resumed.Unroll().ToArray());
        Assert.Equal(6, history.Epochs.Count);
        Assert.Contains("sum.rmse", history.Epochs[^1].Validation.Keys);
    }

    [Fact]
    public void Every_input_is_scaled_as_it_says()
    {
        Dataset data = Pairs(60);
        Dataset side = data.FurtherInputs[0].Rows;
        Scaler scaler = StandardScaler.Fit(side.Inputs, 3);
        Model plain = Net(), scaled = Net(scaler: scaler);
        Dataset prepared = Without(data).WithInput("side", scaler.Apply(side)).WithTarget("sum", data.FurtherTargets[0].Targets);
        plain.Fit(prepared, new FitOptions { Epochs = 2 });
        scaled.Fit(data, new FitOptions { Epochs = 2 });
        Assert.Equal(plain.Unroll().ToArray(), scaled.Unroll().ToArray());
        scaled.Save(folder.File("scaled.safetensors"));
        Assert.Equal(plain.Evaluate(prepared).Loss, Model.Load(folder.File("scaled.safetensors")).Evaluate(data).Loss);
        Assert.Equal(
            plain.PredictAll(data.Inputs.ToArray(), prepared.FurtherInputs[0].Rows.Inputs.ToArray()),
            scaled.PredictAll(data.Inputs.ToArray(), side.Inputs.ToArray()));
    }

    [Fact]
    public void A_step_of_several_inputs_and_outputs_allocates_nothing()
    {
        var measured = new AllocationsOfEpochs();
        Net().Fit(Pairs(640), new FitOptions { Epochs = 12, BatchSize = 32, Threads = 1, Callbacks = [measured] });

        // An epoch of 20 steps allocates what one of no step would: its row of the history.
        Assert.InRange(measured.Least, 0, 2000);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Dataset data = Pairs(20);
        Model model = Net().Build();
        Refused("Fit: beside the first input 'main' the model has: 'side'; the data have: none. Add them with WithInput.", () => model.Fit(Without(data)));
        Refused("Fit: beside the first output 'same' the model has: 'sum'; the data have: none. Add them with WithTarget.",
            () => model.Fit(Without(data).WithInput("side", data.FurtherInputs[0].Rows)));
        Refused("Fit: inputs 'side' have shape [2], expected [3]. Prepare the data as for training.",
            () => model.Fit(Without(data).WithInput("side", Without(data)).WithTarget("sum", data.FurtherTargets[0].Targets)));
        Refused("Fit: the output 'sum' has 1 numbers, the data have 2 classes. Give the last dense layer before it 2 outputs.",
            () => model.Fit(Without(data).WithInput("side", data.FurtherInputs[0].Rows).WithTarget("sum", data.Targets)));
        Refused("Fit: class weights are for models of one output.", () => model.Fit(data, new FitOptions { ClassWeights = [1, 2] }));
        Refused("Model: it was compiled with losses for '', its outputs are 'same', 'sum'. Give Compile one OutputLoss for each.",
            () => Net().Compile(new Sgd(), new CrossEntropy()).Fit(data));
        Refused("Compile: each output needs a loss with a weight above 0.", () => Net().Compile(new Sgd(), new OutputLoss("same", new CrossEntropy(), 0)));
        Refused("K-FAC: it works out the curvature of one output's loss, the model has 2 outputs. Take one that goes by gradients alone, e.g. Adam.",
            () => Net().Compile(new Kfac(), new OutputLoss("same", new CrossEntropy()), new OutputLoss("sum", new MeanSquaredError())).Fit(data));
        Refused("Predict: the model has 2 inputs and 2 outputs, expected one of each. Call PredictAll with the rows of each input.", () => model.Predict(new float[2]));
        Refused("PredictAll: inputs of 4, 3 numbers came, expected the same number of rows for each of 'main' [2], 'side' [3]. Give whole rows, as many for each.",
            () => model.PredictAll(new float[4], new float[3]));
        Refused("Model: it has 2 inputs (main, side), expected one for this. Take the part with one input out of it with UpTo.",
            () => Saliency.Of(model, new float[2]));
        Refused("The further input 'x' has 5 rows, expected 20: one for each example.", () => data.WithInput("x", Pairs(5)));
        Refused("There is already a further target 'sum'. Give each its own name.", () => data.WithTarget("sum", data.Targets));
    }

    private static void Refused(string message, Action action) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static Dataset Without(Dataset data) => new(data.Inputs.ToArray(), [2], data.Targets);

    private static Model Net(double weight = 1, Scaler? scaler = null)
    {
        (Input main, Input side) = (new Input(2) { Name = "main" }, new Input(3) { Name = "side", Preprocessing = scaler });
        ModelValue both = new Concatenate().After(main.Then(new Dense(12), new Tanh()), side.Then(new Dense(12), new Tanh()));
        ModelValue hidden = both.Then(new Dense(24), new Relu());
        return new Model([main, side], [hidden.Then(new Dense(2), new Softmax { Name = "same" }), hidden.Then(new Dense(1) { Name = "sum" })])
            .Compile(new Adam(0.01), new OutputLoss("same", new CrossEntropy()) { Metrics = [new Accuracy()] },
                new OutputLoss("sum", new MeanSquaredError(), weight) { Metrics = [Metric.Named("rmse")] });
    }

    /// <summary>Two inputs; whether the signs of their sums agree, and the sum of all.</summary>
    private static Dataset Pairs(int rows)
    {
        var random = new Random(6);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        (float[] main, float[] side) = (Numbers(rows * 2), Numbers(rows * 3));
        float[] mainSums = [.. main.Chunk(2).Select(row => row.Sum())], sideSums = [.. side.Chunk(3).Select(row => row.Sum())];
        var same = Targets.Classes([.. mainSums.Zip(sideSums, (a, b) => a > 0 == b > 0 ? 1 : 0)], ["differ", "agree"]);
        var sums = Targets.Values([.. mainSums.Zip(sideSums, (a, b) => 10 + a + b)]);
        return new Dataset(main, [2], same).WithInput("side", new Dataset(side, [3], same)).WithTarget("sum", sums);
    }

    /// <summary>What is allocated from the end of an epoch to the end of the next, at least.</summary>
    private sealed class AllocationsOfEpochs : Callback
    {
        private long before = -1;

        public long Least { get; private set; } = long.MaxValue;

        public override string? OnEpochEnd(EpochResult result)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            Least = before < 0 ? Least : Math.Min(Least, now - before);
            before = now;
            return null;
        }
    }
}
