using System.Globalization;
using Cajal.Ops;

namespace Cajal.Tracing;

/// <summary>
/// What people call the nodes of an expression: an input's or parameter's name, a constant's number (however often repeated), a label, else <c>v1</c>, <c>v2</c>, …
/// in the order of computation.
/// </summary>
internal sealed class NodeNames
{
    private readonly Dictionary<Node, string> names = [];

    /// <summary>Names nodes.</summary>
    /// <param name="nodes">The nodes, inputs before users.</param>
    public NodeNames(IEnumerable<Node> nodes)
    {
        Node[] all = [.. nodes];
        HashSet<string> taken = [.. all.Select(Own).OfType<string>()];
        int next = 0;
        foreach (Node node in all)
        {
            string? name = Own(node);
            while (name is null || (Own(node) is null && taken.Contains(name)))
            {
                name = string.Create(CultureInfo.InvariantCulture, $"v{++next}");
            }

            names[node] = name;
        }
    }

    /// <summary>The name of a node.</summary>
    public string this[Node node] => names[node];

    /// <summary>True for a number that stands in the expression, also where it is repeated to a larger shape.</summary>
    public static bool IsConstant(Node node) => node.Operator is Constant || (node.Operator is ViewOperator && IsConstant(node.Inputs[0]));

    private static string? Own(Node node) => node.Label ?? node.Operator switch
    {
        ViewOperator when IsConstant(node) => Own(node.Inputs[0]),
        Ops.Input input => input.InputName,
        Parameter parameter => parameter.ParameterName,
        Constant constant => constant.Value.ToString("G6", CultureInfo.InvariantCulture),
        _ => null,
    };
}
