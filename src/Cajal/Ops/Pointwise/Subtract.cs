using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = a − b.</summary>
internal sealed record Subtract : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Subtract;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream, -upstream];
}
