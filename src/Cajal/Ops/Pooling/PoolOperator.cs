using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>What slides windows over pictures <c>[batch, height, width, channels]</c>.</summary>
/// <param name="Lines">How the windows slide down.</param>
/// <param name="Columns">How they slide to the right.</param>
internal abstract record PoolOperator(PoolSpan Lines, PoolSpan Columns) : Operator
{
    /// <summary>The windows on pictures of a shape.</summary>
    private protected PoolGrid Grid(Shape pictures) => new(
        pictures[0], new PoolAxis(pictures[1], Lines), new PoolAxis(pictures[2], Columns), pictures[3]);

    /// <summary>The shape of the windows, <c>[batch, lines of windows, windows of a line, channels]</c>.</summary>
    /// <exception cref="ArgumentException">No pictures, or the windows do not fit.</exception>
    private protected Shape OutputShape(ReadOnlySpan<Node> inputs)
    {
        Shape pictures = inputs[0].Shape;
        if (pictures.Rank != 4 || !Lines.IsLegal || !Columns.IsLegal || Lines.Outputs(pictures[1]) < 1 || Columns.Outputs(pictures[2]) < 1)
        {
            throw ShapeError(inputs,
                $"expected pictures [batch, height, width, channels] on which a window of {Lines.Window} x {Columns.Window} fits, "
                + "with less padding than window. Choose a smaller window.");
        }

        return new Shape(pictures[0], Lines.Outputs(pictures[1]), Columns.Outputs(pictures[2]), pictures[3]);
    }
}
