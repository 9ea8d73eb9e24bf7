using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Multiplies each feature by a learned number, y = x ⊙ s: <c>[batch, features]</c> keeps its shape; s starts at 1. It lets a network
/// learn which columns of a table matter (D. Holzmüller, L. Grinsztajn, I. Steinwart, "Better by default", 2024: the first layer of RealMLP).
/// </summary>
/// <param name="rateFactor">Multiplies the learning rate of s; default 6, as there.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="rateFactor"/> is not above 0.</exception>
public sealed class FeatureScale(double rateFactor = 6) : Layer
{
    /// <summary>Multiplies the learning rate of s.</summary>
    public double RateFactor { get; } = NumberChecks.Positive(nameof(FeatureScale), nameof(rateFactor), rateFactor);

    internal override string Kind => "feature-scale";

    internal override Shape OutputShape(Shape input)
    {
        RequireFeatures(input);
        return input;
    }

    internal override IReadOnlyList<ParameterDeclaration> Parameters(Shape input) =>
        [new("scale", [RequireFeatures(input)], new ConstantInitializer(1), IsWeight: false, FanIn: 1, FanOut: 1, RateFactor)];

    internal override Node Build(LayerContext context, Node input) => input * context.Parameter("scale");

    private protected override void WriteConfiguration(JsonObject json) => json["rateFactor"] = RateFactor;
}
