using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>The gradient of <see cref="AveragePool2D"/>, its transposed map: each pixel gets its shares of the windows over it. dX = the means of dY.</summary>
/// <param name="Lines">How the windows slide down.</param>
/// <param name="Columns">How they slide to the right.</param>
/// <param name="CountsPadding">True when padding counts as zeros.</param>
/// <param name="Pictures">Shape of the pictures.</param>
internal sealed record AveragePoolSpread(PoolSpan Lines, PoolSpan Columns, bool CountsPadding, Shape Pictures) : PoolOperator(Lines, Columns)
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        var windows = new Shape(Pictures[0], Lines.Outputs(Pictures[1]), Columns.Outputs(Pictures[2]), Pictures[3]);
        return inputs[0].Shape == windows ? Pictures : throw ShapeError(inputs, $"expected windows of shape {windows}. Pool the pictures first.");
    }

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) =>
        [node.Graph.Create(new AveragePool2D(Lines, Columns, CountsPadding), upstream)];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random)
    {
        PoolGrid grid = Grid(Pictures);
        return CountsPadding
            ? new PoolWork<AveragePoolSpread<PaddingCounts>, T>(grid, inputs[0], inputs[0], output)
            : new PoolWork<AveragePoolSpread<PaddingIsLeftOut>, T>(grid, inputs[0], inputs[0], output);
    }
}
