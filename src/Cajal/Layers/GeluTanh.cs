namespace Cajal;

/// <summary>
/// y = ½x(1 + tanh u) = x·σ(2u), u = √(2/π)(x + 0.044715x³): the approximation of <see cref="Gelu"/> by tanh (D. Hendrycks, K. Gimpel,
/// "Gaussian error linear units", 2016, section 2); dy/dx = σ(2u) + 2x·σ(2u)(1 − σ(2u))·u′.
/// </summary>
public sealed class GeluTanh : Activation
{
    internal override string Kind => "gelu-tanh";

    internal override Node Apply(Node x)
    {
        Node doubled = 2 * Math.Sqrt(2 / Math.PI) * x * (1.0 + (0.044715 * x.Square()));
        return x * doubled.Sigmoid();
    }
}
