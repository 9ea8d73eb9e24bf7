using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>A node that is not computed from others: an input, a parameter, a constant or random numbers.</summary>
internal abstract record SourceOperator : Operator
{
    /// <inheritdoc/>
    public override int Arity => 0;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        throw new InvalidOperationException($"{Name}: a source is not computed; its storage is given by the executor.");
}
