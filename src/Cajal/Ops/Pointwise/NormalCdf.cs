using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = Φ(x) = ½erfc(−x/√2), the share of the standard normal distribution below x, relatively accurate in its tail; dy/dx = e^(−x²/2)/√(2π).</summary>
internal sealed record NormalCdf : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.NormalCdf;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [1 / Math.Sqrt(2 * Math.PI) * upstream * (-0.5 * node.Inputs[0].Square()).Exp()];
}
