namespace Cajal;

/// <summary>y = max(x, 0); dy/dx = 1 where x &gt; 0, else 0, also at the kink x = 0.</summary>
public sealed class Relu : Activation
{
    internal override string Kind => "relu";

    internal override Node Apply(Node x) => x.Relu();
}
