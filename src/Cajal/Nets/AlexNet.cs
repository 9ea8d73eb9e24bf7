namespace Cajal.Nets;

/// <summary>AlexNet (A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet classification with deep convolutional neural networks", 2012).</summary>
internal static class AlexNet
{
    private const int Hidden = 4096;

    /// <summary>As in torchvision, after Krizhevsky's "One weird trick" (2014): one column of 64, 192, 384, 256, 256 maps.</summary>
    public static KnownNet Torch { get; } = new(
        "alexnet", "Krizhevsky 2014 (one column) as in torchvision, without its pooling to 6 x 6, which pictures of 224 x 224 do not need", [224, 224, 3], 1000,
        (pictures, classes) => Head(
            pictures.Then(Convolution("features.0", 64, 11, 2, stride: 4), new Relu(), Pool())
                .Then(Convolution("features.3", 192, 5, 2), new Relu(), Pool())
                .Then(Convolution("features.6", 384, 3, 1), new Relu())
                .Then(Convolution("features.8", 256, 3, 1), new Relu())
                .Then(Convolution("features.10", 256, 3, 1), new Relu(), Pool(), new Flatten(), new Dropout(0.5)),
            classes, "classifier.1", "classifier.4", "classifier.6"));

    /// <summary>As in 2012: two columns that see each other in the third convolution and in the dense layers alone.</summary>
    public static KnownNet Published { get; } = new(
        "alexnet-2012", "Krizhevsky, Sutskever, Hinton 2012: two groups; without its response normalisation, which learns nothing", [227, 227, 3], 1000,
        (pictures, classes) => Head(
            pictures.Then(Convolution("conv1", 96, 11, 0, stride: 4), new Relu(), Pool())
                .Then(Convolution("conv2", 256, 5, 2, groups: 2), new Relu(), Pool())
                .Then(Convolution("conv3", 384, 3, 1), new Relu())
                .Then(Convolution("conv4", 384, 3, 1, groups: 2), new Relu())
                .Then(Convolution("conv5", 256, 3, 1, groups: 2), new Relu(), Pool(), new Flatten()),
            classes, "fc6", "fc7", "fc8"));

    private static Conv2D Convolution(string name, int maps, int size, int padding, int stride = 1, int groups = 1) =>
        new(maps, size, stride, padding, groups: groups, weightInitializer: new HeInitializer()) { Name = name };

    private static MaxPool2D Pool() => new(3, stride: 2);

    private static ModelValue Head(ModelValue features, int classes, string first, string second, string last) => features.Then(
        new Dense(Hidden, new HeInitializer()) { Name = first }, new Relu(), new Dropout(0.5),
        new Dense(Hidden, new HeInitializer()) { Name = second }, new Relu(), new Dense(classes) { Name = last });
}
