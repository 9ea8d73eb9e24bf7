namespace Cajal;

/// <summary>y = tanh x; dy/dx = 1 − y².</summary>
public sealed class Tanh : Activation
{
    internal override string Kind => "tanh";

    internal override Node Apply(Node x) => x.Tanh();
}
