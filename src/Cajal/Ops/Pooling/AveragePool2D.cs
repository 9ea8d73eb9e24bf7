using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>The mean of the numbers under each window, channel by channel. dX gives each pixel its shares of the windows over it.</summary>
/// <param name="Lines">How the windows slide down.</param>
/// <param name="Columns">How they slide to the right.</param>
/// <param name="CountsPadding">True when padding counts as zeros, false when the mean is over the pixels under the window alone.</param>
internal sealed record AveragePool2D(PoolSpan Lines, PoolSpan Columns, bool CountsPadding) : PoolOperator(Lines, Columns)
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => OutputShape(inputs);

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) =>
        [node.Graph.Create(new AveragePoolSpread(Lines, Columns, CountsPadding, node.Inputs[0].Shape), upstream)];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random)
    {
        PoolGrid grid = Grid(node.Inputs[0].Shape);
        return CountsPadding
            ? new PoolWork<WindowReduction<SumReduction, PaddingCounts>, T>(grid, inputs[0], inputs[0], output)
            : new PoolWork<WindowReduction<SumReduction, PaddingIsLeftOut>, T>(grid, inputs[0], inputs[0], output);
    }
}
