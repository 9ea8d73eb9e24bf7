using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>y = x where x &gt; 0, else αx; dy/dx = 1 where x &gt; 0, else α, also at the kink x = 0.</summary>
/// <param name="alpha">Slope of the negative side; default 0.01 (A. Maas, A. Hannun, A. Ng, 2013).</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not finite.</exception>
public sealed class LeakyRelu(double alpha = 0.01) : Activation
{
    /// <summary>Slope of the negative side.</summary>
    public double Alpha { get; } = NumberChecks.Finite(nameof(LeakyRelu), nameof(alpha), alpha);

    internal override string Kind => "leaky-relu";

    internal override Node Apply(Node x) => x.Greater(x.Graph.Constant(0)).Select(x, Alpha * x);

    private protected override void WriteConfiguration(JsonObject json) => json["alpha"] = Alpha;
}
