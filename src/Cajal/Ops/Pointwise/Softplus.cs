using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = ln(1 + eˣ), exact everywhere; dy/dx = sigmoid(x).</summary>
internal sealed record Softplus : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Softplus;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream * node.Inputs[0].Sigmoid()];
}
