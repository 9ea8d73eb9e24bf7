using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = √x; dy/dx = 1/(2y).</summary>
internal sealed record Sqrt : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Sqrt;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Output;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [0.5 * upstream / node];
}
