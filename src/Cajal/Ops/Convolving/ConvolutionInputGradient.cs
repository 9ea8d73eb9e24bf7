using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// The gradient of Σ G·(X ∗ W) by X: from G, of the output's shape, and W. It does not depend on X. As a layer this is the transposed convolution:
/// each place of G lays its multiple of the window onto the image.
/// </summary>
/// <param name="Window">How the window moves, and the groups.</param>
/// <param name="Height">Height of X, which several heights of G fit to.</param>
/// <param name="Width">Width of X.</param>
/// <param name="Samples">Number of samples where these lie innermost, else 0.</param>
internal sealed record ConvolutionInputGradient(ConvolutionWindow Window, int Height, int Width, int Samples = 0) : ConvolutionOperator(Window, Samples)
{
    /// <inheritdoc/>
    internal override ConvolutionShape Sizes(Node node) => Of(node.Shape, node.Inputs[1].Shape, node.Inputs[0].Shape);

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape output = inputs[0].Shape;
        Shape weights = inputs[1].Shape;
        if (output.Rank != 4 || weights.Rank != 4)
        {
            throw ShapeError(inputs, "expected values [batch, height, width, outputs] and weights [kernel height, kernel width, channels / groups, outputs]. Reshape an input.");
        }

        var images = new Shape(output[0], Height, Width, weights[2] * Window.Groups * Repetition);
        return OutputShape(inputs, images, weights) == output
            ? images
            : throw ShapeError(inputs, $"windows over images of {Height}×{Width} give {OutputShape(inputs, images, weights)}. Change the sizes.");
    }

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        Shape weights = node.Inputs[1].Shape;
        return
        [
            node.Graph.Create(new Convolution(Window, Samples), upstream, node.Inputs[1]),
            node.Graph.Create(new ConvolutionWeightGradient(Window, weights[0], weights[1], Samples), upstream, node.Inputs[0]),
        ];
    }

    /// <inheritdoc/>
    internal override Work LowerFused<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T>? output, PointwiseProgram<T>? epilogue) =>
        Samples == 0
            ? new ConvolutionWork<T>(Sizes(node), ConvolutionTarget.InputGradient, inputs[0], inputs[1], output, epilogue)
            : new SampleConvolutionWork<T>(Sizes(node), ConvolutionTarget.InputGradient, inputs[0], inputs[1], output, epilogue);
}
