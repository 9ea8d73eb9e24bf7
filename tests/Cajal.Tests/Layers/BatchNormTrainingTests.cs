namespace Cajal.Tests.Layers;

/// <summary>Batch normalisation in a model: what training writes into its statistics, and what prediction makes of them.</summary>
public sealed class BatchNormTrainingTests
{
    private static readonly float[] Inputs = [1, 10, 2, 20, 3, 30, 6, 80];

    [Fact]
    public void A_step_moves_the_running_figures_by_a_tenth_towards_the_batch()
    {
        Sequential model = Model(new Sgd(0.1));
        model.Fit(Data(), new FitOptions { Epochs = 1, BatchSize = 4 });

        // Means 3 and 35, sums of squared deviations 14 and 2900, divided by 3.
        Near.Equal([0.3, 3.5], Values(model, "norm.running_mean"), 1e-6);
        Near.Equal([0.9 + (0.1 * 14 / 3), 0.9 + (0.1 * 2900 / 3)], Values(model, "norm.running_var"), 1e-6);
    }

    [Fact]
    public void After_many_steps_predictions_are_those_of_the_normalised_batch_and_do_not_depend_on_company()
    {
        Sequential model = Model(new Sgd(0.01));
        model.Fit(Data(), new FitOptions { Epochs = 400, BatchSize = 4 });
        float[] together = model.Predict(Inputs);
        Assert.Equal(together[1], model.Predict(Inputs.AsSpan(2, 2).ToArray())[0]);
        Near.Equal([3, 35], Values(model, "norm.running_mean"), 1e-4);

        string path = Path.Combine(Directory.CreateTempSubdirectory("cajal").FullName, "model.safetensors");
        model.Save(path);
        Assert.Equal(together, Cajal.Model.Load(path).Predict(Inputs));
        Assert.Equal(7, model.ParameterCount);
    }

    [Fact]
    public void Interrupted_and_resumed_it_writes_the_same_statistics()
    {
        Sequential once = Model(new Adam(0.01));
        once.Fit(Data(), new FitOptions { Epochs = 6, BatchSize = 2 });

        string path = Path.Combine(Directory.CreateTempSubdirectory("cajal").FullName, "checkpoint.safetensors");
        Sequential first = Model(new Adam(0.01));
        first.Fit(Data(), new FitOptions { Epochs = 2, BatchSize = 2, CheckpointPath = path });
        Assert.NotEqual(Values(once, "norm.running_mean"), Values(first, "norm.running_mean"));
        (Model resumed, _) = Cajal.Model.Resume(path, Data(), new ResumeOptions { AdditionalEpochs = 4 });
        Assert.Equal(Values(once, "norm.running_mean"), Values(resumed, "norm.running_mean"));
        Assert.Equal(Values(once, "norm.running_var"), Values(resumed, "norm.running_var"));
    }

    [Fact]
    public void A_batch_of_one_number_a_feature_is_treated_as_at_prediction_and_leaves_the_running_figures()
    {
        Sequential model = Model(new Sgd(1e-5));
        model.Fit(Data(), new FitOptions { Epochs = 3, BatchSize = 1 });
        Assert.Equal([0, 0], Values(model, "norm.running_mean"));
        Assert.Equal([1, 1], Values(model, "norm.running_var"));
        Assert.NotEqual([1, 1], Values(model, "norm.weight"));

        // Four rows, then the fifth alone, whichever that is: the figures are those of the four.
        Sequential rest = Model(new Sgd(1e-5));
        rest.Fit(new Dataset([7, 70, .. Enumerable.Repeat(new[] { 7f, 70f }, 4).SelectMany(row => row)], [2], Targets.Values([1f, 2, 3, 4, 5])), new FitOptions { Epochs = 1, BatchSize = 4 });
        Near.Equal([0.7, 7], Values(rest, "norm.running_mean"), 1e-6);

        // One row of several pixels has a spread.
        Sequential pictures = new Sequential { new Reshape(2, 1, 1), new BatchNorm { Name = "norm" }, new Flatten(), new Dense(1) }.Build([2]).Compile(new Sgd(0.001), new HalfSquaredError());
        pictures.Fit(Data(), new FitOptions { Epochs = 1, BatchSize = 1 });
        Assert.True(Values(pictures, "norm.running_var")[0] > 1);
    }

    private static Dataset Data() => new(Inputs, [2], Targets.Values([1f, 2, 3, 4]));

    private static Sequential Model(Optimizer optimizer) =>
        new Sequential { new BatchNorm { Name = "norm" }, new Dense(1) }.Build([2]).Compile(optimizer, new HalfSquaredError());

    private static double[] Values(Model model, string name) =>
        [.. model.Parameters.Single(parameter => parameter.Name == name).Values.ToArray().Select(value => (double)value)];
}
