using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>
/// Lets later groups compute a pointwise value again where it follows by one simple operation from a single value of its size, which they read in
/// its place: x − mean of a normalisation, wanted by the way forward and by the way back, is then neither stored nor kept in memory meanwhile.
/// </summary>
internal sealed class Recompute
{
    private readonly FindStorage storage;
    private readonly Fuse fuse;
    private readonly Readers readers;
    private readonly HashSet<Node> repeated = [];

    private Recompute(FindStorage storage, Fuse fuse, Readers readers)
    {
        this.storage = storage;
        this.fuse = fuse;
        this.readers = readers;
    }

    /// <summary>Runs the pass: adds to groups what they compute again.</summary>
    public static void Run(FindStorage storage, Fuse fuse, Readers readers)
    {
        var pass = new Recompute(storage, fuse, readers);
        foreach (Group group in fuse.Groups.Where(group => group.IsOpen))
        {
            foreach (Node node in group.Members.Values.Where(node => fuse[node] == group).ToArray())
            {
                pass.TryRepeat(group, node);
            }
        }
    }

    private void TryRepeat(Group group, Node node)
    {
        Group[] others = [.. readers[node].Select(user => fuse[user]).Where(other => other != group).Distinct()];
        if (others.Length == 0 || !FollowsFromOneValue(group, node) || readers.IsKept(node) || readers[node].Any(repeated.Contains))
        {
            return;
        }

        bool fits = others.All(other => other.IsOpen && other.Fits(node.Shape))
            && readers[node].All(user => fuse[user] == group || readers.ReadsElementwise(user, node, fuse[user]));
        if (fits)
        {
            repeated.Add(node);
            foreach (Group other in others)
            {
                other.Members.Add(node.Id, node);
            }
        }
    }

    /// <summary>True for an operation or two on what is in memory anyway, one value of the node's size at most.</summary>
    private bool FollowsFromOneValue(Group group, Node node)
    {
        if (node.Operator is not PointwiseOperator { Function.IsElementary: false })
        {
            return false;
        }

        Node[] owners = [.. node.Inputs.Select(input => storage[input].Owner).Where(owner => owner.Operator is not Constant).Distinct()];
        return owners.All(owner => IsStored(group, owner)) && owners.Count(owner => owner.Shape.Count >= node.Shape.Count) <= 1;
    }

    /// <summary>True when an operand is read from memory, where it also stays: a parameter may be written anew before the later group runs.</summary>
    private bool IsStored(Group group, Node owner) => owner.Operator is not Parameter && !repeated.Contains(owner)
        && (fuse.GroupOf(owner) != group || readers.IsKept(owner) || readers[owner].Any(user => fuse[user] != group));
}
