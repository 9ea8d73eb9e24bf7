using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Sums of groups of so many rows of the matrix view each, the last group perhaps of fewer: <c>[rows, columns]</c> becomes
/// <c>[groups, columns]</c>, the rows of a group added from the first on. dX repeats dY.
/// </summary>
/// <param name="Size">Rows of a group.</param>
internal sealed record SumGroups(int Size) : Operator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => Size >= 1
        ? new Shape((inputs[0].Shape.Rows + Size - 1) / Size, inputs[0].Shape.Columns)
        : throw ShapeError(inputs, $"expected groups of at least one row, not {Size}. Choose a larger number.");

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        Shape shape = node.Inputs[0].Shape;
        return [upstream.RepeatRows(Size, shape.Rows).Reshape(shape)];
    }

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new SumGroupsWork<T>(inputs[0], output, Size);
}
