using Cajal.Tests.Data;

namespace Cajal.Tests.Configurations;

/// <summary>Images in IDX files made ready.</summary>
public sealed class ImagePreparationTests
{
    private const int Rows = 40;

    [Fact]
    public void A_part_of_the_training_images_is_held_back_and_the_test_images_are_tested_on()
    {
        PreparedData data = Prepare("validation", "0.25");

        Assert.Equal((30, 10, 4), (data.Training.Count, data.Validation!.Count, data.Test!.Count));
        Assert.Equal([15, 15], data.Training.Targets.ClassCounts());
        Assert.Equal([2, 2], data.Training.InputShape.ToArray());
        Assert.True(data.Training.HoldsBytes);
        Assert.Equal("0,1", string.Join(',', data.Training.Targets.ClassNames));
    }

    [Fact]
    public void Without_validation_all_images_are_learned_from() =>
        Assert.Equal((Rows, null), (Prepare("validation", "0").Training.Count, Prepare("validation", "0").Validation));

    [Theory]
    [InlineData("pixels", typeof(PixelScaler))]
    [InlineData("standard", typeof(StandardScaler))]
    [InlineData("none", null)]
    public void The_scale_is_fitted_on_the_training_part(string name, Type? kind) => Assert.Equal(kind, Prepare("scale", name).Preprocessing?.GetType());

    [Fact]
    public void A_net_learns_the_images()
    {
        TrainingConfiguration configuration = Cajal.Recipes.ForImages().With("hidden", "8", "x").With("threads", "1", "x").With("batchSize", "8", "x")
            .With("optimizer.learningRate", "0.03", "x");
        TrainingReport report = TrainingRun.Start(Prepare("validation", "0.25"), configuration);

        Assert.Equal(1, report.Test!.Report["accuracy"].Value);
        Assert.Equal(["Flatten", "Dense", "Relu", "Dropout", "Dense", "Softmax"], report.Model.Layers.Select(layer => layer.GetType().Name));
    }

    private static PreparedData Prepare(string key, string value)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "train", Rows);
        Write(folder, "t10k", 4);
        return ImagePreparation.Prepare(IdxFolder.Read(folder.Path), Cajal.Recipes.ForImages().With(key, value, "x"));
    }

    /// <summary>Images of 2 × 2 pixels, class 0 bright above, class 1 bright below, no two alike.</summary>
    private static void Write(TemporaryFolder folder, string part, int count)
    {
        IEnumerable<byte> pixels = Enumerable.Range(0, count).SelectMany(row => row % 2 == 0 ? new[] { 250, 200 + row, row, 5 } : [5, row, 200 + row, 250])
            .Select(pixel => (byte)pixel);
        File.WriteAllBytes(folder.File($"{part}-images-idx3-ubyte"), [.. IdxFileTests.Header(8, (uint)count, 2, 2), .. pixels]);
        File.WriteAllBytes(folder.File($"{part}-labels-idx1-ubyte"), [.. IdxFileTests.Header(8, (uint)count), .. Enumerable.Range(0, count).Select(row => (byte)(row % 2))]);
    }
}
