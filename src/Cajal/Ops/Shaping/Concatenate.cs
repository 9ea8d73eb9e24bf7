using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>Several values one behind the other along an axis; their other axes are equal. Each gets its slice of dY.</summary>
/// <param name="Count">How many.</param>
/// <param name="Axis">The axis, from 0.</param>
internal sealed record Concatenate(int Count, int Axis) : Operator
{
    /// <inheritdoc/>
    public override int Arity => Count;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape first = inputs[0].Shape;
        int size = 0;
        foreach (Node input in inputs)
        {
            Shape shape = input.Shape;
            bool fits = Axis >= 0 && Axis < first.Rank && shape.Rank == first.Rank
                && shape.Sizes[..Axis].SequenceEqual(first.Sizes[..Axis]) && shape.Sizes[(Axis + 1)..].SequenceEqual(first.Sizes[(Axis + 1)..]);
            size += fits
                ? shape[Axis]
                : throw ShapeError(inputs, $"expected shapes that differ in axis {Axis} alone. Reshape, pad or crop the others.");
        }

        return new Shape([.. first.Sizes[..Axis], size, .. first.Sizes[(Axis + 1)..]]);
    }

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        var shares = new Node?[Count];
        int start = 0;
        for (int index = 0; index < Count; index++)
        {
            int size = node.Inputs[index].Shape[Axis];
            shares[index] = upstream.Slice(Axis, start, size);
            start += size;
        }

        return shares;
    }

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new ConcatenateWork<T>(inputs, output, new Shape(node.Shape.Sizes[..Axis]).Count);
}
