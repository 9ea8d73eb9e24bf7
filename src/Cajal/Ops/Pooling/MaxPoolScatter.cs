using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// The gradient of <see cref="MaxPool2D"/>: each window's number goes to the place of the first maximum under the window, and numbers of
/// several windows at one place add up. Inputs: the pictures, numbers of the windows. dX = 0; d(windows) picks dY at the maxima.
/// </summary>
/// <param name="Lines">How the windows slide down.</param>
/// <param name="Columns">How they slide to the right.</param>
internal sealed record MaxPoolScatter(PoolSpan Lines, PoolSpan Columns) : PoolOperator(Lines, Columns)
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape windows = OutputShape(inputs);
        return inputs[1].Shape == windows ? inputs[0].Shape : throw ShapeError(inputs, $"expected windows of shape {windows}. Pool the pictures first.");
    }

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) =>
        [null, node.Graph.Create(new MaxPoolPick(Lines, Columns), node.Inputs[0], upstream)];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new PoolWork<MaximumPoolScatter, T>(Grid(node.Inputs[0].Shape), inputs[0], inputs[1], output);
}
