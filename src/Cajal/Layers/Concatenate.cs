using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Lays its inputs one behind the other along an axis, the last one by default: <c>[8]</c> and <c>[3]</c> become <c>[11]</c>, pictures <c>[32, 32, 16]</c> and
/// <c>[32, 32, 8]</c> become <c>[32, 32, 24]</c>. The other axes must be equal.
/// </summary>
/// <param name="axis">The axis of one row, from 0; -1 for the last.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> is below -1.</exception>
/// <example><code>ModelValue both = new Concatenate().After(image.Then(new Flatten()), table);</code></example>
public sealed class Concatenate(int axis = -1) : MergingLayer
{
    /// <summary>The axis of one row, from 0; -1 for the last.</summary>
    public int Axis { get; } = axis >= -1
        ? axis
        : throw new ArgumentOutOfRangeException(nameof(axis), $"Concatenate: axis is {axis}, expected one from 0 on, or -1 for the last.");

    internal override string Kind => "concatenate";

    internal static Concatenate Read(ModelFields fields)
    {
        double axis = fields.Number("axis", -1);
        return axis <= int.MaxValue && double.IsInteger(axis) ? new Concatenate((int)axis) : throw fields.Error(FormattableString.Invariant($"\"axis\" is {axis}, expected a whole number from -1 on."));
    }

    private protected override Shape Merged(IReadOnlyList<Shape> inputs)
    {
        Shape first = inputs[0];
        int at = Axis < 0 ? first.Rank - 1 : Axis;
        bool fits = at >= 0 && at < first.Rank && inputs.All(shape => shape.Rank == first.Rank
            && shape.Sizes[..at].SequenceEqual(first.Sizes[..at]) && shape.Sizes[(at + 1)..].SequenceEqual(first.Sizes[(at + 1)..]));
        return fits
            ? RowOf([.. first.Sizes.ToArray().Select((size, axis) => axis == at ? inputs.Sum(shape => (long)shape[at]) : size)])
            : throw new ConfigurationException($"{Title}: one row of the inputs has shapes {string.Join(", ", inputs)}, expected shapes that differ in "
                + $"{(Axis < 0 ? "the last axis" : $"axis {Axis}")} alone. Bring them to such shapes with a layer before.");
    }

    private protected override Node Merge(IReadOnlyList<Node> inputs) => inputs.Concatenate(Axis < 0 ? inputs[0].Shape.Rank - 1 : Axis + 1);

    private protected override void WriteConfiguration(JsonObject json) => json["axis"] = Axis;
}
