using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Cajal.Tests.Models;

/// <summary>
/// Models that earlier versions saved load for ever and predict the same bits. The files of a version are written once, by
/// <c>CAJAL_WRITE_GOLDEN=1 dotnet test --filter GoldenModelTests</c>, and never again after its release.
/// </summary>
public sealed class GoldenModelTests
{
    private const string Version = "0.1.0";
    private const string Flowers =
        "petal,colour,weight,kind\n1.5,red,3,rose\n4.25,white,,lily\n1.75,red,2.5,rose\n4.5,white,8,lily\n3,blue,5,iris\n3.25,blue,5.5,iris\n"
        + "1.25,white,3.5,rose\n4,red,7,lily\n2.75,blue,,iris\n1.625,red,2.75,rose\n4.125,white,7.5,lily\n3.5,blue,4.5,iris\n";

    public static TheoryData<string> Versions => [Version];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_net_of_an_earlier_version_predicts_the_same_bits(string version)
    {
        WriteIfWanted();
        Model model = Model.Load(PathOf(version, "sequential.safetensors"));
        JsonNode expected = GoldenFile.Read("models/" + version, "predictions.json")["sequential"]!;
        Assert.Equal(expected["outputs"].Numbers(), model.Predict(Singles(expected["inputs"]!)).Select(value => (double)value));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_graph_of_layers_of_an_earlier_version_predicts_the_same_bits(string version)
    {
        WriteIfWanted();
        var model = Model.Load(PathOf(version, "graph.safetensors"));
        JsonNode expected = GoldenFile.Read("models/" + version, "graph.json");
        float[][] outputs = model.PredictAll(Singles(expected["main"]!), Singles(expected["side"]!));
        Assert.Equal(expected["class"].Numbers(), outputs[0].Select(value => (double)value));
        Assert.Equal(expected["value"].Numbers(), outputs[1].Select(value => (double)value));
        Assert.Equal(["body.dense1"], model.Frozen);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_model_of_a_table_of_an_earlier_version_predicts_the_same_bits(string version)
    {
        TabularModel model = TabularModel.Load(PathOf(version, "tabular.safetensors"));
        JsonArray expected = GoldenFile.Read("models/" + version, "predictions.json")["tabular"]!.AsArray();
        Table table = Table.ReadCsv(new StringReader(Flowers), "flowers.csv");
        IReadOnlyList<RowPrediction> rows = model.Predict(table).Rows;
        Assert.Equal(expected.Select(row => (string)row!["label"]!), rows.Select(row => row.Label!));
        Assert.Equal(expected.SelectMany(row => row!["probabilities"].Numbers()), rows.SelectMany(row => row.Probabilities).Select(value => (double)value));
    }

    private static string PathOf(string version, string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "models", version, name);

    private static float[] Singles(JsonNode numbers) => [.. numbers.Numbers().Select(number => (float)number)];

    /// <summary>Writes the files beside this source and where the tests read them.</summary>
    private static void WriteIfWanted([CallerFilePath] string source = "")
    {
        if (Environment.GetEnvironmentVariable("CAJAL_WRITE_GOLDEN") != "1")
        {
            return;
        }

        string kept = Path.Combine(Path.GetDirectoryName(source)!, "..", "Golden", "models", Version);
        foreach (string folder in new[] { kept, Path.GetDirectoryName(PathOf(Version, "x"))! })
        {
            Directory.CreateDirectory(folder);
            var predictions = new JsonObject { ["version"] = Version, ["sequential"] = WriteNet(folder), ["tabular"] = WriteTable(folder) };
            File.WriteAllText(Path.Combine(folder, "predictions.json"), predictions.ToJsonString() + "\n");
            File.WriteAllText(Path.Combine(folder, "graph.json"), WriteGraph(folder).ToJsonString() + "\n");
        }
    }

    private static JsonObject WriteNet(string folder)
    {
        var random = new Random(123);
        float[] values = [.. GradientCheck.Numbers(random, 60 * 4, -2, 2).Select(value => (float)value)];
        var data = new Dataset(values, [4], Targets.Values([.. Enumerable.Range(0, 60).Select(row => (values[4 * row] * 100) + values[(4 * row) + 1])]));
        Sequential model = new Sequential { new Dense(6), new Gelu(), new Dropout(0.1), new Dense(5) { Name = "middle" }, new Mish(), new Dense(1) }
            .Build([4], 3, Scaler.Fit("standard", data)).Compile(new AdamW(0.01), new Huber());
        model.Fit(data, new FitOptions { Epochs = 5, Seed = 4, Threads = 1 });
        model.Save(Path.Combine(folder, "sequential.safetensors"));
        float[] rows = values[..40];
        return new JsonObject { ["inputs"] = Numbers(rows), ["outputs"] = Numbers(model.Predict(rows)) };
    }

    private static JsonObject WriteGraph(string folder)
    {
        var random = new Random(7);
        float[] main = [.. GradientCheck.Numbers(random, 40 * 3, -2, 2).Select(value => (float)value)], side = [.. GradientCheck.Numbers(random, 40 * 2, 1, 5).Select(value => (float)value)];
        var body = new Sequential("body") { new Dense(5), new Tanh() };
        (Input first, Input second) = (new Input(3) { Name = "main" }, new Input(2) { Name = "side", Preprocessing = StandardScaler.Fit(side, 2) });
        var shared = new Dense(5) { Name = "shared" };
        ModelValue sum = new Add().After(body.After(first), second.Then(new Dense(5)).Then(shared, new Relu(), shared));
        var model = new Model([first, second],
            [sum.Then(new Dense(2), new Softmax { Name = "class" }), new Concatenate().After(sum, first).Then(new Dense(1) { Name = "value" })]);
        model.Compile(new Adam(0.01), new OutputLoss("class", new CrossEntropy()), new OutputLoss("value", new Huber(), Weight: 0.5));
        model.Freeze("body.dense1");
        Targets classes = Targets.Classes([.. Enumerable.Range(0, 40).Select(row => row % 2)], ["even", "odd"]);
        Dataset data = new Dataset(main, [3], classes).WithInput("side", new Dataset(side, [2], classes))
            .WithTarget("value", Targets.Values([.. Enumerable.Range(0, 40).Select(row => main[3 * row] * side[2 * row])]));
        model.Fit(data, new FitOptions { Epochs = 5, Seed = 4, Threads = 1 });
        model.Save(Path.Combine(folder, "graph.safetensors"));
        float[][] outputs = model.PredictAll(main.AsMemory(0, 30), side.AsMemory(0, 20));
        return new JsonObject { ["main"] = Numbers(main[..30]), ["side"] = Numbers(side[..20]), ["class"] = Numbers(outputs[0]), ["value"] = Numbers(outputs[1]) };
    }

    private static JsonArray WriteTable(string folder)
    {
        Table table = Table.ReadCsv(new StringReader(Flowers), "flowers.csv").Target("kind");
        TableEncoder encoder = TableEncoder.Fit(table);
        Dataset data = encoder.Encode(table).Data;
        Sequential network = new Sequential { new FeatureScale(), new Dense(5, scale: WeightScale.NeuralTangent), new Selu(), new Dense(3), new Softmax() }
            .Build([encoder.FeatureCount], 5).Compile(new Adam(0.02), new CrossEntropy(0.1));
        network.Fit(data, new FitOptions { Epochs = 10, BatchSize = 4, Seed = 6, Threads = 1 });
        var model = new TabularModel(network, encoder);
        model.Save(Path.Combine(folder, "tabular.safetensors"));
        return [.. model.Predict(table).Rows.Select(row => (JsonNode)new JsonObject
        {
            ["label"] = row.Label,
            ["probabilities"] = Numbers(row.Probabilities),
        })];
    }

    private static JsonArray Numbers(IEnumerable<float> values) => [.. values.Select(value => (JsonNode)(double)value)];
}
