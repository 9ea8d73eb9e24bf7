using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Every number the same. Units of one layer then stay alike for ever: for biases and scales, not for weights.</summary>
public sealed record ConstantInitializer : Initializer
{
    /// <summary>Makes an initialiser.</summary>
    /// <param name="value">The number; default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite.</exception>
    public ConstantInitializer(double value = 0) => Value = NumberChecks.Finite(nameof(ConstantInitializer), nameof(value), value);

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override string Kind => "constant";

    private protected override void FillFrom(long first, Span<double> values, ParameterDeclaration parameter, ulong seed, ulong stream) => values.Fill(Value);

    private protected override void WriteConfiguration(JsonObject json) => json["value"] = Value;
}
