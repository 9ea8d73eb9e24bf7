using Cajal.Tests.Training;

namespace Cajal.Tests.Models;

/// <summary>Models that are graphs of layers.</summary>
public sealed class GraphModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_connection_around_a_layer_adds_what_it_skips()
    {
        var x = new Input(2);
        ModelValue hidden = x.Then(new Dense(3), new Tanh());
        Model model = new Model([x], [new Add().After(hidden, hidden.Then(new Dense(3)))]).Build(seed: 3);
        Assert.Equal(["dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"], model.Parameters.Select(parameter => parameter.Name));
        float[][] p = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];
        float[] row = [0.5f, -1.5f];
        double[] h = [.. Enumerable.Range(0, 3).Select(unit => Math.Tanh((row[0] * p[0][unit]) + (row[1] * p[0][3 + unit]) + p[1][unit]))];
        double[] expected = [.. Enumerable.Range(0, 3).Select(unit => h[unit] + p[3][unit] + Enumerable.Range(0, 3).Sum(input => h[input] * p[2][(input * 3) + unit]))];
        Near.Equal(expected, [.. model.Predict(row).Select(value => (double)value)], 1e-6, "residual");
    }

    [Fact]
    public void Layers_one_after_the_other_are_a_sequential_model_however_they_are_written()
    {
        Dataset data = FitTests.Blobs(60);
        var x = new Input(4);
        var graph = new Model([x], [x.Then(new Dense(8), new Relu(), new Dropout(0.25), new Dense(3), new Softmax())]);
        var chain = new Sequential { new Dense(8), new Relu(), new Dropout(0.25), new Dense(3), new Softmax() };
        foreach (Model model in new Model[] { graph, chain })
        {
            model.Compile(new Adam(0.01), new CrossEntropy()).Fit(data, new FitOptions { Epochs = 3, Seed = 2 });
            model.Save(folder.File($"{model.GetType().Name}.safetensors"));
        }

        Assert.Equal(chain.Unroll().ToArray(), graph.Unroll().ToArray());
        Assert.Equal(chain.Summary(), graph.Summary());
        Assert.Equal(File.ReadAllBytes(folder.File("Sequential.safetensors")), File.ReadAllBytes(folder.File("Model.safetensors")));
        Assert.IsType<Sequential>(Model.Load(folder.File("Model.safetensors")));
    }

    [Fact]
    public void Training_saving_and_going_on_work_as_for_layers_in_a_row()
    {
        Dataset data = FitTests.Blobs(240);
        Model whole = Residual();
        History history = whole.Fit(data, new FitOptions { Epochs = 12, BatchSize = 16, CheckpointPath = folder.File("whole.safetensors") });
        Assert.True(history.Epochs[^1].Loss < history.Epochs[0].Loss / 2);
        Assert.True(whole.Evaluate(data).Report["accuracy"].Value > 0.9);
        Assert.True(whole.CheckGradients(data).Ok);
        Residual().Fit(data, new FitOptions { Epochs = 5, BatchSize = 16, CheckpointPath = folder.File("last.safetensors") });
        (Model resumed, _) = Model.Resume(folder.File("last.safetensors"), data, new ResumeOptions { AdditionalEpochs = 7 });
        Assert.Equal(whole.Unroll().ToArray(), resumed.Unroll().ToArray());

        whole.Save(folder.File("model.safetensors"));
        var loaded = Model.Load(folder.File("model.safetensors"));
        Assert.IsNotType<Sequential>(loaded);
        Assert.Equal(whole.Predict(data.Inputs), loaded.Predict(data.Inputs));
        Assert.Equal(whole.Summary(), loaded.Summary());
        byte[] bytes = File.ReadAllBytes(folder.File("model.safetensors"));
        loaded.Save(folder.File("model.safetensors"));
        Assert.Equal(bytes, File.ReadAllBytes(folder.File("model.safetensors")));
    }

    [Fact]
    public void A_layer_applied_twice_has_one_set_of_parameters()
    {
        var x = new Input(3);
        var shared = new Dense(3) { Name = "shared" };
        var twice = new Model([x], [x.Then(shared, new Tanh(), shared)]);
        Model model = twice.Build(seed: 1).Compile(new Sgd(), new MeanSquaredError());
        Assert.Equal(12, model.ParameterCount);
        Assert.Equal(2, model.Layers.Count);
        Assert.Contains("shared@2", model.Summary(), StringComparison.Ordinal);

        // The gradient is the sum over both places.
        var random = new Random(1);
        var data = new Dataset(Numbers(random, 24), [3], Targets.Values(Numbers(random, 24), ["a", "b", "c"]));
        GradientCheckResult check = model.CheckGradients(data);
        Assert.True(check.Ok, check.ToString());

        model.Save(folder.File("model.safetensors"));
        var loaded = Model.Load(folder.File("model.safetensors"));
        Assert.Equal(12, loaded.ParameterCount);
        Assert.Equal(model.Predict(data.Inputs), loaded.Predict(data.Inputs));

        var chain = new Sequential { shared, new Tanh(), shared };
        Assert.Equal(model.Predict(data.Inputs), chain.Build([3], seed: 1).Predict(data.Inputs));
    }

    [Fact]
    public void Layers_that_several_parts_share_keep_the_names_of_their_places_in_a_file()
    {
        var shared = new Dense(4);
        Sequential model = new Sequential { new Sequential("a") { shared, new Tanh() }, new Sequential("b") { shared, new Relu() }, new Dense(2) }.Build([4], 3);
        model.Save(folder.File("model.safetensors"));
        var loaded = Model.Load(folder.File("model.safetensors"));
        Assert.Equal(["a.dense1", "a.tanh1", "b.dense1", "b.relu1", "dense2"], loaded.Built.Network.Layers.Select(layer => layer.Name));
        Assert.Equal(model.UpTo("b.dense1").Predict([1, 2, 3, 4]), loaded.UpTo("b.dense1").Predict([1, 2, 3, 4]));
    }

    [Fact]
    public void A_part_brings_its_weights_along_under_its_name()
    {
        Dataset data = FitTests.Blobs(60);
        var encoder = new Sequential("encoder") { new Dense(5), new Tanh() };
        encoder.Build([4], seed: 9);
        var x = new Input(4);
        Model model = new Model([x], [x.Then(encoder).Then(new Dense(3), new Softmax())]).Build(seed: 2);
        Assert.Equal(["encoder.dense1.weight", "encoder.dense1.bias", "dense2.weight", "dense2.bias"], model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(encoder.Parameters[0].Values.ToArray(), model.Parameters[0].Values.ToArray());

        // A copy: training the whole leaves the part as it was.
        float[] before = encoder.Unroll().ToArray();
        model.Compile(new Adam(0.05), new CrossEntropy()).Fit(data, new FitOptions { Epochs = 2 });
        Assert.Equal(before, encoder.Unroll().ToArray());
        Assert.NotEqual(before[0], model.Parameters[0].Values[0]);

        // A part of a part, and in a row.
        var outer = new Sequential("outer") { encoder, new Dense(2) };
        Sequential all = new Sequential { outer, new Softmax() }.Build([4]);
        Assert.Equal(["outer.encoder.dense1.weight", "outer.encoder.dense1.bias", "outer.dense2.weight", "outer.dense2.bias"], all.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(before, all.Unroll().ToArray()[..before.Length]);
        all.Save(folder.File("all.safetensors"));
        Assert.Equal(all.Predict(data.Inputs), Model.Load(folder.File("all.safetensors")).Predict(data.Inputs));
    }

    [Fact]
    public void A_part_applied_to_two_inputs_has_one_set_of_parameters()
    {
        var encoder = new Sequential("encoder") { new Dense(4), new Tanh() };
        (Input left, Input right) = (new Input(3), new Input(3));
        Model model = new Model([left, right], [new Multiply().After(encoder.After(left), encoder.After(right))]).Build(seed: 4);
        Assert.Equal(16, model.ParameterCount);
        Assert.Equal(["encoder.dense1", "encoder.tanh1", "encoder.dense1@2", "encoder.tanh1@2", "multiply1"], model.Built.Network.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Random_graphs_predict_what_their_layers_compute_one_by_one_and_come_back_from_files()
    {
        var random = new Random(8);
        for (int trial = 0; trial < 40; trial++)
        {
            var x = new Input(4);
            List<ModelValue> values = [x];
            List<Layer> all = [new Dense(4), new Tanh()];
            for (int count = random.Next(1, 12); count > 0; count--)
            {
                ModelValue Some() => values[random.Next(values.Count)];
                values.Add(random.Next(5) switch
                {
                    0 => new Add().After(Some(), Some()),
                    1 => new Multiply().After(Some(), Some(), Some()),
                    2 => all[random.Next(2)].After(Some()),
                    3 => new Dense(4).After(Some()),
                    _ => new Sigmoid().After(Some()),
                });
            }

            Model model = new Model([x], [new Add().After(x, values[^1])]).Build((ulong)trial);
            float[] rows = Numbers(random, 4 * 20);
            float[] expected = LayerByLayer(model, rows);
            Assert.Equal(expected, model.Predict(rows));
            model.Save(folder.File("random.safetensors"));
            Assert.Equal(expected, Model.Load(folder.File("random.safetensors")).Predict(rows));
        }
    }

    private static float[] LayerByLayer(Model model, float[] rows)
    {
        var values = new Dictionary<string, float[]> { ["inputs"] = rows };
        var graph = new Graph();
        foreach (Cajal.Models.PlacedLayer layer in model.Built.Network.Layers)
        {
            Node[] inputs = [.. layer.Takes.Select((name, index) => graph.Input($"{layer.Name}/{index}", [rows.Length / 4, 4]))];
            var parameters = new Dictionary<string, Node>();
            Dictionary<Node, float[]> known = inputs.Zip(layer.Takes).ToDictionary(pair => pair.First, pair => values[pair.Second]);
            foreach (ParameterDeclaration declaration in layer.Layer.Parameters(layer.Input))
            {
                Node node = parameters[declaration.Name] = graph.Input($"{layer.Name}.{declaration.Name}", declaration.Shape);
                known[node] = model.Built.Store[$"{layer.Owner}.{declaration.Name}"].ToArray();
            }

            Node output = layer.Layer.BuildAfter(new LayerContext(false, parameters, 0), inputs);
            values[layer.Name] = Cajal.Planning.NaiveExecutor.Run(new GraphFunction([output]), new Cajal.Planning.ParameterStore<float>([]), known, new())[output];
        }

        return values[model.Built.Network.OutputLayer.Name];
    }

    private static Model Residual()
    {
        var x = new Input(4);
        ModelValue value = x.Then(new Dense(12), new Tanh());
        for (int block = 0; block < 3; block++)
        {
            value = new Add().After(value, value.Then(new Dense(12), new Tanh(), new Dense(12)));
        }

        return new Model([x], [value.Then(new Dropout(0.1), new Dense(3), new Softmax())]).Build(seed: 1).Compile(new Adam(0.01), new CrossEntropy(), new Accuracy());
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
}
