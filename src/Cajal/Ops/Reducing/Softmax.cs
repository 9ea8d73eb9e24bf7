using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// sᵢ = e^(xᵢ − max x) / Σⱼ e^(xⱼ − max x) along each row of <c>[rows, columns]</c>. Jacobian sᵢ(δᵢⱼ − sⱼ), so
/// dX = s ⊙ (dY − Σⱼ dYⱼ sⱼ).
/// </summary>
internal sealed record Softmax : LogitsOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Output;

    /// <inheritdoc/>
    internal override LogitsFigure Figure => LogitsFigure.Probabilities;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => inputs[0].Shape;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [node * (upstream - (upstream * node).SumColumns())];

    /// <inheritdoc/>
    internal override void AddTo<T>(LogitsWork<T> work, ReadOnlySpan<Block<T>> inputs, Block<T> output) => work.WithSoftmax(output, logarithm: false);
}
