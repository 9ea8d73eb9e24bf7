using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = −1, 0 or 1; dy/dx = 0 (the jump at 0 has no derivative; 0 is taken).</summary>
internal sealed record Sign : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Sign;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [null];
}
