namespace Cajal.Ops;

/// <summary>A value that is kept between evaluations, under a name that is unique in its graph.</summary>
/// <param name="ParameterName">The name, e.g. <c>dense1.weight</c>.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record Parameter(string ParameterName, Shape Shape) : SourceOperator
{
    /// <inheritdoc/>
    public override string Name => $"Parameter '{ParameterName}'";

    /// <inheritdoc/>
    internal override bool HasIdentity => true;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => Shape;
}
