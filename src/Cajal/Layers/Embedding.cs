using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// A learned vector for each of a number of things, looked up by number: <c>[batch, …]</c> of whole numbers becomes
/// <c>[batch, …, features]</c>. A number that is not whole or not below <see cref="Count"/> is an error.
/// </summary>
/// <remarks>
/// The vectors are not decayed: a batch holds few of them, and the others would shrink. No gradient reaches the numbers, so the layer stands first.
/// </remarks>
public sealed class Embedding : Layer
{
    /// <summary>Makes a layer.</summary>
    /// <param name="count">How many things there are, numbered from 0.</param>
    /// <param name="features">Length of a vector.</param>
    /// <param name="initializer">First values; default N(0, 1), as in PyTorch.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1, or <paramref name="count"/> above 2²⁴, where float32 ends to hold each whole number.</exception>
    public Embedding(int count, int features, Initializer? initializer = null)
    {
        Count = NumberChecks.CountUpTo(nameof(Embedding), nameof(count), count, 1 << 24);
        Features = NumberChecks.Count(nameof(Embedding), nameof(features), features);
        Initializer = initializer ?? new NormalInitializer(1);
    }

    /// <summary>How many things there are.</summary>
    public int Count { get; }

    /// <summary>Length of a vector.</summary>
    public int Features { get; }

    /// <summary>First values.</summary>
    public Initializer Initializer { get; }

    internal override string Kind => "embedding";

    internal override Shape OutputShape(Shape input) => RowOf([.. input.Sizes.ToArray().Select(size => (long)size), Features]);

    internal override IReadOnlyList<ParameterDeclaration> Parameters(Shape input) =>
        [new("weight", [Count, Features], Initializer, IsWeight: false, FanIn: 1, FanOut: Features)];

    internal override Node Build(LayerContext context, Node input) => context.Parameter("weight").Lookup(input);

    internal static Embedding Read(ModelFields fields) => new(
        fields.Count("count"), fields.Count("features"), Initializer.FromJson(fields.Object("initializer")));

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["count"] = Count;
        json["features"] = Features;
        json["initializer"] = Initializer.ToJson();
    }
}
