using Cajal.Ops;

namespace Cajal;

/// <summary>
/// A convolution of sequences: <c>[batch, length, channels]</c> becomes <c>[batch, windows, outChannels]</c>; rows <c>[length]</c> are sequences of one
/// channel. As <see cref="Conv2D"/> over pictures of one line.
/// </summary>
/// <remarks>
/// In files the weights stand as <c>[out, in / groups, length of the window]</c>. Pooling, padding and spatial dropout take pictures: rows <c>[length, channels]</c> would be gray ones to them.
/// Make them pictures of one column first, <c>new Reshape(length, 1, channels)</c>, and pool with <c>new MaxPool2D(new Size2D(2, 1))</c>.
/// </remarks>
/// <example><code>new Sequential { new Conv1D(16, 7, stride: 2), new Relu(), new Flatten(), new Dense(1) }</code></example>
public sealed class Conv1D : ConvolutionLayer
{
    /// <summary>Makes a layer.</summary>
    /// <param name="outChannels">Channels of the output, at least 1.</param>
    /// <param name="kernel">Length of the window.</param>
    /// <param name="stride">Places from one window to the next; default 1.</param>
    /// <param name="padding">Zeros around the sequence; default none. Only <see cref="ConvolutionPadding.Left"/> and
    /// <see cref="ConvolutionPadding.Right"/> count.</param>
    /// <param name="dilation">Places from one element of the window to the next; default 1.</param>
    /// <param name="groups">Groups that the channels are cut into; default 1.</param>
    /// <param name="weightInitializer">First values of the weights; default Glorot uniform (<see cref="GlorotInitializer"/>, as in Keras).</param>
    /// <param name="biasInitializer">First values of the biases; default 0.</param>
    /// <param name="hasBias">False to leave the bias out, e.g. before a normalisation.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small or too large, or the groups do not divide the output channels.</exception>
    public Conv1D(
        int outChannels, int kernel, int stride = 1, ConvolutionPadding padding = default, int dilation = 1, int groups = 1,
        Initializer? weightInitializer = null, Initializer? biasInitializer = null, bool hasBias = true)
        : base(
            outChannels, new Size2D(1, kernel), new Size2D(1, stride), padding.IsSame ? padding : new ConvolutionPadding(0, 0, padding.Left, padding.Right),
            new Size2D(1, dilation), groups, weightInitializer, biasInitializer, hasBias)
    {
    }

    internal override string Kind => "conv1d";

    internal override Shape OutputShape(Shape input)
    {
        (int length, int channels) = SequenceOf(input);
        RequireGroups(channels);
        return RowOf(RequireWindows(1, length).Width, OutChannels);
    }

    internal override IReadOnlyList<ParameterDeclaration> Parameters(Shape input)
    {
        int channels = SequenceOf(input).Channels / Groups;
        return Declare([Kernel.Width, channels, OutChannels], Kernel.Width * channels, Kernel.Width * OutChannels / Groups);
    }

    internal override Node Build(LayerContext context, Node input)
    {
        (int length, int channels) = SequenceOf(new Shape(input.Shape.Sizes[1..]));
        Node weight = context.Parameter("weight");
        Node lines = input.Reshape([input.Shape[0], 1, length, channels]);
        Node product = input.Graph.Create(new Convolution(WindowOver(1, length)), lines, weight.Reshape([1, .. weight.Shape.Sizes]));
        return AddBias(context, product.Reshape([input.Shape[0], product.Shape[2], OutChannels]));
    }

    internal static Conv1D Read(ModelFields fields) => Read(fields, (outChannels, kernel, stride, padding, dilation, groups, start) =>
        new Conv1D(outChannels, kernel.Width, stride.Width, padding, dilation.Width, groups, start.Weight, start.Bias, start.HasBias));

    private (int Length, int Channels) SequenceOf(Shape row) => row.Rank is 1 or 2 && row.Count > 0
        ? (row[0], row.Rank == 2 ? row[1] : 1)
        : throw new ConfigurationException($"{Title}: one row of the input has shape {row}, expected a sequence [length, channels] or [length]. Put a Reshape layer before it.");
}
