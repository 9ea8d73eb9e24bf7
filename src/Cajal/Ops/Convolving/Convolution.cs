using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Y = X ∗ W, a cross-correlation (the window is not turned): images <c>[batch, height, width, channels]</c> and weights
/// <c>[kernel height, kernel width, channels/groups, outputs]</c> give <c>[batch, windows down, windows across, outputs]</c>. Each element is one
/// ascending chain of fused multiply-adds over the rows, columns and channels that its window sees, or, where the shape makes it worth it, Winograd's form of that sum.
/// </summary>
/// <param name="Window">How the window moves, and the groups.</param>
/// <param name="Samples">Number of samples where these lie innermost, else 0.</param>
internal sealed record Convolution(ConvolutionWindow Window, int Samples = 0) : ConvolutionOperator(Window, Samples)
{
    /// <inheritdoc/>
    internal override ConvolutionShape Sizes(Node node) => Of(node.Inputs[0].Shape, node.Inputs[1].Shape, node.Shape);

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => OutputShape(inputs, inputs[0].Shape, inputs[1].Shape);

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        Shape images = node.Inputs[0].Shape;
        Shape weights = node.Inputs[1].Shape;
        return
        [
            node.Graph.Create(new ConvolutionInputGradient(Window, images[1], images[2], Samples), upstream, node.Inputs[1]),
            node.Graph.Create(new ConvolutionWeightGradient(Window, weights[0], weights[1], Samples), node.Inputs[0], upstream),
        ];
    }

    /// <inheritdoc/>
    internal override Work LowerFused<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T>? output, PointwiseProgram<T>? epilogue) =>
        Samples == 0
            ? new ConvolutionWork<T>(Sizes(node), ConvolutionTarget.Output, inputs[0], inputs[1], output, epilogue)
            : new SampleConvolutionWork<T>(Sizes(node), ConvolutionTarget.Output, inputs[0], inputs[1], output, epilogue);
}
