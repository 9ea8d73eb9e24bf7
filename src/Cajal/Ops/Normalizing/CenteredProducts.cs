using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// S = Σ (A − c)·(B − d) for each column, with centers <c>[columns]</c>, or for each row of the matrix view, with centers <c>[rows, 1]</c>: the sum
/// behind variances (A = B) and behind the gradient of <see cref="Standardize"/>. The differences are never stored.
/// dA = dS·(B − d), dc = −dS·Σ(B − d), and the same for B and d. For each row d may
/// be one number for all.
/// </summary>
internal sealed record CenteredProducts : Operator
{
    /// <inheritdoc/>
    public override int Arity => 4;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape a = inputs[0].Shape, center = inputs[1].Shape;
        Axis? axis = CenterShape.AxisOf(center, a);
        bool fits = inputs[3].Shape == center || (axis == Axis.Columns && inputs[3].Shape == Shape.Scalar);
        return inputs[2].Shape == a && fits && axis is not null
            ? center
            : throw ShapeError(inputs, $"expected two values of one shape, each with a center [{a.Columns}] or [{a.Rows}, 1], the second in the latter case perhaps []. Reshape them.");
    }

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        Node a = node.Inputs[0], aCenter = node.Inputs[1], b = node.Inputs[2], bCenter = node.Inputs[3].Broadcast(aCenter.Shape);
        double count = (double)a.Shape.Count / Math.Max(aCenter.Shape.Count, 1);
        Node bCenterShare = -(upstream * (a.SumLike(aCenter) - (aCenter * count)));
        return
        [
            b.Standardize(bCenter, upstream),
            -(upstream * (b.SumLike(aCenter) - (bCenter * count))),
            a.Standardize(aCenter, upstream),
            bCenter == node.Inputs[3] ? bCenterShare : bCenterShare.Sum(),
        ];
    }

    /// <summary>The sum over many rows: of chains, which several threads share, and of their sums.</summary>
    internal override Node? Expansion(Node node)
    {
        Shape shape = node.Inputs[0].Shape;
        int length = Reductions.ChainLength(shape.Rows);
        return CenterShape.AxisOf(node.Shape, shape) == Axis.Rows && length < shape.Rows
            ? node.Graph.Create(new CenteredGroupProducts(length), [.. node.Inputs]).SumRows()
            : null;
    }

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new CenteredProductWork<T>(inputs[0], inputs[1], inputs[2], inputs[3], output, CenterShape.AxisOf(node.Shape, node.Inputs[0].Shape)!.Value);
}
