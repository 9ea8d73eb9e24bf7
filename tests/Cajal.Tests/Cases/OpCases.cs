using Cajal.Ops;

namespace Cajal.Tests;

/// <summary>One operator in the table that all operator tests run over.</summary>
/// <param name="Operator">The operator's type: each concrete operator has at least one row.</param>
/// <param name="Name">Name of the row.</param>
/// <param name="Inputs">Inputs for a seed: shape, range of values, kind.</param>
/// <param name="Build">The expression.</param>
/// <param name="Reference">Expected values from the inputs' values, by a plain loop over System.Math.</param>
internal sealed record OpCase(
    Type Operator, string Name, OperandSpec[] Inputs, Func<Node[], Node> Build, Func<double[][], double[]> Reference)
{
    public override string ToString() => Name;
}

/// <summary>An operand: its shape and the range that its values are drawn from. Values keep 1e-3 away from 0, where kinks are.</summary>
internal sealed record OperandSpec(Shape Shape, double From = -2, double To = 2, Kind Kind = Kind.Real)
{
    public double[] Values(Random random) => Kind == Kind.Integer
        ? [.. Enumerable.Range(0, Shape.Count).Select(_ => (double)random.Next((int)From, (int)To))]
        : [.. GradientCheck.Numbers(random, Shape.Count, From, To).Select(x => Math.Abs(x) < 1e-2 ? x + 0.05 : x)];
}

internal static class OpCases
{
    private static readonly Shape[] Shapes = [[], new(1), new(5), new(2, 3), new(1, 17), new(17, 1), new(7, 33), new(2, 3, 4), new(0, 4)];

    public static IEnumerable<OpCase> All =>
    [
        .. Unary(typeof(Negate), x => -x, x => -x),
        .. Unary(typeof(Abs), x => x.Abs(), Math.Abs),
        .. Unary(typeof(Sign), x => x.Sign(), x => Math.Sign(x)),
        .. Unary(typeof(Exp), x => x.Exp(), Math.Exp),
        .. Unary(typeof(Log), x => x.Log(), Math.Log, 0.1, 3),
        .. Unary(typeof(Sqrt), x => x.Sqrt(), Math.Sqrt, 0.1, 3),
        .. Unary(typeof(Square), x => x.Square(), x => x * x),
        .. Unary(typeof(Ops.Tanh), x => x.Tanh(), Math.Tanh),
        .. Unary(typeof(Ops.Sigmoid), x => x.Sigmoid(), x => 1 / (1 + Math.Exp(-x))),
        .. Unary(typeof(Ops.Softplus), x => x.Softplus(), x => Math.Log(1 + Math.Exp(x))),
        .. Unary(typeof(Erfc), x => x.Erfc(), ErfcBySeries),
        .. Unary(typeof(NormalCdf), x => x.NormalCdf(), x => 0.5 * ErfcBySeries(-x / Math.Sqrt(2))),
        .. Unary(typeof(Ops.Relu), x => x.Relu(), x => Math.Max(x, 0)),
        .. Unary(typeof(Step), x => x.Step(), x => x > 0 ? 1 : 0),
        .. Unary(typeof(Ops.Elu), x => x.Elu(0.7), x => x > 0 ? x : 0.7 * (Math.Exp(x) - 1)),
        .. Binary(typeof(Ops.Add), (a, b) => a + b, (a, b) => a + b),
        .. Binary(typeof(Subtract), (a, b) => a - b, (a, b) => a - b),
        .. Binary(typeof(Ops.Multiply), (a, b) => a * b, (a, b) => a * b),
        .. Binary(typeof(Divide), (a, b) => a / b, (a, b) => a / b, 0.5, 2),
        .. Binary(typeof(Maximum), (a, b) => a.Maximum(b), Math.Max),
        .. Binary(typeof(Minimum), (a, b) => a.Minimum(b), Math.Min),
        .. Binary(typeof(Greater), (a, b) => a.Greater(b), (a, b) => a > b ? 1 : 0),
        .. Binary(typeof(GreaterOrEqual), (a, b) => a.GreaterOrEqual(b), (a, b) => a >= b ? 1 : 0),
        .. Binary(typeof(Equal), (a, b) => a.EqualTo(b), (a, b) => a == b ? 1 : 0),
        .. Shapes.Select(shape => new OpCase(typeof(Select), $"Select {shape}",
            [new(shape), new(shape), new(shape)], x => x[0].Step().Select(x[1], x[2]),
            v => [.. v[0].Select((mask, i) => mask > 0 ? v[1][i] : v[2][i])])),
        .. Linear,
        .. ConvolutionCases.Operators,
        .. ConvolutionCases.SampleOperators,
        .. Reducing,
        .. Shaping,
        .. PictureOpCases.All,
    ];

    private static IEnumerable<OpCase> Linear =>
        from size in new[] { (1, 1, 1), (2, 3, 4), (5, 1, 7), (1, 9, 2), (7, 17, 5), (3, 4, 33), (6, 2, 64), (0, 3, 2), (3, 0, 2) }
        let m = size.Item1
        let k = size.Item2
        let n = size.Item3
        from row in new[]
        {
            new OpCase(typeof(MatMul), $"MatMul {m}x{k}x{n}", [new(new(m, k)), new(new(k, n))], x => x[0].MatMul(x[1]), v => Product(v[0], v[1], m, k, n)),
            new OpCase(typeof(MatMul), $"MatMul transposed {m}x{k}x{n}", [new(new(k, m)), new(new(n, k))],
                x => x[0].Transpose().MatMul(x[1].Transpose()), v => Product(Turned(v[0], k, m), Turned(v[1], n, k), m, k, n)),
        }
        select row;

    private static IEnumerable<OpCase> Reducing =>
        from shape in new Shape[] { new(1), new(5), new(1, 4), new(6, 1), new(3, 5), new(7, 33), new(2, 3, 4), new(40, 3) }
        let rows = shape.Rows
        let columns = shape.Columns
        from row in new[]
        {
            new OpCase(typeof(Sum), $"Sum {shape}", [new(shape)], x => x[0].Sum(), v => [v[0].Sum()]),
            new OpCase(typeof(Sum), $"SumRows {shape}", [new(shape)], x => x[0].SumRows(),
                v => [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Sum(r => v[0][(r * columns) + c]))]),
            new OpCase(typeof(Sum), $"SumColumns {shape}", [new(shape)], x => x[0].SumColumns(), v => [.. v[0].Chunk(columns).Select((double[] r) => r.Sum())]),
            new OpCase(typeof(ArgMaximum), $"ArgMaximum {shape}", [new(shape)], x => x[0].ArgMaximum(),
                v => [.. v[0].Chunk(columns).Select(r => (double)Array.IndexOf(r, r.Max()))]),
            new OpCase(typeof(Ops.Softmax), $"Softmax {shape}", [new(shape)], x => x[0].Softmax(), v => [.. v[0].Chunk(columns).SelectMany(SoftmaxOf)]),
            new OpCase(typeof(SoftmaxError), $"SoftmaxError {shape}", [new(new(rows, columns)), new(new(rows, 1), 0, columns, Kind.Integer)],
                x => x[0].Graph.Create(new SoftmaxError(), x[0], x[1]),
                v => [.. v[0].Chunk(columns).SelectMany((r, i) => SoftmaxOf(r).Select((p, c) => c == (int)v[1][i] ? p - 1 : p))]),
            new OpCase(typeof(LogSoftmax), $"LogSoftmax {shape}", [new(shape)], x => x[0].LogSoftmax(),
                v => [.. v[0].Chunk(columns).SelectMany(r => SoftmaxOf(r).Select(x => Math.Log(x)))]),
            new OpCase(typeof(CrossEntropyOfLogits), $"CrossEntropy {shape}", [new(new(rows, columns)), new(new(rows, 1), 0, columns, Kind.Integer)],
                x => x[0].CrossEntropy(x[1]), v => [.. v[0].Chunk(columns).Select((r, i) => -Math.Log(SoftmaxOf(r).ElementAt((int)v[1][i])))]),
            new OpCase(typeof(OneHot), $"OneHot {shape}", [new(new(rows, 1), 0, columns, Kind.Integer)], x => x[0].OneHot(columns),
                v => [.. v[0].SelectMany(label => Enumerable.Range(0, columns).Select(c => c == (int)label ? 1.0 : 0.0))]),
        }
        select row;

    private static IEnumerable<OpCase> Shaping =>
        from size in new[] { (1, 1), (1, 5), (5, 1), (3, 4), (17, 33), (2, 64) }
        let m = size.Item1
        let n = size.Item2
        from row in new[]
        {
            new OpCase(typeof(Transpose), $"Transpose {m}x{n}", [new(new(m, n))], x => x[0].Transpose(), v => Turned(v[0], m, n)),
            new OpCase(typeof(Ops.Reshape), $"Reshape {m}x{n}", [new(new(m, n))], x => x[0].Reshape(new(n, m)), v => v[0]),
            new OpCase(typeof(Broadcast), $"Broadcast number {m}x{n}", [new([])], x => x[0].Broadcast(new(m, n)), v => [.. Enumerable.Repeat(v[0][0], m * n)]),
            new OpCase(typeof(Broadcast), $"Broadcast row {m}x{n}", [new(new(n))], x => x[0].Broadcast(new(m, n)),
                v => [.. Enumerable.Range(0, m * n).Select(i => v[0][i % n])]),
            new OpCase(typeof(Broadcast), $"Broadcast column {m}x{n}", [new(new(m, 1))], x => x[0].Broadcast(new(m, n)),
                v => [.. Enumerable.Range(0, m * n).Select(i => v[0][i / n])]),
        }
        select row;

    private static IEnumerable<OpCase> Unary(Type type, Func<Node, Node> build, Func<double, double> reference, double from = -2, double to = 2) =>
        Shapes.Select(shape => new OpCase(type, $"{type.Name} {shape}", [new(shape, from, to)], x => build(x[0]), v => [.. v[0].Select(reference)]));

    private static IEnumerable<OpCase> Binary(
        Type type, Func<Node, Node, Node> build, Func<double, double, double> reference, double from = -2, double to = 2) =>
        Shapes.Select(shape => new OpCase(type, $"{type.Name} {shape}", [new(shape, from, to), new(shape, from, to)],
            x => build(x[0], x[1]), v => [.. v[0].Zip(v[1], reference)]));

    private static double[] Product(double[] a, double[] b, int m, int k, int n) =>
    [
        .. from row in Enumerable.Range(0, m)
           from column in Enumerable.Range(0, n)
           select Enumerable.Range(0, k).Sum(i => a[(row * k) + i] * b[(i * n) + column]),
    ];

    private static double[] Turned(double[] x, int m, int n) =>
        [.. from column in Enumerable.Range(0, n) from row in Enumerable.Range(0, m) select x[(row * n) + column]];

    private static IEnumerable<double> SoftmaxOf(double[] row)
    {
        double sum = row.Sum(x => Math.Exp(x - row.Max()));
        return row.Select(x => Math.Exp(x - row.Max()) / sum);
    }

    /// <summary>1 − 2/√π Σ (−1)ⁿ x^(2n+1)/(n!(2n+1)), which converges fast for |x| ≤ 2.</summary>
    private static double ErfcBySeries(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; n < 60; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 1 - (2 / Math.Sqrt(Math.PI) * sum);
    }
}
