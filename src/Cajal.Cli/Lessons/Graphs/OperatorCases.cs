namespace Cajal.Cli.Lessons.Graphs;

/// <summary>The operators of an expression, each as a function of one matrix.</summary>
internal static class OperatorCases
{
    /// <summary>Name and function. Where an operator takes two values, the second is made from the first.</summary>
    public static IReadOnlyList<(string Name, Func<Node, Node> Apply)> All { get; } =
    [
        ("+", x => x + (2 * x)), ("-", x => x - (3 * x.Tanh())), ("·", x => x * x.Tanh()), ("/", x => x / (x.Square() + 1)), ("negate", x => -x),
        ("square", x => x.Square()), ("sqrt", x => (x.Square() + 1).Sqrt()), ("exp", x => x.Exp()), ("log", x => (x.Square() + 1).Log()), ("abs", x => x.Abs()),
        ("sigmoid", x => x.Sigmoid()), ("tanh", x => x.Tanh()), ("relu", x => x.Relu()), ("elu", x => x.Elu()), ("softplus", x => x.Softplus()), ("erfc", x => x.Erfc()), ("normal distribution", x => x.NormalCdf()),
        ("maximum", x => x.Maximum(0.2 * x)), ("minimum", x => x.Minimum(x.Square())), ("select", x => x.Greater(0.5 * x).Select(x.Exp(), x.Tanh())),
        ("matmul", x => x.MatMul(x.Transpose())), ("transpose", x => x.Transpose().Tanh()), ("reshape", x => x.Reshape([3, 2]).Exp()),
        ("sum", x => x.Sum().Tanh()), ("mean", x => x.Mean().Exp()), ("sum of rows", x => x.SumRows().Tanh()), ("sum of columns", x => x.SumColumns().Tanh()),
        ("broadcast", x => x.Sum().Broadcast([2, 3]) * x), ("softmax", x => x.Softmax()), ("log softmax", x => x.LogSoftmax()),
        .. Activation.Names.Except(["threshold"]).Select(name => ($"layer {name}", (Func<Node, Node>)(x => Activation.ByName(name).Apply(x)))),
    ];
}
