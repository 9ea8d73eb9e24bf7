namespace Cajal.Ops;

/// <summary>Y = Xᵀ: <c>[m, n]</c> becomes <c>[n, m]</c>. dX = dYᵀ.</summary>
internal sealed record Transpose : ViewOperator
{
    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => inputs[0].Shape.Rank == 2
        ? new Shape(inputs[0].Shape[1], inputs[0].Shape[0])
        : throw ShapeError(inputs, "expected a matrix [m, n]. Reshape the input first.");

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream.Transpose()];

    /// <inheritdoc/>
    internal override Layout? View(Node node, Layout input) =>
        new Layout(input.Columns, input.Rows, input.ColumnStride, input.RowStride);
}
