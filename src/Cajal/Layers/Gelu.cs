namespace Cajal;

/// <summary>y = x·Φ(x), Φ the standard normal distribution: the exact form (D. Hendrycks, K. Gimpel, "Gaussian error linear units", 2016); dy/dx = Φ(x) + xφ(x).</summary>
public sealed class Gelu : Activation
{
    internal override string Kind => "gelu";

    internal override Node Apply(Node x) => x * x.NormalCdf();
}
