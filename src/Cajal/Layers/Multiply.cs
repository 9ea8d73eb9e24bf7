namespace Cajal;

/// <summary>Multiplies its inputs number by number, y = x₁ ⊙ x₂ ⊙ …, all of one shape: a gate, where one of them lies between 0 and 1.</summary>
/// <example><code>ModelValue gated = new Multiply().After(x.Then(new Dense(64)), x.Then(new Dense(64), new Sigmoid()));</code></example>
public sealed class Multiply : MergingLayer
{
    internal override string Kind => "multiply";

    private protected override Shape Merged(IReadOnlyList<Shape> inputs) => RequireEqual(inputs);

    private protected override Node Merge(IReadOnlyList<Node> inputs) => inputs.Aggregate((product, input) => product * input);
}
