using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>
/// Lets one step compute what is wanted of the same logits: the loss, the probabilities that its gradient reads and the class they point to
/// have their maximum and their exponentials in common.
/// </summary>
internal static class ShareLogits
{
    /// <summary>Runs the pass: changes the groups.</summary>
    public static void Run(FindStorage storage, Fuse fuse)
    {
        IEnumerable<Node> candidates = fuse.Groups.Select(group => group.Members.Values[0]).Where(node => IsReady(node, fuse));
        foreach (IGrouping<Reading, Node> sharing in candidates.GroupBy(node => storage[node.Inputs[0]]))
        {
            Node[] together = [.. sharing.DistinctBy(node => ((LogitsOperator)node.Operator).Figure)];
            foreach (Node node in together.Skip(1))
            {
                fuse.Move(node, fuse[together[0]]);
            }
        }
    }

    /// <summary>True when the node can run as soon as its logits are there: then no group can come to wait for itself.</summary>
    private static bool IsReady(Node node, Fuse fuse) =>
        node.Operator is LogitsOperator && node.Inputs.Skip(1).All(input => fuse.GroupOf(input) is null);
}
