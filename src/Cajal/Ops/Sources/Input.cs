namespace Cajal.Ops;

/// <summary>A value given anew for each evaluation.</summary>
/// <param name="InputName">Name as printed.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Kind">What its numbers mean.</param>
internal sealed record Input(string InputName, Shape Shape, Kind Kind) : SourceOperator
{
    /// <inheritdoc/>
    public override string Name => $"Input '{InputName}'";

    /// <inheritdoc/>
    internal override bool HasIdentity => true;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => Shape;

    /// <inheritdoc/>
    internal override Kind InferKind(ReadOnlySpan<Node> inputs) => Kind;
}
