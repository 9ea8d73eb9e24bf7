namespace Cajal;

/// <summary>y = x·Φ(x) = ½x·erfc(−x/√2), the exact form (D. Hendrycks, K. Gimpel, "Gaussian error linear units", 2016); dy/dx = Φ(x) + xφ(x).</summary>
public sealed class Gelu : Activation
{
    internal override string Kind => "gelu";

    internal override Node Apply(Node x) => 0.5 * x * (x * -Math.Sqrt(0.5)).Erfc();
}
