using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = erfc(x) = 1 − erf(x), relatively accurate in its tail; dy/dx = −2/√π · e^(−x²).</summary>
internal sealed record Erfc : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Erfc;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [-2.0 / Math.Sqrt(Math.PI) * upstream * (-node.Inputs[0].Square()).Exp()];
}
