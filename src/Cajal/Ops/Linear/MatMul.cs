using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Y = A·B with A <c>[m, k]</c>, B <c>[k, n]</c>, Y <c>[m, n]</c>. dA = dY·Bᵀ, dB = Aᵀ·dY. Transposes are read in place.
/// Each element is one ascending chain of fused multiply-adds over k, so that a row of an output has the same bits in every batch.
/// </summary>
/// <param name="MayRegroup">Whether sums may be grouped as is cheapest for the sizes: nothing is promised about single rows of a gradient.</param>
internal sealed record MatMul(bool MayRegroup = false) : ProductOperator
{
    /// <inheritdoc/>
    internal override bool ReadsStrides => true;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape a = inputs[0].Shape;
        Shape b = inputs[1].Shape;
        return a.Rank == 2 && b.Rank == 2 && a[1] == b[0]
            ? new Shape(a[0], b[1])
            : throw ShapeError(inputs, "expected [m, k] and [k, n] with the same k. Reshape or transpose an input.");
    }

    /// <inheritdoc/>
    /// <remarks>Regrouped sums want Bᵀ contiguous along n, which it is unless B is itself a transpose: so it is decided here, in the graph, not by how a plan lays out B.</remarks>
    internal override Node?[] Gradient(Node node, Node upstream)
    {
        var product = new MatMul(MayRegroup: node.Inputs[1].Operator is not Transpose);
        return [node.Graph.Create(product, upstream, node.Inputs[1].Transpose()), node.Inputs[0].Transpose().MatMul(upstream)];
    }

    /// <inheritdoc/>
    internal override long Operations(Node node) => 2L * node.Shape.Count * node.Inputs[0].Shape[1];

    /// <inheritdoc/>
    internal override Work LowerFused<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T>? output, PointwiseProgram<T>? epilogue) =>
        MayRegroup && DotProductWork<T>.Pays(inputs[0])
            ? new DotProductWork<T>(inputs[0], inputs[1], output, epilogue)
            : new ProductWork<T>(inputs[0], inputs[1], output, epilogue);
}
