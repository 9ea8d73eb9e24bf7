using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Uniform in [−ε, ε).</summary>
public sealed record UniformInitializer : Initializer
{
    /// <summary>Makes an initialiser.</summary>
    /// <param name="limit">ε; default 0.05, as in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative or not finite.</exception>
    public UniformInitializer(double limit = 0.05) => Limit = NumberChecks.NotNegative(nameof(UniformInitializer), nameof(limit), limit);

    /// <summary>ε.</summary>
    public double Limit { get; }

    /// <inheritdoc/>
    public override string Kind => "uniform";

    private protected override void FillFrom(long first, Span<double> values, ParameterDeclaration parameter, ulong seed, ulong stream) =>
        FillUniform(first, values, Limit, seed, stream);

    private protected override void WriteConfiguration(JsonObject json) => json["limit"] = Limit;
}
