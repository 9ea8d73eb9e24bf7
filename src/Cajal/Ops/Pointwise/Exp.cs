using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = eˣ; dy/dx = y.</summary>
internal sealed record Exp : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Exp;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Output;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream * node];
}
