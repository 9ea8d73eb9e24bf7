using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = max(x, 0); dy/dx = 1 where x > 0, else 0 (also at the kink x = 0).</summary>
internal sealed record Relu : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Relu;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Output;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream * node.Step()];
}
