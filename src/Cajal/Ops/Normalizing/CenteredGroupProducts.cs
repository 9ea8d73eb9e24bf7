using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Σ (A − c)·(B − d) for each column of groups of so many rows each, the last perhaps of fewer: <c>[groups, columns]</c>. The planner makes
/// it of <see cref="CenteredProducts"/> over many rows.
/// </summary>
/// <param name="Size">Rows of a group.</param>
internal sealed record CenteredGroupProducts(int Size) : Operator
{
    /// <inheritdoc/>
    public override int Arity => 4;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape a = inputs[0].Shape;
        var center = new Shape(a.Columns);
        return Size >= 1 && inputs[2].Shape == a && inputs[1].Shape == center && inputs[3].Shape == center
            ? new Shape((a.Rows + Size - 1) / Size, a.Columns)
            : throw ShapeError(inputs, $"expected two values of one shape, each with a center {center}, and groups of at least one row. Reshape them.");
    }

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        Node a = node.Inputs[0], aCenter = node.Inputs[1], b = node.Inputs[2], bCenter = node.Inputs[3];
        Node repeated = upstream.RepeatRows(Size, a.Shape.Rows).Reshape(a.Shape);
        Node da = repeated * (b - bCenter), db = repeated * (a - aCenter);
        return [da, -da.SumRows(), db, -db.SumRows()];
    }

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new CenteredProductWork<T>(inputs[0], inputs[1], inputs[2], inputs[3], output, Axis.Rows, Size);
}
