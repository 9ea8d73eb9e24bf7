namespace Cajal;

/// <summary>y = x·tanh(ln(1 + eˣ)) (D. Misra, "Mish", 2020), with t the tanh: dy/dx = t + x(1 − t²)σ(x).</summary>
public sealed class Mish : Activation
{
    internal override string Kind => "mish";

    internal override Node Apply(Node x) => x * x.Softplus().Tanh();
}
