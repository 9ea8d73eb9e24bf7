using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>
/// Moves pointwise values into the one group that reads them, when they follow from values that are stored anyway: a derivative that only the way
/// back needs, such as 1 − y² of a tanh, is then computed there from y, and neither stored nor kept in memory meanwhile.
/// </summary>
internal sealed class Sink
{
    private readonly FindStorage storage;
    private readonly Fuse fuse;
    private readonly Dictionary<Node, List<Node>> readers = [];
    private readonly HashSet<Node> kept;

    private Sink(GraphFunction function, FindStorage storage, Fuse fuse)
    {
        this.storage = storage;
        this.fuse = fuse;
        kept = [.. function.Outputs.Concat(function.Updates.Select(update => update.Value)).Select(node => storage[node].Owner)];
        foreach (Node reader in fuse.Groups.SelectMany(group => group.Members.Values))
        {
            foreach (Node owner in reader.Inputs.Select(input => storage[input].Owner).Distinct())
            {
                (readers.TryGetValue(owner, out List<Node>? list) ? list : readers[owner] = []).Add(reader);
            }
        }
    }

    /// <summary>Runs the pass: changes the groups.</summary>
    public static void Run(GraphFunction function, FindStorage storage, Fuse fuse)
    {
        var sink = new Sink(function, storage, fuse);
        foreach (Group group in fuse.Groups.Where(group => group.IsOpen))
        {
            foreach (Node node in group.Members.Values.Reverse().ToArray())
            {
                sink.TryMove(group, node);
            }
        }
    }

    private void TryMove(Group group, Node node)
    {
        if (fuse[node] != group || TheOneReader(group, node) is not { } reader)
        {
            return;
        }

        HashSet<Node> moved = Cone(group, node);
        if (moved.All(member => CanMove(group, member, moved)) && moved.Count < group.Members.Count)
        {
            foreach (Node member in moved)
            {
                fuse.Move(member, reader);
            }
        }
    }

    /// <summary>The only group that reads the node, if it is another one and can compute the node among its own.</summary>
    private Group? TheOneReader(Group group, Node node)
    {
        if (kept.Contains(node) || !readers.TryGetValue(node, out List<Node>? users))
        {
            return null;
        }

        Group reader = fuse[users[0]];
        bool fits = reader != group && reader.IsOpen && reader.Fits(node.Shape)
            && users.All(user => fuse[user] == reader && ReadsElementwise(user, node, reader));
        return fits ? reader : null;
    }

    private bool ReadsElementwise(Node user, Node owner, Group group) => user.Operator is PointwiseOperator && user.Inputs.All(input =>
        storage[input].Owner != owner || storage[input].Layout == Layout.Dense(group.Rows, group.Columns));

    /// <summary>The node and the members of its group that nothing else reads.</summary>
    private HashSet<Node> Cone(Group group, Node node)
    {
        HashSet<Node> cone = [node];
        foreach (Node member in group.Members.Values.Reverse())
        {
            if (!kept.Contains(member) && readers.TryGetValue(member, out List<Node>? users) && users.All(cone.Contains))
            {
                cone.Add(member);
            }
        }

        return cone;
    }

    /// <summary>True when a member is pointwise and its operands will be in memory: from other groups, or read by others outside anyway.</summary>
    private bool CanMove(Group group, Node member, HashSet<Node> moved) => member.Operator is PointwiseOperator && member.Inputs.All(input =>
    {
        Node owner = storage[input].Owner;
        return owner.Operator is Constant || moved.Contains(owner) || fuse.GroupOf(owner) != group || IsStored(group, owner, moved);
    });

    private bool IsStored(Group group, Node owner, HashSet<Node> moved) =>
        kept.Contains(owner) || readers[owner].Any(user => fuse[user] != group && !moved.Contains(user));
}
