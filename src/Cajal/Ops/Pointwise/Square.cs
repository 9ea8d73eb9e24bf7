using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = x²; dy/dx = 2x.</summary>
internal sealed record Square : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Square;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [2.0 * upstream * node.Inputs[0]];
}
