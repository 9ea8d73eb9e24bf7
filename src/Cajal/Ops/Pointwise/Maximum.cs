using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = max(a, b); the gradient goes to the larger operand, at a tie wholly to a.</summary>
internal sealed record Maximum : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Maximum;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream * node.Inputs[0].GreaterOrEqual(node.Inputs[1]), upstream * node.Inputs[1].Greater(node.Inputs[0])];
}
