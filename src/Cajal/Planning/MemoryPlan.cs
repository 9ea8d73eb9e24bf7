using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>
/// Gives each value that is stored a place in one arena, so that values that are never alive at the same time may share it, and a
/// pointwise step may write over an operand that it reads for the last time.
/// </summary>
internal sealed class MemoryPlan
{
    // 128 bytes of float32, so that two threads never write into one cache line pair.
    private const int Alignment = 32;

    private readonly SortedList<int, int> free = [];
    private readonly Dictionary<Node, int> offsets = [];
    private readonly GraphFunction function;
    private readonly FindStorage storage;
    private readonly Order order;
    private readonly Dictionary<Node, int> lastUse = [];

    /// <summary>Runs the pass.</summary>
    public MemoryPlan(GraphFunction function, FindStorage storage, Fuse fuse, Order order)
    {
        this.function = function;
        this.storage = storage;
        this.order = order;
        FindLastUses(fuse);
        foreach (Node node in function.Nodes.Where(node => node.Operator is Ops.Input or Constant))
        {
            lastUse[node] = int.MaxValue;
            offsets[node] = Allocate(node.Shape.Count);
        }

        for (int step = 0; step < order.Groups.Count; step++)
        {
            Place(order.Groups[step], step);
        }
    }

    /// <summary>Elements of the arena.</summary>
    public int Length { get; private set; }

    /// <summary>True when the value of a node is kept in the arena.</summary>
    public bool IsStored(Node node) => offsets.ContainsKey(node);

    /// <summary>First element of a stored value.</summary>
    public int Offset(Node node) => offsets[node];

    private void FindLastUses(Fuse fuse)
    {
        for (int step = 0; step < order.Groups.Count; step++)
        {
            Group group = order.Groups[step];
            foreach (Node owner in group.Members.Values.SelectMany(member => member.Inputs).Select(input => storage[input].Owner))
            {
                if (!group.Members.ContainsKey(owner.Id))
                {
                    lastUse[owner] = step;
                }
            }
        }

        foreach (Node node in function.Outputs.Concat(function.Updates.Where(update => !order.InPlace.ContainsKey(update.Value)).Select(update => update.Value)))
        {
            lastUse[storage[node].Owner] = int.MaxValue;
        }
    }

    private void Place(Group group, int step)
    {
        List<Node> dying = [.. group.Members.Values.SelectMany(member => member.Inputs).Select(input => storage[input].Owner).Distinct()
            .Where(owner => offsets.ContainsKey(owner) && lastUse[owner] == step)];
        bool single = !group.IsOpen;
        foreach (Node member in group.Members.Values)
        {
            bool stored = (lastUse.ContainsKey(member) || single) && !order.InPlace.ContainsKey(member);
            if (!stored)
            {
                continue;
            }

            Node? donor = single ? null : dying.Find(owner => owner.Shape.Count == member.Shape.Count && ReadsOnlyElementwise(group, owner));
            if (donor is null)
            {
                offsets[member] = Allocate(member.Shape.Count);
            }
            else
            {
                offsets[member] = offsets[donor];
                dying.Remove(donor);
            }
        }

        foreach (Node owner in dying)
        {
            Free(offsets[owner], (int)Padded(owner.Shape.Count));
        }
    }

    private bool ReadsOnlyElementwise(Group group, Node owner) => group.Members.Values.All(member => member.Inputs.All(input =>
        storage[input].Owner != owner
        || (member.Operator is PointwiseOperator && storage[input].Layout == Layout.Dense(group.Rows, group.Columns))));

    private int Allocate(int count)
    {
        long length = Padded(count);
        int best = -1;
        foreach ((int offset, int size) in free)
        {
            if (size >= length && (best < 0 || size < free[best]))
            {
                best = offset;
            }
        }

        if (best < 0)
        {
            int start = Length;
            Length = length <= int.MaxValue - Length
                ? Length + (int)length
                : throw new ConfigurationException("The values of this computation hold more than 2147483647 numbers at once, expected no more. Take fewer rows at a time.");
            return start;
        }

        int rest = free[best] - (int)length;
        free.Remove(best);
        if (rest > 0)
        {
            free.Add(best + (int)length, rest);
        }

        return best;
    }

    private void Free(int offset, int length)
    {
        int index = 0;
        while (index < free.Count && free.Keys[index] < offset)
        {
            index++;
        }

        if (index < free.Count && offset + length == free.Keys[index])
        {
            length += free.Values[index];
            free.RemoveAt(index);
        }

        if (index > 0 && free.Keys[index - 1] + free.Values[index - 1] == offset)
        {
            offset = free.Keys[index - 1];
            length += free.Values[index - 1];
            free.RemoveAt(index - 1);
        }

        free.Add(offset, length);
    }

    /// <summary>A count in whole cache line pairs, which may be more than an arena has numbers.</summary>
    private static long Padded(int count) => Math.Max((count + (Alignment - 1L)) / Alignment * Alignment, Alignment);
}
