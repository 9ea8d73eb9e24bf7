using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Sum of the value seen as a matrix <c>[rows, columns]</c>: over the rows (result <c>[columns]</c>), over the columns (result
/// <c>[rows, 1]</c>, leading axes kept) or over all (result <c>[]</c>). dX repeats dY. The order of additions is fixed by the shape.
/// </summary>
/// <param name="Axis">What is summed over.</param>
internal sealed record Sum(Axis Axis) : Operator
{
    /// <inheritdoc/>
    public override string Name => $"Sum{(Axis == Axis.All ? "" : Axis)}";

    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape shape = inputs[0].Shape;
        return Axis switch
        {
            Axis.All => Shape.Scalar,
            Axis.Rows => new Shape(shape.Columns),
            _ => shape.Rank == 0 ? shape : new Shape([.. shape.Sizes[..^1], 1]),
        };
    }

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream.Broadcast(node.Inputs[0].Shape)];

    /// <summary>The sum of many rows: of chains, which several threads share, and of their sums.</summary>
    internal override Node? Expansion(Node node)
    {
        Node x = node.Inputs[0];
        int length = Reductions.ChainLength(x.Shape.Rows);
        return Axis == Axis.Rows && length < x.Shape.Rows ? x.SumGroups(length).SumRows() : null;
    }

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new SumWork<T>(inputs[0], output, Axis);
}
