namespace Cajal;

/// <summary>y = x·σ(x), also called swish (S. Elfwing, E. Uchibe, K. Doya, 2018); dy/dx = σ(x)(1 + x(1 − σ(x))).</summary>
public sealed class Silu : Activation
{
    internal override string Kind => "silu";

    internal override Node Apply(Node x) => x * x.Sigmoid();
}
