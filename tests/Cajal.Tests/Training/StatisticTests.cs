using Cajal.Models;
using Cajal.Training;

namespace Cajal.Tests.Training;

/// <summary>What layers observe while they are trained: no gradient, no optimiser's state, but kept with the model.</summary>
public sealed class StatisticTests
{
    private static readonly float[] Rows = [1, 10, 3, 20, 5, 60, 7, 10];

    private static readonly Dataset Data = new(Rows, [2], Targets.Values([0.5f, 1, 1.5f, 2]));

    [Fact]
    public void A_training_step_writes_them_and_prediction_reads_them()
    {
        Sequential model = NewModel();
        model.Fit(Data, new FitOptions { Epochs = 2, BatchSize = 4 });

        // m ← m/2 + mean/2 from 0, twice: 3/4 of the mean.
        Assert.Equal([3f, 18.75f], Values(model, "centring.mean"));
        var plain = new Sequential { new Dense(1) };
        plain.Build([2]);
        foreach (ModelParameter parameter in plain.Parameters)
        {
            Values(model, parameter.Name).CopyTo(parameter.Values);
        }

        float expected = plain.Predict([1 - 3f, 10 - 18.75f])[0];
        Assert.Equal(model.TargetScaler!.Means[0] + (expected * model.TargetScaler.Deviations[0]), model.Predict([1, 10])[0], 1e-5);
    }

    [Fact]
    public void They_are_no_parameters_to_learn()
    {
        Sequential model = NewModel().Build([2]);
        Network network = model.Built.Network;
        Assert.Equal(["centring.mean", "dense1.weight", "dense1.bias"], model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["dense1.weight", "dense1.bias"], network.Learned.Select(parameter => parameter.Name));
        Assert.Equal((3, 5), (model.ParameterCount, network.StoredCount));
        Assert.Equal(3, model.Unroll().Length);
        var step = TrainingStep.Build(network, new MeanSquaredError(), new Adam(), new StepSettings(L2: 1), TargetKind.Values, 1, 4);
        Assert.Equal(
            ["mean/dense1.weight", "mean_square/dense1.weight", "mean/dense1.bias", "mean_square/dense1.bias"],
            step.State.Select(entry => entry.Name));
        Update written = Assert.Single(step.Function.Updates, update => update.Parameter.Operator is Ops.Parameter { ParameterName: "centring.mean" });
        Assert.DoesNotContain(step.Loss, GraphFunction.Reachable([written.Value]));
        Assert.Equal(3, model.CheckGradients(Data).Checked);
    }

    [Fact]
    public void A_layer_in_two_places_goes_on_from_what_it_has_seen_in_the_first()
    {
        var centring = new Centring { Name = "centring" };
        (Input a, Input b) = (new Input(2), new Input(2) { Name = "b" });
        Model model = new Model([a, b], [new Add().After(centring.After(a), centring.After(b)).Then(new Dense(1))]).Compile(new Sgd(), new MeanSquaredError());
        float[] others = [.. Rows.Select(number => -3 * number)];
        model.Fit(Data.WithInput("b", new Dataset(others, [2], Data.Targets)), new FitOptions { Epochs = 1, BatchSize = 4 });

        // ((0 + mean)/2 - 3 mean)/2
        Assert.Equal([-5f, -31.25f], Values(model, "centring.mean"));
    }

    [Fact]
    public void Those_of_frozen_layers_stay()
    {
        Sequential model = NewModel();
        model.Freeze("centring");
        model.Fit(Data, new FitOptions { Epochs = 2, BatchSize = 4 });
        Assert.Equal([0f, 0], Values(model, "centring.mean"));

        var centring = new Centring { Name = "centring" };
        Sequential twice = new Sequential { centring, new Tanh(), centring, new Dense(1) }.Compile(new Adam(0.01), new MeanSquaredError());
        twice.Freeze("centring");
        twice.Fit(Data, new FitOptions { Epochs = 2, BatchSize = 4 });
        Assert.Equal([0f, 0], Values(twice, "centring.mean"));
    }

    [Fact]
    public void They_are_kept_in_the_file()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("cajal-statistic-").FullName, "model.safetensors");
        Sequential model = NewModel();
        model.Fit(Data, new FitOptions { Epochs = 1, BatchSize = 4 });
        model.Save(path);
        Assert.Equal([2f, 12.5f], SafetensorsFile.Read(path).Float32("centring.mean", [2]).ToArray());
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void They_never_change_in_a_prediction() => Assert.Equal(
        "Layer: 'mean' would change in a prediction. Update statistics in training only.",
        Assert.Throws<InvalidOperationException>(() =>
        {
            var graph = new Graph();
            new LayerContext(training: false, new Dictionary<string, Node>(), 0).Update("mean", graph.Constant(0));
        }).Message);

    private static Sequential NewModel() => new Sequential { new Centring { Name = "centring" }, new Dense(1) }.Compile(new Adam(0.01), new MeanSquaredError());

    private static float[] Values(Model model, string name) => model.Parameters.Single(parameter => parameter.Name == name).Values.ToArray();

    /// <summary>Takes a running mean off each feature.</summary>
    private sealed class Centring : Layer
    {
        internal override string Kind => "centring";

        internal override Shape OutputShape(Shape input) => input;

        internal override IReadOnlyList<ParameterDeclaration> Parameters(Shape input) =>
            [new("mean", input, new ZerosInitializer(), IsWeight: false, FanIn: 1, FanOut: 1, IsStatistic: true)];

        internal override Node Build(LayerContext context, Node input)
        {
            Node mean = context.Parameter("mean");
            if (context.Training)
            {
                context.Update("mean", (mean * 0.5) + (input.SumRows().Reshape(mean.Shape) * (0.5 / input.Shape.Rows)));
            }

            return input - mean;
        }
    }
}
