namespace Cajal;

/// <summary>y = x; dy/dx = 1. A linear output layer.</summary>
public sealed class Identity : Activation
{
    internal override string Kind => "identity";

    internal override Node Apply(Node x) => x;
}
