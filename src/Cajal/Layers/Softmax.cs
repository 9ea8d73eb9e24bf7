namespace Cajal;

/// <summary>s = softmax along the last axis, sᵢ = e^(xᵢ)/Σⱼ e^(xⱼ), computed with the maximum taken off first; ∂sᵢ/∂xⱼ = sᵢ(δᵢⱼ − sⱼ).</summary>
public sealed class Softmax : Activation
{
    internal override string Kind => "softmax";

    internal override bool IsPointwise => false;

    internal override Node Apply(Node x) => x.Softmax();
}
