using Cajal.Kernels;
using Cajal.Ops;

namespace Cajal;

/// <summary>
/// A convolution of pictures: each output channel is the product of its window of weights with every place of the picture, plus a bias.
/// <c>[batch, height, width, channels]</c> becomes <c>[batch, windows down, windows across, outChannels]</c>; rows <c>[height, width]</c> are gray
/// pictures of one channel. The window is not turned (a cross-correlation, as everywhere in the field).
/// </summary>
/// <remarks>With as many groups as channels it is depthwise. In files the weights stand as <c>[out, in / groups, height, width]</c>.</remarks>
/// <example><code>new Sequential { new Conv2D(6, 5, padding: 2), new Relu(), new Flatten(), new Dense(10) }</code></example>
public sealed class Conv2D : ConvolutionLayer
{
    /// <summary>Channels that leave a vector of 16 floats partly idle.</summary>
    private const int FewChannels = 15;

    /// <summary>Channels up to which turning the pictures costs little against what it saves.</summary>
    private const int SomeChannels = 32;

    /// <summary>Samples that fill enough of a vector.</summary>
    private const int FewestSamples = 14;

    /// <summary>Samples up to which what a window sees stays in the nearest caches.</summary>
    private const int MostSamples = 512;

    /// <summary>Makes a layer.</summary>
    /// <param name="outChannels">Channels of the output, at least 1.</param>
    /// <param name="kernel">Size of the window.</param>
    /// <param name="stride">Places from one window to the next; default 1.</param>
    /// <param name="padding">Zeros around the picture; default none.</param>
    /// <param name="dilation">Places from one element of the window to the next; default 1.</param>
    /// <param name="groups">Groups that the channels are cut into; default 1.</param>
    /// <param name="weightInitializer">First values of the weights; default Glorot uniform (<see cref="GlorotInitializer"/>, as in Keras).</param>
    /// <param name="biasInitializer">First values of the biases; default 0.</param>
    /// <param name="hasBias">False to leave the bias out, e.g. before a normalisation.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small or too large, or the groups do not divide the output channels.</exception>
    public Conv2D(
        int outChannels, Size2D kernel, Size2D? stride = null, ConvolutionPadding padding = default, Size2D? dilation = null, int groups = 1,
        Initializer? weightInitializer = null, Initializer? biasInitializer = null, bool hasBias = true)
        : base(outChannels, kernel, stride ?? 1, padding, dilation ?? 1, groups, weightInitializer, biasInitializer, hasBias)
    {
    }

    internal override string Kind => "conv2d";

    internal override Shape OutputShape(Shape input)
    {
        ImageShape image = ImageShape.Of(this, input);
        RequireGroups(image.Channels);
        Size2D windows = RequireWindows(image.Height, image.Width);
        return RowOf(windows.Height, windows.Width, OutChannels);
    }

    internal override IReadOnlyList<ParameterDeclaration> Parameters(Shape input)
    {
        int channels = ImageShape.Of(this, input).Channels / Groups;
        int places = Kernel.Height * Kernel.Width;
        return Declare([Kernel.Height, Kernel.Width, channels, OutChannels], places * channels, places * OutChannels / Groups);
    }

    internal override Node Build(LayerContext context, Node input)
    {
        ImageShape image = ImageShape.Of(this, new Shape(input.Shape.Sizes[1..]));
        Node pictures = image.Batch(input);
        Node weight = context.Parameter("weight");
        ConvolutionWindow window = WindowOver(image.Height, image.Width);
        return FillsMoreOverSamples(pictures)
            ? BuildOverSamples(context, pictures, new Convolution(window, pictures.Shape[0]))
            : AddBias(context, input.Graph.Create(new Convolution(window), pictures, weight));
    }

    internal static Conv2D Read(ModelFields fields) => Read(fields, (outChannels, kernel, stride, padding, dilation, groups, start) =>
        new Conv2D(outChannels, kernel, stride, padding, dilation, groups, start.Weight, start.Bias, start.HasBias));

    /// <summary>
    /// Whether vectors over samples are fuller than vectors over channels, on the way there or back. What already lies so stays so.
    /// </summary>
    private bool FillsMoreOverSamples(Node pictures)
    {
        int batch = pictures.Shape[0];
        int channels = pictures.Shape[3];
        bool isPossible = Groups == 1 && Dilation.Width == 1 && batch is >= FewestSamples and <= MostSamples && Math.Max(channels, OutChannels) <= SomeChannels;
        return isPossible && (Math.Min(channels, OutChannels) <= FewChannels || SamplesInnermost.Inside(pictures) is not null);
    }

    private Node BuildOverSamples(LayerContext context, Node pictures, Convolution convolution)
    {
        Node inside = pictures.Graph.Create(convolution, SamplesInnermost.Of(pictures), context.Parameter("weight"));
        int samples = convolution.Samples;
        if (HasBias)
        {
            inside += context.Parameter("bias").Reshape([OutChannels, 1]).Broadcast([OutChannels, samples]).Reshape([OutChannels * samples]);
        }

        return SamplesInnermost.Back(inside, [samples, inside.Shape[1], inside.Shape[2], OutChannels]);
    }
}
