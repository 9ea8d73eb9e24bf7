using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = 1/(1 + e⁻ˣ); dy/dx = y(1 − y).</summary>
internal sealed record Sigmoid : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Sigmoid;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Output;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream * (node * (1.0 - node))];
}
