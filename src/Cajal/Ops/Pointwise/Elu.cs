using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = x where x > 0, else α(eˣ − 1); dy/dx = 1 where x > 0, else y + α. Inputs: x, α (constant, no gradient).</summary>
internal sealed record Elu : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Elu;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs | GradientNeeds.Output;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [node.Inputs[0].Greater(node.Graph.Constant(0)).Select(upstream, upstream * (node + node.Inputs[1])), null];
}
