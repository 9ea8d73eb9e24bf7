using System.Globalization;
using Cajal.Derivatives;
using Cajal.Ops;
using Cajal.Tracing;

namespace Cajal;

/// <summary>A value that was kept on the way forward.</summary>
/// <param name="Name">What it is called, as in a trace.</param>
/// <param name="Formula">How it was computed.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Bytes">The memory it takes.</param>
public sealed record StoredValue(string Name, string Formula, Shape Shape, long Bytes);

/// <summary>
/// The way back with nothing but what was stored on the way forward: the values that some gradient rule reads (not given ones: inputs and
/// parameters are there anyway). What no rule reads is not stored; where nothing is derived, nothing is.
/// </summary>
/// <example>
/// <code>
/// BackwardTape tape = BackwardTape.Record(loss, [w1, w2, w3], values);
/// Console.WriteLine(tape);                      // h1, h2, …, each with its bytes
/// var gradients = tape.Gradients();             // computed from the stored values alone
/// </code>
/// </example>
public sealed class BackwardTape
{
    private readonly double[] memory;
    private readonly NodeValues given;
    private readonly Dictionary<Node, (int Start, Node Input)> places = [];
    private readonly IReadOnlyList<Node> gradients;

    private BackwardTape(Node loss, IReadOnlyList<Node> by, NodeValues values)
    {
        var detached = new DetachedExpression(loss, values);
        Node[] forward = [.. GraphFunction.Reachable([detached.Result])];
        Node[] wanted = [.. detached.Result.Gradients([.. by.Select(node => detached[node])])];
        Node[] kept = StoredNodes(forward, wanted);
        var names = new NodeNames(GraphFunction.Reachable([loss]));
        Dictionary<Node, Node> originals = GraphFunction.Reachable([loss]).ToDictionary(node => detached[node], node => node);
        Stored = [.. kept.Select(node => originals[node]).Select(node => new StoredValue(
            names[node], Formula.Of(node, [.. node.Inputs.Select(input => names[input])]), node.Shape, (long)node.Shape.Count * sizeof(double)))];

        memory = new double[kept.Sum(node => node.Shape.Count)];
        Dictionary<Node, double[]> results = detached.Values.Evaluate([detached.Result]);
        Loss = results[detached.Result][0];
        var back = new Graph();
        int start = 0;
        foreach (Node node in kept)
        {
            results[node].CopyTo(memory, start);
            places[node] = (start, back.Input("stored", node.Shape, node.Kind));
            start += node.Shape.Count;
        }

        (gradients, given) = CopyWayBack(back, wanted, detached.Values);
    }

    /// <summary>The loss, computed on the way forward.</summary>
    public double Loss { get; }

    /// <summary>What is stored, in the order of computation.</summary>
    public IReadOnlyList<StoredValue> Stored { get; }

    /// <summary>The memory that holds it: one block, allocated once.</summary>
    public long Bytes => (long)memory.Length * sizeof(double);

    /// <summary>Goes forward once and keeps what the way back needs.</summary>
    /// <param name="loss">L, a single number.</param>
    /// <param name="by">What is derived by; leave out what is frozen.</param>
    /// <param name="values">Values of the inputs and parameters.</param>
    /// <exception cref="ArgumentException">L has more than one element, or a value is missing.</exception>
    public static BackwardTape Record(Node loss, IReadOnlyList<Node> by, NodeValues values)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(values);
        return new BackwardTape(loss, by, values);
    }

    /// <summary>Goes back: the gradients from the stored and the given values alone.</summary>
    /// <returns>dL/dx for each x, in the order in which they were named.</returns>
    public IReadOnlyList<double[]> Gradients()
    {
        foreach ((int start, Node input) in places.Values)
        {
            given[input] = memory[start..(start + input.Shape.Count)];
        }

        Dictionary<Node, double[]> results = gradients.Count == 0 ? [] : given.Evaluate(gradients);
        return [.. gradients.Select(gradient => results[gradient])];
    }

    /// <summary>A table: name, formula, shape, bytes; the sum in the end.</summary>
    public override string ToString()
    {
        string[][] rows = [.. Stored.Select(value => new[] { value.Name, value.Formula, value.Shape.ToString(), Number(value.Bytes) }), ["in all", "", "", Number(Bytes)]];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        return string.Join("\n", rows.Select(row =>
            $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadRight(widths[2])}  {row[3].PadLeft(widths[3])} bytes"));
    }

    /// <summary>The computed values of the way forward that the way back reads, views resolved to what they look at.</summary>
    private static Node[] StoredNodes(Node[] forward, Node[] wanted)
    {
        HashSet<Node> known = [.. forward];
        IEnumerable<Node> read = GraphFunction.Reachable(wanted).Where(node => !known.Contains(node)).SelectMany(node => node.Inputs).Concat(wanted);
        return [.. read.Where(known.Contains).Select(Owner).Where(node => node.Operator is not (Ops.Input or Parameter or Constant)).Distinct().OrderBy(node => node.Id)];
    }

    private static Node Owner(Node node)
    {
        while (node.Operator is ViewOperator)
        {
            node = node.Inputs[0];
        }

        return node;
    }

    /// <summary>The way back in a graph of its own, in which stored values are inputs.</summary>
    private (IReadOnlyList<Node> Gradients, NodeValues Given) CopyWayBack(Graph back, Node[] wanted, NodeValues values)
    {
        var given = new NodeValues();
        var copies = places.ToDictionary(place => place.Key, place => place.Value.Input);
        foreach (Node node in NodesOfWayBack(wanted))
        {
            copies[node] = back.Create(node.Operator, [.. node.Inputs.Select(input => copies[input])]);
            if (values.Nodes.Contains(node))
            {
                given[copies[node]] = values[node];
            }
        }

        return ([.. wanted.Select(node => copies[node])], given);
    }

    /// <summary>What is computed or read on the way back beside the stored values: the search ends at these.</summary>
    private IEnumerable<Node> NodesOfWayBack(Node[] wanted)
    {
        var seen = new HashSet<Node>();
        var stack = new Stack<Node>(wanted);
        while (stack.TryPop(out Node? node))
        {
            if (!places.ContainsKey(node) && seen.Add(node))
            {
                foreach (Node input in node.Inputs)
                {
                    stack.Push(input);
                }
            }
        }

        return seen.OrderBy(node => node.Id);
    }

    private static string Number(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);
}
