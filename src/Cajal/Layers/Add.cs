namespace Cajal;

/// <summary>
/// Adds its inputs number by number, y = x₁ + x₂ + …, all of one shape: the connection around the layers of a residual block (K. He et al., "Deep residual
/// learning for image recognition", 2015).
/// </summary>
/// <example><code>ModelValue sum = new Add().After(x, x.Then(new Dense(64), new Relu()));</code></example>
public sealed class Add : MergingLayer
{
    internal override string Kind => "add";

    private protected override Shape Merged(IReadOnlyList<Shape> inputs) => RequireEqual(inputs);

    private protected override Node Merge(IReadOnlyList<Node> inputs) => inputs.Aggregate((sum, input) => sum + input);
}
