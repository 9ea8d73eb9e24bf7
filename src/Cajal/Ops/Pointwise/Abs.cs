using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = |x|; dy/dx = sign(x), 0 at the kink x = 0.</summary>
internal sealed record Abs : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Abs;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream * node.Inputs[0].Sign()];
}
