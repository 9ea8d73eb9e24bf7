using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Random numbers, uniform in [0, 1). A number depends only on the seed, the stream, the step and the element's place, never on threads
/// or batches seen before (a counter-based generator).
/// </summary>
/// <param name="Shape">How many.</param>
/// <param name="Stream">Which independent stream.</param>
internal sealed record RandomUniform(Shape Shape, ulong Stream) : SourceOperator
{
    /// <inheritdoc/>
    internal override bool HasIdentity => true;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => Shape;

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new RandomUniformWork<T>(random, Stream, output);
}
