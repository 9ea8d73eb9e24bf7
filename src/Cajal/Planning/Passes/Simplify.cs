using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>
/// Removes work that changes no bit of the result: x·1, x/1, −(−x), transposes of transposes, reshapes and broadcasts of each other, and
/// indicators of classes that are only taken from probabilities. Operators that are made of others are written as these. A product over one index, as in the weight gradient of a single row, and a
/// sum of one number become pointwise: they then need no pass of their own.
/// </summary>
internal static class Simplify
{
    /// <summary>Columns from which on a product over one index becomes pointwise, a single one apart. Shorter rows leave a vector mostly idle there, but
    /// not in a product's tiles, through which what follows walks as through one long row.</summary>
    private const int FewestColumns = 16;

    /// <summary>The same function with fewer nodes.</summary>
    public static GraphFunction Run(GraphFunction function)
    {
        var replacement = new Dictionary<Node, Node>();
        foreach (Node node in function.Nodes)
        {
            Node[] inputs = [.. node.Inputs.Select(input => replacement[input])];
            Node rebuilt = node.Inputs.AsSpan().SequenceEqual(inputs) ? node : node.Graph.Create(node.Operator, inputs);
            replacement[node] = Reduce(rebuilt);
        }

        return new GraphFunction(
            function.Outputs.Select(output => Copied(replacement[output])),
            function.Updates.Select(update => update with { Value = Copied(replacement[update.Value]) }));
    }

    /// <summary>A parameter that is wanted as a value (x·1 may be one) is copied before an update replaces it.</summary>
    private static Node Copied(Node node) => node.Operator is Parameter ? node.Graph.Create(new Ops.Reshape(node.Shape), node) : node;

    private static Node Reduce(Node node) => node.Operator switch
    {
        Ops.Multiply when IsOne(node.Inputs[1]) => node.Inputs[0],
        Ops.Multiply when IsOne(node.Inputs[0]) => node.Inputs[1],
        Subtract when node.Inputs[0].Operator is Ops.Softmax && node.Inputs[1].Operator is OneHot =>
            node.Graph.Create(new SoftmaxError(), node.Inputs[0].Inputs[0], node.Inputs[1].Inputs[0]),
        Divide when IsOne(node.Inputs[1]) => node.Inputs[0],
        Negate when node.Inputs[0].Operator is Negate => node.Inputs[0].Inputs[0],
        MatMul when node.Inputs[0].Shape.Columns == 1 && node.Shape.Columns is 1 or >= FewestColumns => OuterProduct(node),
        Sum when node.Inputs[0].Shape.Count == node.Shape.Count => (node.Inputs[0] + 0.0).Reshape(node.Shape),
        Transpose when node.Inputs[0].Operator is Transpose => node.Inputs[0].Inputs[0],
        Ops.Reshape when node.Inputs[0].Operator is Ops.Reshape => node.Inputs[0].Inputs[0].Reshape(node.Shape),
        Ops.Reshape when node.Shape == node.Inputs[0].Shape => node.Inputs[0],
        Broadcast when node.Shape == node.Inputs[0].Shape => node.Inputs[0],
        Broadcast when node.Inputs[0] is { Operator: Broadcast } inner && inner.Inputs[0].Shape.Count == 1 => inner.Inputs[0].Broadcast(node.Shape),
        Broadcast when node.Inputs[0] is { Operator: Ops.Reshape, Shape.Count: 1 } inner => inner.Inputs[0].Broadcast(node.Shape),
        Ops.Reshape when node.Inputs[0] is { Operator: Broadcast } inner && inner.Inputs[0].Shape.Count == 1 => inner.Inputs[0].Broadcast(node.Shape),
        _ => node.Operator.Expansion(node) ?? node,
    };

    /// <summary>A product starts its sums from 0, which turns −0 into 0, and so does a sum.</summary>
    private static Node OuterProduct(Node node) => (node.Inputs[0].Broadcast(node.Shape) * node.Inputs[1].Broadcast(node.Shape)) + 0.0;

    private static bool IsOne(Node node) => node.Operator switch
    {
        Constant constant => constant.Value == 1,
        Broadcast => IsOne(node.Inputs[0]),
        _ => false,
    };
}
