using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = 1 where x > 0, else 0; dy/dx = 0 (the jump at 0 has no derivative; 0 is taken).</summary>
internal sealed record Step : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Step;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [null];
}
