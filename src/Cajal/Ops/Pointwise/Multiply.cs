using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = a·b; dy/da = b, dy/db = a.</summary>
internal sealed record Multiply : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Multiply;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream * node.Inputs[1], upstream * node.Inputs[0]];
}
