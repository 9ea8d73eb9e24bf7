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
    private readonly Readers readers;

    private Sink(FindStorage storage, Fuse fuse, Readers readers)
    {
        this.storage = storage;
        this.fuse = fuse;
        this.readers = readers;
    }

    /// <summary>Runs the pass: changes the groups.</summary>
    public static void Run(FindStorage storage, Fuse fuse, Readers readers)
    {
        var sink = new Sink(storage, fuse, readers);
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
        IReadOnlyList<Node> users = readers[node];
        if (readers.IsKept(node) || users.Count == 0)
        {
            return null;
        }

        Group reader = fuse[users[0]];
        bool fits = reader != group && reader.IsOpen && reader.Fits(node.Shape)
            && users.All(user => fuse[user] == reader && readers.ReadsElementwise(user, node, reader));
        return fits ? reader : null;
    }

    /// <summary>The node and the members of its group that nothing else reads.</summary>
    private HashSet<Node> Cone(Group group, Node node)
    {
        HashSet<Node> cone = [node];
        foreach (Node member in group.Members.Values.Reverse())
        {
            if (!readers.IsKept(member) && readers[member].Count > 0 && readers[member].All(cone.Contains))
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
        readers.IsKept(owner) || readers[owner].Any(user => fuse[user] != group && !moved.Contains(user));
}
