using System.Text.Json.Nodes;
using Cajal.Ops;

namespace Cajal;

/// <summary>
/// The transposed convolution, which makes pictures larger: each place of the input lays its multiple of a window onto the output, plus a bias.
/// <c>[batch, height, width, channels]</c> becomes <c>[batch, larger height, larger width, outChannels]</c>. It is the map that the gradient of a
/// <see cref="Conv2D"/> with the same settings applies.
/// </summary>
/// <remarks>
/// An axis of <c>size</c> places becomes (size − 1)·stride + (kernel − 1)·dilation + 1 − padding + output padding, or size·stride with
/// <see cref="ConvolutionPadding.Same"/>. In files the weights stand as <c>[in, out / groups, height, width]</c>.
/// </remarks>
/// <example><code>new Sequential { new Conv2D(8, 3, 2, padding: 1), new Relu(), new ConvTranspose2D(1, 3, 2, padding: 1, outputPadding: 1) }</code></example>
public sealed class ConvTranspose2D : ConvolutionLayer
{
    /// <summary>Makes a layer.</summary>
    /// <param name="outChannels">Channels of the output, at least 1.</param>
    /// <param name="kernel">Size of the window.</param>
    /// <param name="stride">Places of the output from one window to the next; default 1.</param>
    /// <param name="padding">Places that are cut off around the output; default none.</param>
    /// <param name="outputPadding">Places that the output has more below and behind, below the stride; default 0.</param>
    /// <param name="dilation">Places from one element of the window to the next; default 1.</param>
    /// <param name="groups">Groups that the channels are cut into; default 1.</param>
    /// <param name="weightInitializer">First values of the weights; default Glorot uniform (<see cref="GlorotInitializer"/>, as in Keras).</param>
    /// <param name="biasInitializer">First values of the biases; default 0.</param>
    /// <param name="hasBias">False to leave the bias out, e.g. before a normalisation.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is too small or too large, the groups do not divide the output channels, or the output padding is not below the stride.
    /// </exception>
    public ConvTranspose2D(
        int outChannels, Size2D kernel, Size2D? stride = null, ConvolutionPadding padding = default, Size2D outputPadding = default, Size2D? dilation = null,
        int groups = 1, Initializer? weightInitializer = null, Initializer? biasInitializer = null, bool hasBias = true)
        : base(outChannels, kernel, stride ?? 1, padding, dilation ?? 1, groups, weightInitializer, biasInitializer, hasBias)
    {
        OutputPadding = outputPadding.Height >= 0 && outputPadding.Width >= 0 && outputPadding.Height < Stride.Height && outputPadding.Width < Stride.Width
            ? outputPadding
            : throw new ArgumentOutOfRangeException(
                nameof(outputPadding), FormattableString.Invariant(
                    $"ConvTranspose2D: outputPadding is {outputPadding.Height}×{outputPadding.Width}, expected numbers from 0 to below the stride of {Stride.Height}×{Stride.Width}."));
    }

    /// <summary>Places that the output has more below and behind.</summary>
    public Size2D OutputPadding { get; }

    internal override string Kind => "conv-transpose2d";

    internal override Shape OutputShape(Shape input)
    {
        ImageShape image = ImageShape.Of(this, input);
        RequireGroups(image.Channels);
        long height = Size(image.Height, Kernel.Height, Stride.Height, Dilation.Height, Padding.Top + Padding.Bottom, OutputPadding.Height);
        long width = Size(image.Width, Kernel.Width, Stride.Width, Dilation.Width, Padding.Left + Padding.Right, OutputPadding.Width);
        return height > 0 && width > 0
            ? RowOf(height, width, OutChannels)
            : throw new ConfigurationException(
                $"{Title}: of pictures of {image.Height}×{image.Width} the padding leaves {height}×{width}. Use less padding or larger pictures.");
    }

    internal override IReadOnlyList<ParameterDeclaration> Parameters(Shape input)
    {
        int channels = ImageShape.Of(this, input).Channels;
        int places = Kernel.Height * Kernel.Width;
        return Declare([Kernel.Height, Kernel.Width, OutChannels / Groups, channels], places * channels / Groups, places * OutChannels / Groups);
    }

    internal override Node Build(LayerContext context, Node input)
    {
        ImageShape image = ImageShape.Of(this, new Shape(input.Shape.Sizes[1..]));
        Shape size = OutputShape(image.Row);
        var transposed = new ConvolutionInputGradient(WindowOver(size[0], size[1]), size[0], size[1]);
        return AddBias(context, input.Graph.Create(transposed, image.Batch(input), context.Parameter("weight")));
    }

    internal static ConvTranspose2D Read(ModelFields fields)
    {
        var outputPadding = new Size2D((int)fields.Whole("outputPaddingHeight", LargestSize), (int)fields.Whole("outputPaddingWidth", LargestSize));
        return Read(fields, (outChannels, kernel, stride, padding, dilation, groups, start) =>
            new ConvTranspose2D(outChannels, kernel, stride, padding, outputPadding, dilation, groups, start.Weight, start.Bias, start.HasBias));
    }

    private protected override void WriteConfiguration(JsonObject json)
    {
        base.WriteConfiguration(json);
        json["outputPaddingHeight"] = OutputPadding.Height;
        json["outputPaddingWidth"] = OutputPadding.Width;
    }

    private long Size(long size, int kernel, int stride, int dilation, int padding, int more) =>
        Padding.IsSame ? size * stride : ((size - 1) * stride) + ((kernel - 1) * dilation) + 1 - padding + more;
}
