using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>Who reads what is stored. Passes that move nodes between groups change nothing of it.</summary>
internal sealed class Readers
{
    private readonly FindStorage storage;
    private readonly Dictionary<Node, List<Node>> users = [];
    private readonly HashSet<Node> kept;

    /// <summary>Collects them.</summary>
    public Readers(GraphFunction function, FindStorage storage, Fuse fuse)
    {
        this.storage = storage;
        kept = [.. function.Outputs.Concat(function.Updates.Select(update => update.Value)).Select(node => storage[node].Owner)];
        foreach (Node reader in fuse.Groups.SelectMany(group => group.Members.Values))
        {
            foreach (Node owner in reader.Inputs.Select(input => storage[input].Owner).Distinct())
            {
                (users.TryGetValue(owner, out List<Node>? list) ? list : users[owner] = []).Add(reader);
            }
        }
    }

    /// <summary>The computed nodes that read a node's storage.</summary>
    public IReadOnlyList<Node> this[Node owner] => users.TryGetValue(owner, out List<Node>? list) ? list : [];

    /// <summary>True when a node's value is an output or an update, and so has to be in memory at the end.</summary>
    public bool IsKept(Node node) => kept.Contains(node);

    /// <summary>True when a user, in this group, reads an owner's storage element for element.</summary>
    public bool ReadsElementwise(Node user, Node owner, Group group) => user.Operator is PointwiseOperator && user.Inputs.All(input =>
        storage[input].Owner != owner || storage[input].Layout == Layout.Dense(group.Rows, group.Columns));
}
