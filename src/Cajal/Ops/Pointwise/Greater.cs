using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>y = 1 where a > b, else 0; the derivative is 0.</summary>
internal sealed record Greater : PointwiseOperator
{
    /// <inheritdoc/>
    public override PointwiseFunction Function => PointwiseFunction.Greater;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Kind InferKind(ReadOnlySpan<Node> inputs) => Kind.Boolean;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [null, null];
}
