using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>The same numbers of a row under another shape: <c>[batch, 784]</c> becomes <c>[batch, 28, 28, 1]</c>.</summary>
/// <example><code>new Reshape(28, 28, 1)</code></example>
public sealed class Reshape : Layer
{
    private readonly Shape row;

    /// <summary>Makes a layer.</summary>
    /// <param name="sizes">The new shape of one row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or there are more than 2³¹ − 1 numbers.</exception>
    public Reshape(params ReadOnlySpan<int> sizes)
    {
        foreach (int size in sizes)
        {
            NumberChecks.Count(nameof(Reshape), nameof(sizes), size);
        }

        row = new Shape(sizes);
    }

    /// <summary>The new shape of one row.</summary>
    public Shape Row => row;

    internal override string Kind => "reshape";

    internal override Shape OutputShape(Shape input) => input.Count == row.Count
        ? row
        : throw new ConfigurationException(
            $"{Title}: one row of the input has shape {input}, {input.Count} numbers, which do not fill {row}. Choose sizes with the same product.");

    internal override Node Build(LayerContext context, Node input) => input.Reshape([input.Shape[0], .. row.Sizes]);

    internal static Reshape Read(ModelFields fields) => new([.. fields.WholeNumbers("sizes")]);

    private protected override void WriteConfiguration(JsonObject json) => json["sizes"] = new JsonArray([.. row.Sizes.ToArray().Select(size => (JsonNode)size)]);
}
