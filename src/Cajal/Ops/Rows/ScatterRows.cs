using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// The gradient of <see cref="Lookup"/> for its table: rows of zeros to which each row of the second input is added at the number that the
/// first names, in ascending order. The rows' gradient looks dY up; the numbers have none.
/// </summary>
/// <param name="Rows">Rows of the result.</param>
internal sealed record ScatterRows(int Rows) : Operator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => inputs[1].Shape.Rows == inputs[0].Shape.Count
        ? new Shape(Rows, inputs[1].Shape.Columns)
        : throw ShapeError(inputs, "expected one row for each number. Give as many numbers as rows.");

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) =>
        [null, upstream.Lookup(node.Inputs[0]).Reshape(node.Inputs[1].Shape)];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new ScatterRowsWork<T>(inputs[0], inputs[1], output);
}
