using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// softmax(x) − e(y) row by row, from logits <c>[rows, classes]</c> and class indices y <c>[rows, 1]</c>: what the gradient of the cross
/// entropy is made of. The planner puts it in the place of the difference. Its derivative is that of <see cref="Softmax"/>.
/// </summary>
internal sealed record SoftmaxError : LogitsOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override LogitsFigure Figure => LogitsFigure.Probabilities;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => inputs[0].Shape;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        Node softmax = node.Inputs[0].Softmax();
        return [.. softmax.Operator.Gradient(softmax, upstream), null];
    }

    /// <inheritdoc/>
    internal override void AddTo<T>(LogitsWork<T> work, ReadOnlySpan<Block<T>> inputs, Block<T> output) => work.WithSoftmaxError(inputs[1], output);
}
