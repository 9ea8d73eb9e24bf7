using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>N(0, σ²). The number given is the deviation σ; for a variance see <see cref="FromVariance"/>.</summary>
public sealed record NormalInitializer : Initializer
{
    /// <summary>Makes an initialiser.</summary>
    /// <param name="deviation">σ; default 0.01.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deviation"/> is negative or not finite.</exception>
    public NormalInitializer(double deviation = 0.01) =>
        Deviation = NumberChecks.NotNegative(nameof(NormalInitializer), nameof(deviation), deviation);

    /// <summary>σ.</summary>
    public double Deviation { get; }

    /// <inheritdoc/>
    public override string Kind => "normal";

    /// <summary>N(0, variance).</summary>
    /// <param name="variance">σ².</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="variance"/> is negative or not finite.</exception>
    public static NormalInitializer FromVariance(double variance) =>
        new(Math.Sqrt(NumberChecks.NotNegative(nameof(NormalInitializer), nameof(variance), variance)));

    private protected override void FillFrom(long first, Span<double> values, ParameterDeclaration parameter, ulong seed, ulong stream) =>
        FillNormal(first, values, Deviation, seed, stream);

    private protected override void WriteConfiguration(JsonObject json) => json["deviation"] = Deviation;
}
