using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Y = (X − c)·s, with a center c and a scale s for each column (<c>[columns]</c>) or for each row (<c>[rows, 1]</c>) of the matrix view: what
/// normalisations have in common. dX = dY·s, dc = −s·Σ dY, ds = Σ (X − c)·dY: two sums and no value of X's size between them, which is why it
/// is an operator. The planner sees the two pointwise steps and fuses them with what comes before and after.
/// </summary>
internal sealed record Standardize : Operator
{
    /// <inheritdoc/>
    public override int Arity => 3;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape x = inputs[0].Shape;
        return CenterShape.AxisOf(inputs[1].Shape, x) is not null && inputs[2].Shape == inputs[1].Shape
            ? x
            : throw ShapeError(inputs, $"expected a center and a scale [{x.Columns}] or [{x.Rows}, 1]. Reshape them.");
    }

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        (Node x, Node center, Node scale) = (node.Inputs[0], node.Inputs[1], node.Inputs[2]);
        Node zero = node.Graph.Constant(0);
        if (CenterShape.AxisOf(center.Shape, x.Shape) == Axis.Rows)
        {
            zero = zero.Broadcast(center.Shape);
        }

        return [upstream * scale.Broadcast(x.Shape), -(scale * upstream.SumLike(center)), x.CenteredProducts(center, upstream, zero)];
    }

    /// <inheritdoc/>
    internal override Node Expansion(Node node) =>
        (node.Inputs[0] - node.Inputs[1].Broadcast(node.Shape)) * node.Inputs[2].Broadcast(node.Shape);

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random)
    {
        bool isPerColumn = CenterShape.AxisOf(node.Inputs[1].Shape, node.Shape) == Axis.Rows;
        var builder = new PointwiseProgramBuilder<T>(output.Rows, output.Columns);
        int centered = builder.Apply(PointwiseFunction.Subtract, builder.Load(inputs[0]), builder.Load(Repeated(inputs[1], output, isPerColumn)));
        builder.Store(builder.Apply(PointwiseFunction.Multiply, centered, builder.Load(Repeated(inputs[2], output, isPerColumn))), output);
        return new PointwiseWork<T>(builder.Build());
    }

    private static Block<T> Repeated<T>(Block<T> block, Block<T> output, bool isPerColumn)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        new(block.Buffer, block.Offset, output.Rows, output.Columns, isPerColumn ? 0 : 1, isPerColumn ? 1 : 0);
}
