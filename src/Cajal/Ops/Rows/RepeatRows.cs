using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Each row of the matrix view so many times, one after the other: <c>[…, n, columns]</c> becomes <c>[rows, columns]</c>. The last row may
/// come fewer times. dX sums dY over each row's copies.
/// </summary>
/// <param name="Times">How often each row comes.</param>
/// <param name="Rows">Rows of the result.</param>
internal sealed record RepeatRows(int Times, int Rows) : Operator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => Times >= 1 && inputs[0].Shape.Rows == (Rows + Times - 1) / Times
        ? new Shape(Rows, inputs[0].Shape.Columns)
        : throw ShapeError(inputs, $"expected as many rows as make {Rows} when each is taken {Times} times. Choose another number.");

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream.SumGroups(Times).Reshape(node.Inputs[0].Shape)];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new RepeatRowsWork<T>(inputs[0], output, Times);
}
