namespace Cajal.Ops;

/// <summary>The same numbers in the same order, under another shape with as many elements. dX is dY in X's shape.</summary>
/// <param name="Shape">The new shape.</param>
internal sealed record Reshape(Shape Shape) : ViewOperator
{
    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => inputs[0].Shape.Count == Shape.Count
        ? Shape
        : throw ShapeError(inputs, $"expected {Shape.Count} elements for the new shape {Shape}. Choose sizes with the same product.");

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream.Reshape(node.Inputs[0].Shape)];

    /// <inheritdoc/>
    internal override Layout? View(Node node, Layout input) => input.IsDense ? Layout.Dense(Shape) : null;
}
