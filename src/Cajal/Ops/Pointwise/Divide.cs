using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = a/b; dy/da = 1/b, dy/db = −y/b.</summary>
internal sealed record Divide : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Divide;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Inputs | GradientNeeds.Output;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream / node.Inputs[1], -(upstream * node / node.Inputs[1])];
}
