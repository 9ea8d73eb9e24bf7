namespace Cajal;

/// <summary>
/// y = λx where x &gt; 0, else λα(eˣ − 1), with λ = 1.0507… and α = 1.6733… (G. Klambauer et al., "Self-normalizing neural networks",
/// 2017); dy/dx = λ where x &gt; 0, else y + λα, which is λα at the kink x = 0.
/// </summary>
public sealed class Selu : Activation
{
    private const double Lambda = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    internal override string Kind => "selu";

    internal override Node Apply(Node x) => Lambda * x.Elu(Alpha);
}
