using System.Globalization;

namespace Cajal.Ops;

/// <summary>A number that never changes, of shape <c>[]</c>.</summary>
/// <param name="Value">The number, in double precision.</param>
internal sealed record Constant(double Value) : SourceOperator
{
    /// <inheritdoc/>
    public override string Name => Value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Equal when the bits are equal, so that −0 and 0 stay apart.</summary>
    public bool Equals(Constant? other) =>
        other is not null && BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.DoubleToInt64Bits(Value).GetHashCode();

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs) => Shape.Scalar;
}
