namespace Cajal.Ops;

/// <summary>
/// Repeats a value to a larger shape whose matrix view is <c>[rows, columns]</c>: a single number everywhere, a row <c>[columns]</c> for
/// each row, or a column <c>[rows, 1]</c> for each column. dX sums dY over what was repeated.
/// </summary>
/// <param name="Shape">The larger shape.</param>
internal sealed record Broadcast(Shape Shape) : ViewOperator
{
    private enum Pattern
    {
        Number,
        Row,
        Column,
    }

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => PatternOf(inputs[0].Shape) is null
        ? throw ShapeError(inputs, $"expected [], [{Shape.Columns}] or [{Shape.Rows}, 1] to repeat to {Shape}. Reshape or sum the input.")
        : Shape;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        Shape shape = node.Inputs[0].Shape;
        Node sum = PatternOf(shape) switch
        {
            Pattern.Number => upstream.Sum(),
            Pattern.Row => upstream.SumRows(),
            _ => upstream.SumColumns(),
        };
        return [sum.Reshape(shape)];
    }

    /// <inheritdoc/>
    internal override Layout? View(Node node, Layout input) => PatternOf(node.Inputs[0].Shape) switch
    {
        Pattern.Number => new Layout(Shape.Rows, Shape.Columns, 0, 0),
        Pattern.Row when input.Columns == Shape.Columns => new Layout(Shape.Rows, Shape.Columns, 0, input.ColumnStride),
        Pattern.Column when input.Rows == Shape.Rows => new Layout(Shape.Rows, Shape.Columns, input.RowStride, 0),
        _ => null,
    };

    private Pattern? PatternOf(Shape shape) =>
        shape.Count == 1 ? Pattern.Number
        : shape.Rows == 1 && shape.Columns == Shape.Columns ? Pattern.Row
        : shape.Columns == 1 && shape.Rows == Shape.Rows ? Pattern.Column
        : null;
}
