namespace Cajal.Tests.Models;

public sealed class ModelFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cajal-model-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_model_comes_back_with_its_bits_and_saves_to_the_same_bytes()
    {
        var random = new Random(2);
        string[] activations = ["relu", "tanh", "gelu", "silu", "elu", "leaky-relu", "selu", "softplus", "mish"];
        for (int trial = 0; trial < 50; trial++)
        {
            int features = random.Next(1, 9);
            int classes = random.Next(2, 6);
            var model = new Sequential();
            for (int layer = random.Next(3); layer > 0; layer--)
            {
                model.Add(new Dense(random.Next(1, 20)));
                model.Add(Activation.ByName(activations[random.Next(activations.Length)]));
                model.Add(new Dropout(0.25));
            }

            model.Add(new Dense(classes));
            model.Add(new Softmax());
            model.Build([features], (ulong)trial).Compile(new Sgd(), new CrossEntropy());
            string path = Path.Combine(folder, "model.safetensors");
            model.Save(path);
            byte[] bytes = File.ReadAllBytes(path);
            Model loaded = Model.Load(path);
            loaded.Save(path);
            Assert.Equal(bytes, File.ReadAllBytes(path));
            float[] rows = [.. GradientCheck.Numbers(random, features * 7, -2, 2).Select(value => (float)value)];
            Assert.Equal(model.Predict(rows), loaded.Predict(rows));
        }
    }

    [Fact]
    public void A_row_has_the_same_bits_alone_and_in_any_batch_from_many_threads()
    {
        Sequential model = new Sequential { new Dense(33), new Tanh(), new Dense(10), new Softmax() }.Build([21], 3);
        var random = new Random(4);
        float[] rows = [.. GradientCheck.Numbers(random, 21 * 1000, -2, 2).Select(value => (float)value)];
        float[] all = model.Predict(rows);
        Parallel.For(0, 1000, row =>
        {
            foreach (int count in new[] { 1, 2, 7, 64 })
            {
                int taken = Math.Min(count, 1000 - row);
                float[] some = model.Predict(rows.AsSpan(row * 21, taken * 21));
                Assert.True(all.AsSpan(row * 10, taken * 10).SequenceEqual(some));
            }
        });
    }

    [Fact]
    public void Dense_weights_stand_in_the_file_as_out_by_in()
    {
        Sequential model = new Sequential { new Dense(2) { Name = "head" } }.Build([3]);
        new float[] { 1, 2, 3, 4, 5, 6 }.CopyTo(model.Parameters[0].Values);
        string path = Path.Combine(folder, "model.safetensors");
        model.Save(path);
        SafetensorsFile file = SafetensorsFile.Read(path);
        Assert.Equal([1f, 3, 5, 2, 4, 6], file.Float32("head.weight", [2, 3]).ToArray());
        Assert.Equal("1", file.Metadata["cajal.formatVersion"]);
    }

    [Fact]
    public void A_file_that_is_no_model_of_ours_or_a_newer_one_is_refused()
    {
        string path = Path.Combine(folder, "other.safetensors");
        new SafetensorsFile([], [SafetensorsEntry.FromFloat32("w", [1f], 1)]).Write(path);
        Assert.EndsWith("this is a safetensors file, but no model of Cajal (no \"cajal.formatVersion\"). Give a model that Cajal has saved.",
            Assert.Throws<ModelFileException>(() => Model.Load(path)).Message, StringComparison.Ordinal);
        new SafetensorsFile([new("cajal.formatVersion", "7")], [SafetensorsEntry.FromFloat32("w", [1f], 1)]).Write(path);
        Assert.EndsWith("the model has format version '7', this program reads version 1. Use a newer version of Cajal.",
            Assert.Throws<ModelFileException>(() => Model.Load(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "\"layers\"")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "no valid JSON")]
    [InlineData("{\"layers\":[{\"kind\":\"denser\"}],\"inputShape\":[2]}", "denser")]
    [InlineData("{\"layers\":[],\"inputShape\":[2],\"seed\":0,\"outputNames\":[]}", "no layers")]
    [InlineData("{\"layers\":[{\"kind\":\"relu\"}],\"inputShape\":[0.5],\"seed\":0,\"outputNames\":[]}", "inputShape")]
    [InlineData("{\"layers\":[{\"kind\":\"relu\"}],\"inputShape\":[2],\"seed\":-1,\"outputNames\":[]}", "seed")]
    [InlineData(
        "{\"layers\":[{\"kind\":\"dense\",\"outFeatures\":2000000000,\"weightInitializer\":{\"kind\":\"zeros\"},\"biasInitializer\":{\"kind\":\"zeros\"},"
        + "\"hasBias\":true,\"scale\":\"standard\",\"biasRateFactor\":1}],\"inputShape\":[1],\"seed\":0,\"outputNames\":[]}",
        "the layers have 16000000000 bytes of weights, the file holds 4.")]
    public void A_wrong_description_is_refused_by_name_before_memory_is_reserved(string model, string part)
    {
        string path = Path.Combine(folder, "wrong.safetensors");
        new SafetensorsFile([new("cajal.formatVersion", "1"), new("cajal.model", model)], [SafetensorsEntry.FromFloat32("w", [1f], 1)]).Write(path);
        string message = Assert.Throws<ModelFileException>(() => Model.Load(path)).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains("wrong.safetensors", message, StringComparison.Ordinal);
    }
}
