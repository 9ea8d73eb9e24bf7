using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// An operator of two inputs whose elements are sums of products: its kernel accumulates tile after tile, and pointwise operators that follow
/// run over each tile while it lies in the cache.
/// </summary>
internal abstract record ProductOperator : Operator
{
    /// <inheritdoc/>
    public sealed override int Arity => 2;

    /// <inheritdoc/>
    public sealed override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <summary>Whether the kernel reads matrices of any strides; else it reads dense values.</summary>
    internal virtual bool ReadsStrides => false;

    /// <summary>Floating-point operations, a fused multiply-add counted as two.</summary>
    internal abstract long Operations(Node node);

    /// <summary>The kernel call that fills the output, runs pointwise operators over each tile, or both.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    internal abstract Work LowerFused<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T>? output, PointwiseProgram<T>? epilogue)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;

    /// <inheritdoc/>
    internal sealed override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        LowerFused(node, inputs, output, null);
}
