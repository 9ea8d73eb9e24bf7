using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = −x; dy/dx = −1.</summary>
internal sealed record Negate : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Negate;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [-upstream];
}
