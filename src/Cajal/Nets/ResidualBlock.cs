namespace Cajal.Nets;

/// <summary>
/// The blocks of residual nets (K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image recognition", 2015, figure 5): a normalisation
/// behind each convolution, and the sum before the last activation. Layers are named as in torchvision.
/// </summary>
/// <param name="Shortcut">What leads around a block.</param>
/// <param name="IsBottleneck">Three convolutions 1 x 1, 3 x 3, 1 x 1 with four times the channels at the end, in place of two 3 x 3.</param>
internal sealed record ResidualBlock(Shortcut Shortcut, bool IsBottleneck = false)
{
    /// <summary>Several blocks, of which the first makes the pictures smaller.</summary>
    /// <param name="value">What comes in.</param>
    /// <param name="name">Name of the stage.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="channels">Channels of their 3 x 3 convolutions.</param>
    /// <param name="stride">Stride of the first block.</param>
    public ModelValue Stage(ModelValue value, string name, int blocks, int channels, int stride)
    {
        for (int block = 0; block < blocks; block++)
        {
            value = Apply(value, $"{name}.{block}", channels, block == 0 ? stride : 1);
        }

        return value;
    }

    /// <summary>A convolution without bias that keeps the size of pictures but for the stride, and a normalisation.</summary>
    public static ModelValue Convolve(ModelValue value, string convolution, string normalisation, int channels, int size, int stride) => value.Then(
        new Conv2D(channels, size, stride, size / 2, weightInitializer: new HeInitializer(), hasBias: false) { Name = convolution }, new BatchNorm { Name = normalisation });

    private ModelValue Apply(ModelValue value, string name, int channels, int stride)
    {
        (int Channels, int Size, int Stride)[] convolutions = IsBottleneck
            ? [(channels, 1, 1), (channels, 3, stride), (4 * channels, 1, 1)]
            : [(channels, 3, stride), (channels, 3, 1)];
        ModelValue inner = value;
        foreach ((int index, (int outputs, int size, int step)) in convolutions.Index())
        {
            inner = index == 0 ? inner : inner.Then(new Relu());
            inner = Convolve(inner, $"{name}.conv{index + 1}", $"{name}.bn{index + 1}", outputs, size, step);
        }

        ModelValue sum = Shortcut == Shortcut.None ? inner : new Add().After(inner, Around(value, inner.Shape, name, stride));
        return sum.Then(new Relu());
    }

    private ModelValue Around(ModelValue value, Shape shape, string name, int stride)
    {
        if (value.Shape == shape)
        {
            return value;
        }

        if (Shortcut == Shortcut.Projection)
        {
            return Convolve(value, $"{name}.downsample.0", $"{name}.downsample.1", shape[2], 1, stride);
        }

        int zeros = shape[2] - value.Shape[2];
        ModelValue fewer = stride == 1 ? value : value.Then(new AveragePool2D(1, stride));
        return fewer.Then(new Permute(0, 2, 1), new ZeroPadding2D(0, 0, zeros / 2, zeros - (zeros / 2)), new Permute(0, 2, 1));
    }
}
