using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>The threshold unit: y = 1 where x &gt; 0, else 0. Its derivative is 0 everywhere, also at the jump, so gradients end here.</summary>
/// <param name="firesAtZero">True for the form y = 1 where x ≥ 0; default false.</param>
public sealed class Threshold(bool firesAtZero = false) : Activation
{
    /// <summary>Whether x = 0 gives 1.</summary>
    public bool FiresAtZero => firesAtZero;

    internal override string Kind => "threshold";

    internal override Node Apply(Node x) => FiresAtZero ? 1.0 - (-x).Step() : x.Step();

    private protected override void WriteConfiguration(JsonObject json) => json["firesAtZero"] = FiresAtZero;
}
