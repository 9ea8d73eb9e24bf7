using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Negative log likelihood of class y under softmax, row by row: ln Σⱼ e^(zⱼ) − z_y, from logits <c>[rows, classes]</c> and class
/// indices <c>[rows, 1]</c> to <c>[rows, 1]</c>. Finite and exact for any finite logits. dZ = dY·(softmax(z) − e(y)).
/// </summary>
internal sealed record CrossEntropyOfLogits : LogitsOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override LogitsFigure Figure => LogitsFigure.Loss;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Node logits = inputs[0];
        Node labels = inputs[1];
        return logits.Shape is { Rank: 2, Columns: > 0 } && labels.Kind == Kind.Integer && labels.Shape == new Shape(logits.Shape.Rows, 1)
            ? labels.Shape
            : throw ShapeError(inputs, "expected logits [rows, classes] and integer class indices [rows, 1]. Declare the labels with Kind.Integer.");
    }

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        Node logits = node.Inputs[0];
        Node target = node.Graph.Create(new OneHot(logits.Shape.Columns), node.Inputs[1]);
        return [upstream * (logits.Softmax() - target), null];
    }

    /// <inheritdoc/>
    internal override void AddTo<T>(LogitsWork<T> work, ReadOnlySpan<Block<T>> inputs, Block<T> output) => work.WithLoss(inputs[1], output);
}
