using System.Text;

namespace Cajal.Tracing;

/// <summary>A trace as text. Terms found on the way forward stand in (round) brackets, terms brought back in [square] ones.</summary>
internal sealed class TraceText(GraphTrace trace)
{
    private string Result => trace[trace.Result].Name;

    /// <summary>One line a node.</summary>
    public string Table() => Table(trace.Nodes.Count, trace.Nodes.Count);

    /// <summary>One line a node; values of the first and gradients of the last nodes only.</summary>
    public string Table(int computed, int broughtBack)
    {
        List<string[]> rows = [["node", "formula", "value", "local derivatives", $"∂{Result}/∂node"]];
        for (int index = 0; index < trace.Nodes.Count; index++)
        {
            TracedNode node = trace.Nodes[index];
            bool known = index < computed;
            rows.Add([
                node.Name,
                node.Formula,
                known ? Formula.Numbers([.. node.Value], node.Node.Shape) : "",
                known ? string.Join(", ", node.Locals.Where(Matters).Select(Local)) : "",
                index >= trace.Nodes.Count - broughtBack ? Formula.Numbers([.. node.Gradient], node.Node.Shape) : ""]);
        }

        return Aligned(rows);
    }

    /// <summary>The stages of backpropagation.</summary>
    public string Explanation()
    {
        var text = new StringBuilder();
        text.AppendLine("1. Chain rule, one term for each path");
        foreach (TracedNode node in Backwards())
        {
            text.AppendLine($"   ∂{Result}/∂{node.Name} = {string.Join(" + ", node.Terms.Select(term => $"∂{Result}/∂{Name(term.User)}·∂{Name(term.User)}/∂{node.Name}"))}");
        }

        text.AppendLine("2. Forward: the values");
        foreach (TracedNode node in trace.Nodes)
        {
            text.AppendLine($"   {node.Name} = {Computation(node)}");
        }

        text.AppendLine("3. Forward: the terms known by now, in round brackets");
        foreach (LocalDerivative local in trace.Nodes.SelectMany(node => node.Locals).Where(Matters))
        {
            text.AppendLine($"   ({Local(local)})");
        }

        text.AppendLine("4. The known terms replaced");
        foreach (TracedNode node in Backwards())
        {
            text.AppendLine($"   ∂{Result}/∂{node.Name} = {string.Join(" + ", node.Terms.Select(term => $"∂{Result}/∂{Name(term.User)}·({LocalValue(term.Local)})"))}");
        }

        AppendWayBack(text);
        return text.ToString();
    }

    private void AppendWayBack(StringBuilder text)
    {
        text.AppendLine("5. Back: the terms brought back, in square brackets");
        text.AppendLine($"   ∂{Result}/∂{Result} = 1");
        Dictionary<Node, int> layers = Layers();
        int layer = 1;
        foreach (TracedNode node in Backwards().OrderBy(node => layers[node.Node]))
        {
            if (layers[node.Node] > layer)
            {
                layer = layers[node.Node];
                text.AppendLine($"{layer + 4}. Back to the next layer");
            }

            string terms = string.Join(" + ", node.Terms.Select(term => $"[{Formula.Numbers([.. term.Upstream], term.User.Shape)}]·({LocalValue(term.Local)})"));
            text.AppendLine($"   ∂{Result}/∂{node.Name} = {terms} = {Formula.Numbers([.. node.Gradient], node.Node.Shape)}");
        }
    }

    /// <summary>The longest way from the result to each node.</summary>
    private Dictionary<Node, int> Layers()
    {
        var layers = trace.Nodes.ToDictionary(node => node.Node, _ => 0);
        foreach (TracedNode user in trace.Nodes.Reverse())
        {
            foreach (Node input in user.Node.Inputs)
            {
                layers[input] = Math.Max(layers[input], layers[user.Node] + 1);
            }
        }

        return layers;
    }

    private IEnumerable<TracedNode> Backwards() => trace.Nodes.Reverse().Where(node => node.Terms.Count > 0 && !NodeNames.IsConstant(node.Node));

    private static bool Matters(LocalDerivative local) => !NodeNames.IsConstant(local.By) && local.By.Kind == Kind.Real;

    private string Computation(TracedNode node)
    {
        string value = Formula.Numbers([.. node.Value], node.Node.Shape);
        if (node.Formula.Length == 0)
        {
            return value;
        }

        bool numbers = node.Node.Shape.Count == 1 && node.Node.Inputs.All(input => input.Shape.Count == 1);
        return numbers
            ? $"{node.Formula} = {Formula.Of(node.Node, [.. node.Node.Inputs.Select(input => Formula.Operand(trace[input].Value[0]))])} = {value}"
            : $"{node.Formula} = {value}";
    }

    private string Local(LocalDerivative local) => $"∂{Name(local.Of)}/∂{Name(local.By)} = {LocalValue(local)}";

    /// <summary>A local derivative as a number, a list, or the size of its Jacobian.</summary>
    public static string LocalValue(LocalDerivative local) => local.IsElementwise
        ? Formula.Numbers(local.Diagonal(), local.Of.Shape)
        : $"Jacobian [{local.Of.Shape.Count}, {local.By.Shape.Count}]";

    private string Name(Node node) => trace[node].Name;

    private static string Aligned(List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return string.Join("\n", rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }
}
