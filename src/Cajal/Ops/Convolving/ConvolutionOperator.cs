using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// One of the three faces of a convolution. With images x <c>[batch, height, width, channels]</c>, weights w <c>[kernel height, kernel width,
/// channels/groups, outputs]</c> and a third value g of the output's shape, Σ g·(x ∗ w) is linear in each of the three; the operators are its
/// derivatives by g, x and w, so that the gradient of each is made of the other two, and gradients of gradients never leave the three.
/// </summary>
/// <remarks>
/// Images may also lie with their samples innermost, as one picture <c>[1, height, width, channels · samples]</c>: where channels are few, the
/// kernels then find enough neighbours to compute at once. Pointwise operators and pooling do not see the difference.
/// </remarks>
/// <param name="Window">How the window moves, and the groups.</param>
/// <param name="Samples">Number of samples where these lie innermost, else 0.</param>
internal abstract record ConvolutionOperator(ConvolutionWindow Window, int Samples) : ProductOperator
{
    /// <summary>Sizes of the convolution that the operator belongs to.</summary>
    internal abstract ConvolutionShape Sizes(Node node);

    /// <inheritdoc/>
    internal sealed override long Operations(Node node) => (long)Sizes(node).Operations;

    /// <summary>The sizes, from the shapes of images, weights and output.</summary>
    private protected ConvolutionShape Of(Shape images, Shape weights, Shape output) => Samples == 0
        ? new(images[0], images[1], images[2], images[3], output[1], output[2], output[3], weights[0], weights[1], Window)
        : new(Samples, images[1], images[2], images[3] / Samples, output[1], output[2], output[3] / Samples, weights[0], weights[1], Window);

    /// <summary>Numbers in a place of an image for each channel.</summary>
    private protected int Repetition => Math.Max(1, Samples);

    /// <summary>Shape of x ∗ w; throws where the sizes do not fit.</summary>
    private protected Shape OutputShape(ReadOnlySpan<Node> inputs, Shape images, Shape weights)
    {
        if (images.Rank != 4 || weights.Rank != 4)
        {
            throw ShapeError(inputs, "expected images [batch, height, width, channels] and weights [kernel height, kernel width, channels / groups, outputs]. Reshape an input.");
        }

        if (images[3] != weights[2] * Window.Groups * Repetition || weights[3] % Window.Groups != 0 || (Samples > 0 && images[0] != 1))
        {
            throw ShapeError(inputs, Samples == 0
                ? $"with {Window.Groups} groups, expected images of {weights[2]}·{Window.Groups} channels and outputs in multiples of {Window.Groups}. Change the channels or the groups."
                : $"with {Samples} samples innermost, expected images [1, height, width, {weights[2]}·{Samples}]. Turn the images.");
        }

        int height = Window.Vertical.Windows(images[1], weights[0]);
        int width = Window.Horizontal.Windows(images[2], weights[1]);
        return height > 0 && width > 0
            ? new Shape(images[0], height, width, weights[3] * Repetition)
            : throw ShapeError(inputs, $"a window of {weights[0]}×{weights[1]} does not fit into images of {images[1]}×{images[2]}. Use padding, a smaller window or larger images.");
    }
}
