using Cajal.Tests.Mutations;
using Cajal.Tests.Training;
using Cajal.Training;

namespace Cajal.Tests.Models;

/// <summary>Model files whose checksum is right but whose JSON was made by an enemy: refused as documented or usable, never more.</summary>
public sealed class HostileModelTests : IDisposable
{
    private const int Mutants = 1200;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Changed_descriptions_of_a_model_of_a_table_are_refused_or_can_predict()
    {
        Table table = Table.ReadCsv(new StringReader("a,b,c,y\n1,u,,p\n2,v,3,q\n3,u,4,p\n4,w,5,q\n5,u,7,p\n"), "t.csv").Target("y");
        TableEncoder encoder = TableEncoder.Fit(table);
        Sequential network = new Sequential { new FeatureScale(), new Dense(3), new Selu(), new Dropout(0.1), new Dense(2), new Softmax() }
            .Build([encoder.FeatureCount]).Compile(new Adam(), new CrossEntropy());
        network.Fit(encoder.Encode(table).Data, new FitOptions { Epochs = 1, Threads = 1 });
        new TabularModel(network, encoder).Save(folder.File("model.safetensors"));
        var row = new Dictionary<string, object?> { ["a"] = 2, ["b"] = "v", ["c"] = 1.5 };
        Attack(path =>
        {
            TabularModel model = TabularModel.Load(path);
            _ = model.Network.Summary();
            if (encoder.InputColumns.SequenceEqual(model.Encoder.InputColumns))
            {
                try
                {
                    _ = model.Predict(row);
                }
                catch (DataException)
                {
                    // The columns mean something else now.
                }
            }
        });
    }

    [Fact]
    public void Changed_checkpoints_are_refused_or_training_goes_on()
    {
        Dataset training = FitTests.Blobs(40);
        Dataset validation = FitTests.Blobs(30, 2);
        FitOptions options = new()
        {
            Epochs = 2,
            Validation = validation,
            CheckpointPath = folder.File("model.safetensors"),
            Threads = 1,
            L2 = 0.01,
            ClipNorm = 1,
            Patience = 3,
            Monitor = new Accuracy(),
            ClassWeights = [1, 2, 3],
            Schedule = new CosineSchedule(),
        };
        FitTests.Net().Fit(training, options);
        Attack(path =>
        {
            try
            {
                TrainingSession.Resume(Checkpoint.Read(path), training, new ResumeOptions { Validation = validation, Threads = 1 }, path)
                    .Run(new CancellationToken(canceled: true));
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or ConfigurationException)
            {
                // Cancelled before its first step, or made with other data.
            }
        });
    }

    [Fact]
    public void Very_many_layers_are_read_in_time()
    {
        string layers = string.Join(",", Enumerable.Repeat("{\"kind\":\"relu\"}", 30_000));
        string model = $"{{\"layers\":[{layers}],\"inputShape\":[1],\"seed\":0,\"outputNames\":[]}}";
        string path = folder.File("model.safetensors");
        new SafetensorsFile([new("cajal.formatVersion", "1"), new("cajal.model", model)], []).Write(path);
        Hostile.Run<ModelFileException>(() => Model.Load(path), new FileInfo(path).Length, path, "30 000 layers");
    }

    [Fact]
    public void Very_many_frozen_layers_are_read_in_time()
    {
        IEnumerable<int> numbers = Enumerable.Range(0, 12_000);
        string layers = string.Join(",", numbers.Select(number => $"{{\"kind\":\"relu\",\"name\":\"part.{number}\"}}")), frozen = string.Join(",", numbers.Select(number => $"\"part.{number}\""));
        string path = folder.File("model.safetensors");
        new SafetensorsFile([new("cajal.formatVersion", "1"), new("cajal.model", $"{{\"layers\":[{layers}],\"inputShape\":[1],\"seed\":0,\"outputNames\":[],\"frozen\":[{frozen}]}}")], []).Write(path);
        Assert.Null(Hostile.Run<ModelFileException>(() => Model.Load(path), new FileInfo(path).Length, path, "12 000 frozen layers"));
    }

    [Fact]
    public void A_field_that_stands_twice_and_JSON_that_is_too_deep_are_refused()
    {
        foreach (string model in new[] { "{\"layers\":[],\"layers\":[]}", string.Concat(Enumerable.Repeat("{\"layers\":", 70)) + "1" + new string('}', 70) })
        {
            string path = folder.File("model.safetensors");
            new SafetensorsFile([new("cajal.formatVersion", "1"), new("cajal.model", model)], []).Write(path);
            Assert.Contains("\"cajal.model\" is no valid JSON", Assert.Throws<ModelFileException>(() => Model.Load(path)).Message, StringComparison.Ordinal);
        }
    }

    private void Attack(Action<string> use)
    {
        var random = new Random(123);
        SafetensorsFile good = SafetensorsFile.Read(folder.File("model.safetensors"));
        string path = folder.File("mutant.safetensors");
        KeyValuePair<string, string>[] sections = [.. good.Metadata.Where(pair => pair.Key.StartsWith("cajal.", StringComparison.Ordinal))];
        KeyValuePair<string, string>[] objects = [.. sections.Where(pair => pair.Value.StartsWith('{'))];
        int refused = 0;
        for (int mutant = 0; mutant < Mutants; mutant++)
        {
            KeyValuePair<string, string> section = objects[random.Next(objects.Length)];
            string changed = JsonMutator.Mutate(section.Value, random);
            byte[] bytes = new SafetensorsFile(
                sections.Select(pair => pair.Key == section.Key ? KeyValuePair.Create(pair.Key, changed) : pair), good.Entries).ToBytes();
            File.WriteAllBytes(path, bytes);
            refused += Hostile.Run<ModelFileException>(() => use(path), bytes.Length, path, $"mutant {mutant}: {section.Key} = {changed}") is null ? 0 : 1;
        }

        Assert.InRange(refused, Mutants / 3, Mutants - 1);
    }
}
