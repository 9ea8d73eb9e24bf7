using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = min(a, b); the gradient goes to the smaller operand, at a tie wholly to a.</summary>
internal sealed record Minimum : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Minimum;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream * node.Inputs[1].GreaterOrEqual(node.Inputs[0]), upstream * node.Inputs[0].Greater(node.Inputs[1])];
}
