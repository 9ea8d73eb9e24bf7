namespace Cajal;

/// <summary>y = ln(1 + eˣ), exact everywhere (no switch to the line y = x); dy/dx = σ(x).</summary>
public sealed class Softplus : Activation
{
    internal override string Kind => "softplus";

    internal override Node Apply(Node x) => x.Softplus();
}
