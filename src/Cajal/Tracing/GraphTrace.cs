using Cajal.Ops;
using Cajal.Tracing;

namespace Cajal;

/// <summary>
/// An expression computed in the open: every node's value, its local derivatives, and its gradient as a sum over paths. Printed, it is a
/// table; <see cref="Explain"/> goes through backpropagation step by step; <see cref="Steps"/> walks it one operation at a time.
/// </summary>
/// <example>
/// <code>
/// var g = new Graph();
/// Node x = g.Input("x"), y = g.Input("y"), z = g.Input("z");
/// var f = ((x + y).Named("s") * z).Named("f");
/// var trace = g.Trace(f, new() { [x] = -2, [y] = 5, [z] = -4 });
/// Console.WriteLine(trace);                    // the table
/// Console.WriteLine(trace.Explain());          // chain rule, forward, back, layer by layer
/// double slope = trace[x].Gradient[0];         // −4
/// </code>
/// </example>
public sealed class GraphTrace
{
    private readonly Dictionary<Node, TracedNode> traced = [];

    internal GraphTrace(Node result, NodeValues values)
    {
        Result = result;
        Dictionary<Node, double[]> numbers = values.Evaluate([result]);
        Node[] nodes = [.. GraphFunction.Reachable([result])];
        var names = new NodeNames(nodes);
        var locals = nodes.ToDictionary(node => node, _ => Array.Empty<LocalDerivative>());
        var rules = new Dictionary<Node, LocalRule>();
        foreach (Node node in nodes.Where(node => node.Operator is not SourceOperator))
        {
            LocalRule rule = rules[node] = new LocalRule(node, [.. node.Inputs.Select(input => numbers[input])]);
            locals[node] = [.. Enumerable.Range(0, node.Inputs.Length).Select(index => new LocalDerivative(node, index, rule))];
        }

        var back = new BackwardWalk(nodes, rules, locals);
        foreach (Node node in nodes)
        {
            traced[node] = new TracedNode(
                node, names[node], Formula.Of(node, [.. node.Inputs.Select(input => names[input])]), numbers[node], locals[node],
                back.Terms(node), back.Gradient(node));
        }

        Nodes = [.. nodes.Select(node => traced[node])];
    }

    /// <summary>f, the number that is derived.</summary>
    public Node Result { get; }

    /// <summary>All nodes that f depends on, inputs before users; f is the last.</summary>
    public IReadOnlyList<TracedNode> Nodes { get; }

    /// <summary>One node of the trace.</summary>
    /// <exception cref="ArgumentException">f does not depend on it.</exception>
    public TracedNode this[Node node] => traced.TryGetValue(node, out TracedNode? found)
        ? found
        : throw new ArgumentException($"Trace: {node} is not part of it. Trace an expression that depends on this node.", nameof(node));

    /// <summary>Walks through the trace one operation at a time, forward and then back.</summary>
    public TraceSteps Steps() => new(this);

    /// <summary>Backpropagation step by step, as on a blackboard: the chain rule, the way forward, the terms known by then, the way back.</summary>
    public string Explain() => new TraceText(this).Explanation();

    /// <summary>A table: name, formula, value, local derivatives, gradient.</summary>
    public override string ToString() => new TraceText(this).Table();
}
