using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = tanh x; dy/dx = 1 − y².</summary>
internal sealed record Tanh : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Tanh;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Output;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream * (1.0 - node.Square())];
}
