using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// Makes one axis longer by a value at either end, or shorter where the number is below 0. dX is dY with the opposite numbers and zeros:
/// what was put in is cut off, what was cut off is zero.
/// </summary>
/// <param name="Axis">The axis, from 0.</param>
/// <param name="Before">Places put before the first; below 0, places cut off.</param>
/// <param name="After">Places put behind the last; below 0, places cut off.</param>
/// <param name="Value">What is put there.</param>
internal sealed record Pad(int Axis, int Before, int After, double Value) : Operator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        Shape shape = inputs[0].Shape;
        bool fits = Axis >= 0 && Axis < shape.Rank && Before >= -shape[Axis] && After >= -shape[Axis] && shape[Axis] + Before + After >= 0;
        return fits
            ? new Shape([.. shape.Sizes[..Axis], shape[Axis] + Before + After, .. shape.Sizes[(Axis + 1)..]])
            : throw ShapeError(inputs, $"expected an axis {Axis} that can be changed by {Before} before and {After} behind. Cut off less.");
    }

    /// <inheritdoc/>
    internal override Kind InferKind(ReadOnlySpan<Node> inputs) => inputs[0].Kind;

    /// <inheritdoc/>
    internal override Node?[] Gradient(Node node, Node upstream) => [upstream.Pad(Axis, -Before, -After)];

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random)
    {
        Shape shape = node.Inputs[0].Shape;
        int inner = new Shape(shape.Sizes[(Axis + 1)..]).Count;
        return new PadWork<T>(inputs[0], output, new Shape(shape.Sizes[..Axis]).Count, Before * inner, After * inner, T.CreateChecked(Value));
    }
}
