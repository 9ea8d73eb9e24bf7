using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = a where the mask is not 0, else b. Inputs: mask, a, b.</summary>
internal sealed record Select : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Select;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [null, node.Inputs[0].Select(upstream, node.Graph.Constant(0)), node.Inputs[0].Select(node.Graph.Constant(0), upstream)];
}
