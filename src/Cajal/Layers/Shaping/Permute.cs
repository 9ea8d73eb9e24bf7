using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// The axes of a row in another order: <c>new Permute(1, 0)</c> makes <c>[batch, tokens, channels]</c> to <c>[batch, channels, tokens]</c>.
/// </summary>
public sealed class Permute : Layer
{
    /// <summary>Makes a layer.</summary>
    /// <param name="order">For each axis of the output's row the axis of the input's row, from 0; each once.</param>
    /// <exception cref="ArgumentException">An axis is missing or comes twice.</exception>
    public Permute(params ReadOnlySpan<int> order)
    {
        Order = [.. order];
        if (!Order.Order().SequenceEqual(Enumerable.Range(0, Order.Length)))
        {
            throw new ArgumentException($"Permute: the order is [{string.Join(", ", Order)}], expected each axis from 0 on once.", nameof(order));
        }
    }

    /// <summary>For each axis of the output's row the axis of the input's row.</summary>
    public ImmutableArray<int> Order { get; }

    internal override string Kind => "permute";

    internal override Shape OutputShape(Shape input) => input.Rank == Order.Length
        ? new Shape([.. Order.Select(axis => input[axis])])
        : throw new ConfigurationException($"{Title}: one row of the input has shape {input}, expected {Order.Length} axes. Name each axis of a row.");

    internal override Node Build(LayerContext context, Node input) => input.Permute([0, .. Order.Select(axis => axis + 1)]);

    internal static Permute Read(ModelFields fields) => new([.. fields.WholeNumbers("order")]);

    private protected override void WriteConfiguration(JsonObject json) => json["order"] = new JsonArray([.. Order.Select(axis => (JsonNode)axis)]);
}
