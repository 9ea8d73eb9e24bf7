using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>Index of the largest number of each row of <c>[rows, columns]</c>, the first at a tie: <c>[rows, 1]</c>. No gradient.</summary>
internal sealed record ArgMaximum : LogitsOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override LogitsFigure Figure => LogitsFigure.Class;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => new(inputs[0].Shape.Rows, 1);

    /// <inheritdoc/>
    internal override Kind InferKind(ReadOnlySpan<Node> inputs) => Kind.Integer;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [null];

    /// <inheritdoc/>
    internal override void AddTo<T>(LogitsWork<T> work, ReadOnlySpan<Block<T>> inputs, Block<T> output) => work.WithIndex(output);
}
