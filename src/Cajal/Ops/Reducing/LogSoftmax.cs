using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// yᵢ = xᵢ − max x − ln Σⱼ e^(xⱼ − max x) along each row of <c>[rows, columns]</c>; dX = dY − softmax(x)·Σⱼ dYⱼ.
/// </summary>
internal sealed record LogSoftmax : LogitsOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override LogitsFigure Figure => LogitsFigure.Probabilities;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => inputs[0].Shape;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream - node.Inputs[0].Softmax() * upstream.SumColumns()];

    /// <inheritdoc/>
    internal override void AddTo<T>(LogitsWork<T> work, ReadOnlySpan<Block<T>> inputs, Block<T> output) => work.WithSoftmax(output, logarithm: true);
}
