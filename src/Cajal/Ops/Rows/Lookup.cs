using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Rows of a table by their numbers: a table <c>[rows, columns]</c> and numbers of any shape give that shape with <c>columns</c> behind it.
/// Numbers must be whole and in the table. The table's gradient adds dY to the rows that were looked up; the numbers have none.
/// </summary>
internal sealed record Lookup : Operator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => inputs[0].Shape.Rank == 2
        ? new Shape([.. inputs[1].Shape.Sizes, inputs[0].Shape.Columns])
        : throw ShapeError(inputs, "expected a table [rows, columns] and numbers of rows. Reshape the table.");

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) =>
        [node.Graph.Create(new ScatterRows(node.Inputs[0].Shape.Rows), node.Inputs[1], upstream), null];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new LookupWork<T>(inputs[0], inputs[1], output);
}
