using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = ln x; dy/dx = 1/x.</summary>
internal sealed record Log : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Log;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream / node.Inputs[0]];
}
