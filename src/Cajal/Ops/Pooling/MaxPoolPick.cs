using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Under each window the second input's number at the place of the first maximum of the first: the transposed map of
/// <see cref="MaxPoolScatter"/>, needed for second derivatives. dX = 0; the second input gets dY at the maxima.
/// </summary>
/// <param name="Lines">How the windows slide down.</param>
/// <param name="Columns">How they slide to the right.</param>
internal sealed record MaxPoolPick(PoolSpan Lines, PoolSpan Columns) : PoolOperator(Lines, Columns)
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => inputs[0].Shape == inputs[1].Shape
        ? OutputShape(inputs)
        : throw ShapeError(inputs, "expected two batches of pictures of one shape. Reshape one of them.");

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) =>
        [null, node.Graph.Create(new MaxPoolScatter(Lines, Columns), node.Inputs[0], upstream)];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new PoolWork<MaximumPoolPick, T>(Grid(node.Inputs[0].Shape), inputs[0], inputs[1], output);
}
