namespace Cajal.Nets;

/// <summary>Our small net for small gray pictures: VGG's pairs of 3 x 3 convolutions, normalised, in three sizes.</summary>
internal static class SmallVgg
{
    private static readonly int[] Channels = [16, 32, 64];

    /// <summary>Six convolutions of 16, 32 and 64 channels and one dense layer.</summary>
    public static KnownNet Net { get; } = new("vgg-small", "Cajal: pairs of 3 x 3 convolutions with batch normalisation, after Simonyan and Zisserman 2014", [28, 28, 1], 10, Body);

    private static ModelValue Body(ModelValue pictures, int classes)
    {
        ModelValue value = pictures;
        foreach ((int block, int channels) in Channels.Index())
        {
            value = Convolve(Convolve(value, $"conv{block + 1}a", channels), $"conv{block + 1}b", channels).Then(new MaxPool2D());
        }

        return value.Then(new Flatten(), new Dropout(0.3), new Dense(classes) { Name = "fc" });
    }

    private static ModelValue Convolve(ModelValue value, string name, int channels) => value.Then(
        new Conv2D(channels, 3, padding: 1, weightInitializer: new HeInitializer(), hasBias: false) { Name = name }, new BatchNorm(), new Relu());
}
