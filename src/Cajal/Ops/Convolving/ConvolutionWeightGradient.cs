using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// The gradient of Σ G·(X ∗ W) by W: from the images X and G, of the output's shape. It does not depend on W. The order of additions is fixed by
/// the shape.
/// </summary>
/// <param name="Window">How the window moves, and the groups.</param>
/// <param name="KernelHeight">Height of the window.</param>
/// <param name="KernelWidth">Width of the window.</param>
/// <param name="Samples">Number of samples where these lie innermost, else 0.</param>
internal sealed record ConvolutionWeightGradient(ConvolutionWindow Window, int KernelHeight, int KernelWidth, int Samples = 0) : ConvolutionOperator(Window, Samples)
{
    /// <inheritdoc/>
    internal override ConvolutionShape Sizes(Node node) => Of(node.Inputs[0].Shape, node.Shape, node.Inputs[1].Shape);

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape images = inputs[0].Shape;
        Shape output = inputs[1].Shape;
        if (images.Rank != 4 || output.Rank != 4 || images[3] % (Window.Groups * Repetition) != 0 || output[3] % Repetition != 0)
        {
            throw ShapeError(inputs, $"expected images [batch, height, width, channels] and values [batch, height, width, outputs], channels in multiples of {Window.Groups * Repetition}. Reshape an input.");
        }

        var weights = new Shape(KernelHeight, KernelWidth, images[3] / Window.Groups / Repetition, output[3] / Repetition);
        return OutputShape(inputs, images, weights) == output
            ? weights
            : throw ShapeError(inputs, $"windows of {KernelHeight}×{KernelWidth} over these images give {OutputShape(inputs, images, weights)}. Change the sizes.");
    }

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        Shape images = node.Inputs[0].Shape;
        return
        [
            node.Graph.Create(new ConvolutionInputGradient(Window, images[1], images[2], Samples), node.Inputs[1], upstream),
            node.Graph.Create(new Convolution(Window, Samples), node.Inputs[0], upstream),
        ];
    }

    /// <inheritdoc/>
    internal override Work LowerFused<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T>? output, PointwiseProgram<T>? epilogue) =>
        Samples == 0
            ? new WeightGradientWork<T>(Sizes(node), inputs[0], inputs[1], output, epilogue)
            : new SampleWeightGradientWork<T>(Sizes(node), inputs[0], inputs[1], output, epilogue);
}
