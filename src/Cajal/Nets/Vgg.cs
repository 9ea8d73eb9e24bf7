namespace Cajal.Nets;

/// <summary>VGG nets (K. Simonyan, A. Zisserman, "Very deep convolutional networks for large-scale image recognition", 2014).</summary>
internal static class Vgg
{
    private const int Hidden = 4096;

    /// <summary>Configurations A, B, D and E of the paper's table 1: convolutions before each pooling.</summary>
    public static IReadOnlyList<KnownNet> All { get; } = [Net("vgg11", 1, 1, 2, 2, 2), Net("vgg13", 2, 2, 2, 2, 2), Net("vgg16", 2, 2, 3, 3, 3), Net("vgg19", 2, 2, 4, 4, 4)];

    private static KnownNet Net(string name, params int[] convolutions) =>
        new(name, "Simonyan, Zisserman 2014, layers named as in torchvision", [224, 224, 3], 1000, (pictures, classes) => Body(pictures, convolutions, classes));

    private static ModelValue Body(ModelValue pictures, int[] convolutions, int classes)
    {
        ModelValue value = pictures;
        int place = 0;
        foreach ((int block, int count) in convolutions.Index())
        {
            for (int convolution = 0; convolution < count; convolution++)
            {
                int maps = Math.Min(64 << block, 512);
                value = value.Then(new Conv2D(maps, 3, padding: 1, weightInitializer: new HeInitializer()) { Name = $"features.{place}" }, new Relu());
                place += 2;
            }

            value = value.Then(new MaxPool2D());
            place++;
        }

        return value.Then(new Flatten()).Then(
            new Dense(Hidden, new HeInitializer()) { Name = "classifier.0" }, new Relu(), new Dropout(0.5),
            new Dense(Hidden, new HeInitializer()) { Name = "classifier.3" }, new Relu(), new Dropout(0.5),
            new Dense(classes) { Name = "classifier.6" });
    }
}
