using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// The largest number under each window, channel by channel; padding is never the largest. The gradient goes to the first maximum under a
/// window, line by line from the top and from left to right. Its place is found again on the way back: that reads what is there anyway and
/// writes no second array.
/// </summary>
/// <param name="Lines">How the windows slide down.</param>
/// <param name="Columns">How they slide to the right.</param>
internal sealed record MaxPool2D(PoolSpan Lines, PoolSpan Columns) : PoolOperator(Lines, Columns)
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => OutputShape(inputs);

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) =>
        [node.Graph.Create(new MaxPoolScatter(Lines, Columns), node.Inputs[0], upstream)];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new PoolWork<WindowReduction<MaximumReduction, Unweighted>, T>(Grid(node.Inputs[0].Shape), inputs[0], inputs[0], output);
}
