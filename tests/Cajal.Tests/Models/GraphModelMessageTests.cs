using System.Text.Json.Nodes;
using Cajal.Tests.Mutations;

namespace Cajal.Tests.Models;

/// <summary>Graphs that are none: loops, missing pieces, and files that describe them.</summary>
public sealed class GraphModelMessageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Values_that_make_no_model_are_refused()
    {
        (Input x, Input y) = (new Input(3), new Input(3) { Name = "side" });
        ModelValue hidden = x.Then(new Dense(3));
        Refused("Model: an output depends on an input of shape [3] that is not among the model's inputs. List it there.", () => new Model([y], [hidden]));
        Refused("Model: no output depends on input 'side'. Leave it out, or apply a layer to it.", () => new Model([x, y], [hidden]));
        Refused("Model: an output is an input itself. Apply at least one layer to it, e.g. new Identity().", () => new Model([x], [x]));
        Refused("Model: an input or an output is listed twice. List each once.", () => new Model([x, x], [hidden]));
        Refused("Model: 0 inputs and 1 outputs came, expected at least one of each.", () => new Model([], [hidden]));
        Refused("Model: two layers are named 'side'. Give each its own name.", () => new Model([y], [y.Then(new Dense(2) { Name = "side" })]));
        var shared = new Dense(2);
        Refused("Model: Dense 'dense1' is applied to inputs of shapes [3] and [2], but has one set of weights. Use a layer of its own for each.",
            () => new Model([x], [x.Then(shared, shared)]));
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        var x = new Input(3);
        var part = new Sequential("part") { new Dense(2) };
        Refused("Sequential 'part': 2 values came for 1 inputs. Give one for each.", () => part.After(x, x));
        Refused("Sequential 'part': it would be a part of itself, a loop without end. Add another model, or a new one with the same layers.", () => Added(part, part));
        var around = new Sequential { part };
        Refused("Sequential 'part': it would be a part of itself, a loop without end. Add another model, or a new one with the same layers.", () => Added(part, around));
        var two = new Model([x], [x.Then(new Dense(2)), x.Then(new Dense(2))]);
        Refused("Model: it has 2 outputs, expected one. Take them with OutputsAfter.", () => two.After(x));
        Refused("Model: it has several inputs or outputs, expected one of each. Apply it to values with OutputsAfter.", () => Added(around, two));
        var head = new Sequential { new Dense(3) };
        head.Build([3]);
        Refused("Model: two layers are named 'dense1'. Give the part a name, which then stands before its layers'.",
            () => new Model([x], [head.After(x.Then(new Dense(3)))]));
        Refused("Model: inputs of shapes [2] came, expected [3].", () => new Model([x], [x.Then(new Dense(3))]).After(new Input(2)));
        Assert.Equal("Sequential: its inputs have no shape yet. Call Build with the shape of one input.",
            Assert.Throws<InvalidOperationException>(() => new Sequential { new Dense(2) }.Build(seed: 1)).Message);
    }

    [Fact]
    public void What_needs_layers_in_a_row_says_so()
    {
        var x = new Input(2);
        ModelValue hidden = x.Then(new Dense(2));
        Model model = new Model([x], [new Add().After(hidden, hidden.Then(new Dense(2)))]).Build().Compile(new Sgd(), new MeanSquaredError());
        const string Rest = ": the model has branches, expected layers that follow one another. Take such a part out of it with UpTo.";
        Refused("Moments" + Rest, () => OutputMoments.Of(model, [0, 0], new double[2, 2]));
        Refused("Affine map" + Rest, () => AffineMap.Of(model));
        Refused("First-layer weights" + Rest, () => FirstLayerWeights.Of(model));
        Refused("Blame" + Rest, () => Blame.Of(model, new Dataset([1, 2], [2], Targets.Values([1, 2], ["a", "b"]))));
        Assert.Equal(2, FirstLayerWeights.Of(model.UpTo("dense1")).Units.Count);
    }

    [Theory]
    [InlineData("b", "the layers 'a' <- 'b' <- 'a' form a loop: a layer cannot take what depends on itself.")]
    [InlineData("a", "the layers 'a' <- 'a' form a loop: a layer cannot take what depends on itself.")]
    [InlineData("c", "layer 'a' takes 'c', which stands after it; expected each layer after those that it takes.")]
    [InlineData("d", "layer 'a' takes 'd', which is neither an input nor a layer.")]
    public void Files_with_loops_and_missing_layers_are_refused(string taken, string message)
    {
        JsonObject Layer(string name, string takes) => new() { ["kind"] = "relu", ["name"] = name, ["inputs"] = new JsonArray(takes) };
        AssertRefused(message, new JsonArray(Layer("a", taken), Layer("b", "a"), Layer("c", "x")), "b");
    }

    [Fact]
    public void Other_faults_of_a_graph_in_a_file_are_refused()
    {
        JsonArray Layers(JsonObject layer) => [layer];
        JsonObject Relu(JsonArray inputs) => new() { ["kind"] = "relu", ["name"] = "a", ["inputs"] = inputs };
        AssertRefused("layer 'a' takes nothing, expected the name of an input or a layer.", Layers(Relu([])), "a");
        AssertRefused("the outputs are 'z', expected the names of layers, each once.", Layers(Relu(["x"])), "z");
        AssertRefused("two layers are named 'x'. Give each its own name.", Layers(new() { ["kind"] = "relu", ["name"] = "x", ["inputs"] = new JsonArray("x") }), "x");
        AssertRefused("it shares the parameters of 'b', which is no layer before it.", Layers(new() { ["shared"] = "b", ["name"] = "a", ["inputs"] = new JsonArray("x") }), "a");
        AssertRefused("Relu 'a': it takes one input, 2 came. Merge them first, e.g. with an Add or a Concatenate layer.", Layers(Relu(["x", "x"])), "a");
    }

    [Theory]
    [InlineData("2.5", "\"inputShape\" is a list of 1, expected a list of whole numbers from 0 on.")]
    [InlineData("3e9", "\"inputShape\" is a list of 1, expected a list of whole numbers from 0 on.")]
    [InlineData("0", "an input of shape [0] holds no numbers. Give every axis at least one.")]
    public void A_shape_of_other_than_whole_numbers_is_refused(string size, string message) => Assert.Contains(
        message, Load($$"""{"layers":[{"kind":"relu"}],"inputShape":[{{size}}],"seed":0,"outputNames":[]}""").Message, StringComparison.Ordinal);

    [Fact]
    public void A_long_loop_and_a_layer_in_very_many_places_are_refused_at_once()
    {
        JsonArray layers = [.. Enumerable.Range(0, 20_000).Select(index =>
            (JsonNode)new JsonObject { ["kind"] = "relu", ["name"] = $"r{index}", ["inputs"] = new JsonArray($"r{(index + 1) % 20_000}") })];
        AssertRefused("the layers 'r0' <- 'r1' <- 'r2' <- 'r3' <- 'r4' <- 'r5' <- 'r6' <- ... <- 'r0' form a loop", layers, "r0");
        JsonArray shared = [new JsonObject { ["kind"] = "relu", ["name"] = "r" }, .. Enumerable.Range(0, 20_000).Select(_ => (JsonNode)new JsonObject { ["shared"] = "s" })];
        string model = new JsonObject { ["layers"] = shared, ["inputShape"] = new JsonArray(1), ["seed"] = 0, ["outputNames"] = new JsonArray() }.ToJsonString();
        Assert.Contains("which is no layer before it", Load(model).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_descriptions_of_a_graph_are_refused_or_can_predict()
    {
        var x = new Input(4) { Name = "rows" };
        var shared = new Dense(4) { Name = "shared" };
        ModelValue hidden = x.Then(shared, new Relu());
        Model model = new Model([x], [new Add().After(hidden, hidden.Then(shared), x).Then(new Dense(2), new Softmax())]).Build();
        model.Save(folder.File("model.safetensors"));
        SafetensorsFile good = SafetensorsFile.Read(folder.File("model.safetensors"));
        string json = good.Metadata.Single(pair => pair.Key == "cajal.model").Value;
        var random = new Random(17);
        int refused = 0;
        string path = folder.File("mutant.safetensors");
        for (int mutant = 0; mutant < 800; mutant++)
        {
            string changed = JsonMutator.Mutate(json, random);
            byte[] bytes = new SafetensorsFile([new("cajal.formatVersion", "1"), new("cajal.model", changed)], good.Entries).ToBytes();
            File.WriteAllBytes(path, bytes);
            refused += Hostile.Run<ModelFileException>(
                () =>
                {
                    var loaded = Model.Load(path);
                    _ = loaded.Summary();
                    if (loaded.Built.Network.InputShapes.Count == 1)
                    {
                        _ = loaded.Predict(new float[loaded.InputShape.Count]);
                    }
                },
                bytes.Length, path, $"mutant {mutant}: {changed}") is null ? 0 : 1;
        }

        Assert.InRange(refused, 800 / 3, 799);
    }

    private static Sequential Added(Sequential model, Model part)
    {
        model.Add(part);
        return model;
    }

    private static void Refused(string message, Func<object> make) => Assert.Equal(message, Assert.Throws<ArgumentException>(make).Message);

    private void AssertRefused(string message, JsonArray layers, string output)
    {
        var model = new JsonObject
        {
            ["inputs"] = new JsonArray(new JsonObject { ["name"] = "x", ["shape"] = new JsonArray(2) }),
            ["layers"] = layers,
            ["outputs"] = new JsonArray(output),
            ["seed"] = 0,
            ["outputNames"] = new JsonArray(),
        };
        string refusal = Load(model.ToJsonString()).Message;
        Assert.Contains(message, refusal, StringComparison.Ordinal);
        Assert.Contains("model.safetensors", refusal, StringComparison.Ordinal);
    }

    private ModelFileException Load(string model)
    {
        string path = folder.File("model.safetensors");
        new SafetensorsFile([new("cajal.formatVersion", "1"), new("cajal.model", model)], [SafetensorsEntry.FromFloat32("w", [1f], 1)]).Write(path);
        return Assert.Throws<ModelFileException>(() => Model.Load(path));
    }
}
