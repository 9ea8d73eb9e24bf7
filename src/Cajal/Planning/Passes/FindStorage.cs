using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>A value as its user reads it: the node that owns the storage, and the layout over it.</summary>
/// <param name="Owner">The node whose storage is read.</param>
/// <param name="Layout">How it is read.</param>
internal readonly record struct Reading(Node Owner, Layout Layout);

/// <summary>
/// Decides which views (transposes, reshapes, broadcasts) are read in place and which must be copied, because a user needs them dense or
/// looks at them through another view.
/// </summary>
internal sealed class FindStorage
{
    private readonly Dictionary<Node, Reading> readings = [];
    private readonly HashSet<Node> copied = [];

    /// <summary>Runs the pass.</summary>
    public FindStorage(GraphFunction function)
    {
        foreach (Node node in function.Nodes)
        {
            if (node.Operator is not ViewOperator)
            {
                for (int index = 0; index < node.Inputs.Length; index++)
                {
                    Require(node.Inputs[index], node.Operator);
                }
            }

            readings[node] = Read(node);
        }

        foreach (Node node in function.Outputs.Concat(function.Updates.Select(update => update.Value)))
        {
            Copy(node);
        }
    }

    /// <summary>The storage and layout in which a node's value is read.</summary>
    public Reading this[Node node] => readings[node];

    /// <summary>True when a node is computed by a kernel: it is no source, and no view that is read in place.</summary>
    public bool IsComputed(Node node) => node.Operator switch
    {
        RandomUniform => true,
        SourceOperator => false,
        ViewOperator => copied.Contains(node),
        _ => true,
    };

    private Reading Read(Node node)
    {
        if (node.Operator is not ViewOperator view)
        {
            return new Reading(node, Layout.Dense(node.Shape));
        }

        Reading input = readings[node.Inputs[0]];
        if (view.View(node, input.Layout) is { } layout)
        {
            return input with { Layout = layout };
        }

        Copy(node.Inputs[0]);
        return new Reading(node.Inputs[0], view.View(node, Layout.Dense(node.Inputs[0].Shape))!.Value);
    }

    private void Require(Node input, Operator user)
    {
        Layout layout = readings[input].Layout;
        bool readable = layout.IsDense || user is ProductOperator { ReadsStrides: true } || (user is PointwiseOperator && layout.IsPointwise);
        if (!readable)
        {
            Copy(input);
        }
    }

    private void Copy(Node node)
    {
        if (node.Operator is ViewOperator && copied.Add(node))
        {
            readings[node] = new Reading(node, Layout.Dense(node.Shape));
        }
    }
}
