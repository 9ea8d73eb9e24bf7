namespace Cajal.Tests.Planning;

/// <summary>
/// A function made at random from a seed: all operators, broadcasts, transposes and reshapes of views, values used many times, empty shapes,
/// outputs of every sort, and updates of parameters that read each other's old values.
/// </summary>
internal sealed class RandomFunction
{
    private readonly Graph graph = new();
    private readonly Random random;
    private readonly int[] sizes;
    private readonly List<Node> nodes = [];
    private readonly List<Node> parameters = [];

    public RandomFunction(int seed)
    {
        random = new Random(seed);
        int[] pool = seed % 8 == 7 ? [0, 1, 2, 3] : seed % 8 == 3 ? [1, 17, 33, 70] : [1, 2, 3, 5, 16, 18];
        sizes = [.. Enumerable.Range(0, 3).Select(_ => pool[random.Next(pool.Length)])];
        AddSources();
        for (int target = nodes.Count + random.Next(5, 50), attempt = 0; nodes.Count < target && attempt < 500; attempt++)
        {
            TryAdd();
        }

        Update[] updates = [.. Updates()];
        List<Node> outputs = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Any())];
        outputs.AddRange(updates.Where(_ => random.Next(6) == 0).Select(update => update.Value));
        Function = new GraphFunction(outputs.Count + updates.Length == 0 ? [nodes[^1]] : outputs, updates);
    }

    public GraphFunction Function { get; }

    public Dictionary<Node, double[]> Inputs { get; } = [];

    public Dictionary<string, double[]> Parameters { get; } = [];

    private void AddSources()
    {
        for (int index = 0; index < 5; index++)
        {
            Node parameter = graph.Parameter($"p{index}", AnyShape());
            parameters.Add(parameter);
            Parameters[$"p{index}"] = GradientCheck.Numbers(random, parameter.Shape.Count, -1, 1);
            Node input = graph.Input($"x{index}", AnyShape());
            Inputs[input] = GradientCheck.Numbers(random, input.Shape.Count, -1, 1);
            nodes.AddRange([parameter, input]);
        }

        Node labels = graph.Input("labels", [sizes[0], 1], Kind.Integer);
        Inputs[labels] = [.. Enumerable.Range(0, sizes[0]).Select(_ => (double)random.Next(Math.Max(sizes[1], 1)))];
        nodes.AddRange([labels, graph.Constant(0.5), graph.Constant(1), graph.RandomUniform(AnyShape(), 7)]);
    }

    private void TryAdd()
    {
        try
        {
            Node node = random.Next(10) switch
            {
                0 or 1 => Unary(Any()),
                2 or 3 or 4 => Binary(Any(), Any()),
                5 => Any().Select(Any(), Any()),
                6 => Turned(Any()).MatMul(Turned(Any())) * 0.3,
                7 => View(Any()),
                8 => Reduction(Any()),
                _ => Gradient(),
            };
            nodes.Add(random.Next(4) == 0 ? node.Tanh() : node);
        }
        catch (ArgumentException)
        {
            // The operands drawn do not fit; another draw will.
        }
    }

    private Node Unary(Node x) => random.Next(15) switch
    {
        0 => -x,
        1 => x.Abs(),
        2 => x.Sign(),
        3 => x.Tanh().Exp(),
        4 => (x.Abs() + 1.0).Log(),
        5 => x.Abs().Sqrt(),
        6 => x.Tanh().Square(),
        7 => x.Sigmoid(),
        8 => x.Softplus(),
        9 => x.Erfc(),
        10 => x.Relu(),
        11 => x.Step(),
        12 => x.Elu(0.7),
        13 => -(-x),
        _ => x * 1.0,
    };

    private Node Binary(Node a, Node b) => random.Next(9) switch
    {
        0 or 1 => a + b,
        2 => a - b,
        3 => a * b,
        4 => a / (b.Square() + 1.0),
        5 => a.Maximum(b),
        6 => a.Minimum(b),
        7 => random.Next(2) == 0 ? a.Greater(b) : a.GreaterOrEqual(b),
        _ => a.EqualTo(b),
    };

    private Node View(Node x) => random.Next(3) switch
    {
        0 => x.Transpose(),
        1 => x.Reshape(AnyShape()),
        _ => x.Broadcast(AnyShape()),
    };

    private Node Turned(Node x) => random.Next(3) == 0 ? x.Transpose() : x;

    private Node Reduction(Node x)
    {
        if (x.Shape.Columns == 0)
        {
            return x.SumColumns();
        }

        return random.Next(8) switch
        {
            0 => x.Sum() * 0.1,
            1 or 2 => x.SumRows() * 0.2,
            3 => x.SumColumns() * 0.2,
            4 => x.Softmax(),
            5 => x.LogSoftmax(),
            6 => x.ArgMaximum().OneHot(x.Shape.Columns),
            _ => x.Reshape([sizes[0], sizes[1]]).CrossEntropy(nodes.Find(node => node.Kind == Kind.Integer)!),
        };
    }

    private Node Gradient() => Any().Tanh().Sum().Gradients([Any()])[0];

    private IEnumerable<Update> Updates()
    {
        foreach (Node parameter in parameters.Where(_ => random.Next(10) < 7))
        {
            Node[] fitting = [.. nodes.Where(node => node.Shape == parameter.Shape && node != parameter)];
            Node change = fitting.Length == 0 ? parameter * 0.9 : fitting[random.Next(fitting.Length)];
            Node value = random.Next(4) switch
            {
                0 or 1 => parameter - (0.1 * change),
                2 => change * 1.0,
                _ => change,
            };
            yield return new Update(parameter, value.Operator is Cajal.Ops.Parameter ? value * 1.0 : value);
        }
    }

    private Node Any() => nodes[random.Next(3) > 0 ? random.Next(nodes.Count) : random.Next(Math.Max(0, nodes.Count - 8), nodes.Count)];

    private Shape AnyShape() => random.Next(8) switch
    {
        0 => [],
        1 => [Size()],
        2 => [Size(), 1],
        3 => [1, Size()],
        4 => [Size(), Size(), Size()],
        _ => [Size(), Size()],
    };

    private int Size() => sizes[random.Next(sizes.Length)];
}
