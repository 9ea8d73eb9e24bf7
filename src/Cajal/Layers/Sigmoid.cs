namespace Cajal;

/// <summary>y = 1/(1 + e⁻ˣ); dy/dx = y(1 − y).</summary>
public sealed class Sigmoid : Activation
{
    internal override string Kind => "sigmoid";

    internal override Node Apply(Node x) => x.Sigmoid();
}
