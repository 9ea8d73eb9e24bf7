using System.Collections.Immutable;
using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>The same numbers with their axes in another order. dX is dY with the axes put back.</summary>
/// <param name="Order">For each axis of the output the axis of the input.</param>
internal sealed record Permute(ImmutableArray<int> Order) : Operator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    public bool Equals(Permute? other) => other is not null && Order.AsSpan().SequenceEqual(other.Order.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int axis in Order)
        {
            hash.Add(axis);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape shape = inputs[0].Shape;
        return Order.Order().SequenceEqual(Enumerable.Range(0, shape.Rank))
            ? new Shape([.. Order.Select(axis => shape[axis])])
            : throw ShapeError(inputs, $"expected each axis once in the order [{string.Join(", ", Order)}]. Name the axes from 0 on.");
    }

    /// <inheritdoc/>
    internal override Kind InferKind(ReadOnlySpan<Node> inputs) => inputs[0].Kind;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) =>
        [upstream.Permute([.. Enumerable.Range(0, Order.Length).Select(axis => Order.IndexOf(axis))])];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new PermuteWork<T>(inputs[0], node.Inputs[0].Shape.Sizes, Order.AsSpan(), output);
}
