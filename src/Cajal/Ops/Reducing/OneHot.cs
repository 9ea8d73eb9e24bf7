using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>Class indices <c>[rows, 1]</c> as rows with a single 1: <c>[rows, classes]</c>. No gradient.</summary>
/// <param name="Classes">Number of classes.</param>
internal sealed record OneHot(int Classes) : Operator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => inputs[0] is { Kind: Kind.Integer, Shape: { Rank: 2, Columns: 1 } shape }
        ? new Shape(shape.Rows, Classes)
        : throw ShapeError(inputs, "expected class indices, integer, of shape [rows, 1]. Declare the input with Kind.Integer.");

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [null];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new OneHotWork<T>(inputs[0], output);
}
