using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>y = x where x &gt; 0, else α(eˣ − 1); dy/dx = 1 where x &gt; 0, else y + α, which is α at the kink x = 0.</summary>
/// <param name="alpha">Distance of the lower bound from 0; default 1 (D. Clevert, T. Unterthiner, S. Hochreiter, 2015).</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not above 0.</exception>
public sealed class Elu(double alpha = 1) : Activation
{
    /// <summary>Distance of the lower bound from 0.</summary>
    public double Alpha { get; } = NumberChecks.Positive(nameof(Elu), nameof(alpha), alpha);

    internal override string Kind => "elu";

    internal override Node Apply(Node x) => x.Elu(Alpha);

    private protected override void WriteConfiguration(JsonObject json) => json["alpha"] = Alpha;
}
