using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>
/// Gathers nodes into groups that run as one step: pointwise operators over the same elements join the pointwise operators or the product
/// that they read from, as long as no group would then wait for itself.
/// </summary>
internal sealed class Fuse
{
    private readonly Dictionary<Node, Group> groups = [];
    private readonly FindStorage storage;

    /// <summary>Runs the pass.</summary>
    public Fuse(GraphFunction function, FindStorage storage)
    {
        this.storage = storage;
        foreach (Node node in function.Nodes.Where(storage.IsComputed))
        {
            Place(node);
            foreach (Group source in node.Inputs.Select(GroupOf).OfType<Group>().Where(source => source != groups[node]))
            {
                source.Readers.Add(node);
            }
        }
    }

    /// <summary>The groups, by their first node.</summary>
    public IReadOnlyList<Group> Groups => [.. groups.Values.Distinct().OrderBy(group => group.Members.Keys[0])];

    /// <summary>The group of a computed node; where several compute it, the first.</summary>
    public Group this[Node node] => groups[node];

    /// <summary>The group that computes the storage which a node's value is read from; <c>null</c> for sources.</summary>
    public Group? GroupOf(Node input) => groups.GetValueOrDefault(storage[input].Owner);

    /// <summary>Moves a computed node from its group to another one.</summary>
    public void Move(Node node, Group group)
    {
        groups[node].Members.Remove(node.Id);
        Join(group, node);
    }

    private void Place(Node node)
    {
        if (node.Operator is PointwiseOperator)
        {
            Group[] candidates = [.. node.Inputs.Select(GroupOf).OfType<Group>().Distinct()
                .Where(group => group.IsOpen && group.Fits(node.Shape)).OrderByDescending(group => group.Members.Keys[^1])];
            Group? home = candidates.FirstOrDefault(group => CanRunTogether(node, [group]));
            if (home is not null)
            {
                Join(home, node);
                foreach (Group other in candidates.Where(other => other != home))
                {
                    MergeIfPossible(home, other);
                }

                return;
            }
        }

        groups[node] = new Group(node);
    }

    private void Join(Group group, Node node)
    {
        group.Members.Add(node.Id, node);
        groups[node] = group;
    }

    private void MergeIfPossible(Group home, Group other)
    {
        bool together = (home.Product is null || other.Product is null)
            && home.Members.Values.Concat(other.Members.Values).All(member => CanRunTogether(member, [home, other]));
        if (together)
        {
            home.Product ??= other.Product;
            home.Readers.AddRange(other.Readers);
            foreach (Node member in other.Members.Values)
            {
                Join(home, member);
            }
        }
    }

    /// <summary>True when every input of the node is either read element for element from the groups, or does not depend on them.</summary>
    private bool CanRunTogether(Node node, Group[] together)
    {
        foreach (Node input in node.Inputs)
        {
            Group? source = GroupOf(input);
            if (source is null)
            {
                continue;
            }

            bool member = together.Contains(source);
            bool elementwise = node.Operator is PointwiseOperator
                && storage[input].Layout == Layout.Dense(together[0].Rows, together[0].Columns);
            if (member ? !elementwise : DependsOn(source, together))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when the group must run after one of the targets. Searches from the targets on, which mostly have few readers yet.</summary>
    private bool DependsOn(Group group, Group[] targets)
    {
        var seen = new HashSet<Group>(targets);
        var stack = new Stack<Group>(targets);
        while (stack.TryPop(out Group? earlier))
        {
            foreach (Node reader in earlier.Readers)
            {
                Group later = groups[reader];
                if (later == group)
                {
                    return true;
                }

                if (seen.Add(later))
                {
                    stack.Push(later);
                }
            }
        }

        return false;
    }
}
