using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>
/// Puts groups into an order in which each comes after what it reads, and decides which updates may be written straight into their
/// parameter: those whose group can come after every other reader of the old value. The others are copied at the end.
/// </summary>
internal sealed class Order
{
    private readonly Dictionary<Group, HashSet<Group>> before = [];
    private readonly HashSet<Node> outputs;
    private readonly FindStorage storage;
    private readonly Fuse fuse;

    /// <summary>Runs the pass.</summary>
    public Order(GraphFunction function, FindStorage storage, Fuse fuse)
    {
        outputs = [.. function.Outputs];
        this.storage = storage;
        this.fuse = fuse;
        foreach (Group group in fuse.Groups)
        {
            before[group] = [.. group.Members.Values.SelectMany(member => member.Inputs)
                .Select(fuse.GroupOf).OfType<Group>().Where(source => source != group)];
        }

        Dictionary<Node, List<Group>> readers = ReadersOfParameters();
        foreach (Update update in function.Updates)
        {
            if (TryWriteInPlace(update, readers))
            {
                InPlace.Add(update.Value, update.Parameter);
            }
        }

        Groups = Sort();
    }

    /// <summary>The groups in the order in which they run.</summary>
    public IReadOnlyList<Group> Groups { get; }

    /// <summary>Values that are written straight into a parameter's storage.</summary>
    public Dictionary<Node, Node> InPlace { get; } = [];

    private Dictionary<Node, List<Group>> ReadersOfParameters()
    {
        var readers = new Dictionary<Node, List<Group>>();
        foreach (Group group in fuse.Groups)
        {
            foreach (Node owner in group.Members.Values.SelectMany(member => member.Inputs).Select(input => storage[input].Owner).Distinct())
            {
                if (owner.Operator is Parameter)
                {
                    (readers.TryGetValue(owner, out List<Group>? list) ? list : readers[owner] = []).Add(group);
                }
            }
        }

        return readers;
    }

    private bool TryWriteInPlace(Update update, Dictionary<Node, List<Group>> readers)
    {
        Node owner = storage[update.Value].Owner;
        // An output stays in the plan's own memory: what is read from there must not change when the parameter does.
        if (owner != update.Value || !storage.IsComputed(owner) || InPlace.ContainsKey(owner) || outputs.Contains(owner))
        {
            return false;
        }

        Group writer = fuse[owner];
        if (!writer.IsOpen || !ReadsOnlyElementwise(writer, update.Parameter))
        {
            return false;
        }

        List<Group> others = [.. readers.GetValueOrDefault(update.Parameter, []).Where(reader => reader != writer)];
        if (others.Any(reader => ComesAfter(reader, writer)))
        {
            return false;
        }

        before[writer].UnionWith(others);
        return true;
    }

    /// <summary>True when the group reads the parameter, if at all, element for element: never as an operand of its product, never repeated.</summary>
    private bool ReadsOnlyElementwise(Group group, Node parameter) => group.Members.Values.All(member => member.Inputs.All(input =>
        storage[input].Owner != parameter
        || (member.Operator is PointwiseOperator && storage[input].Layout == Layout.Dense(group.Rows, group.Columns))));

    /// <summary>True when <paramref name="later"/> must run after <paramref name="earlier"/>.</summary>
    private bool ComesAfter(Group later, Group earlier)
    {
        var seen = new HashSet<Group> { later };
        var stack = new Stack<Group>(seen);
        while (stack.TryPop(out Group? group))
        {
            if (group == earlier)
            {
                return true;
            }

            foreach (Group source in before[group].Where(seen.Add))
            {
                stack.Push(source);
            }
        }

        return false;
    }

    private List<Group> Sort()
    {
        var waiting = fuse.Groups.ToDictionary(group => group, group => before[group].Count);
        var users = fuse.Groups.ToDictionary(group => group, _ => new List<Group>());
        foreach (Group group in fuse.Groups)
        {
            foreach (Group source in before[group])
            {
                users[source].Add(group);
            }
        }

        var ready = new PriorityQueue<Group, int>(waiting.Where(pair => pair.Value == 0).Select(pair => (pair.Key, pair.Key.Members.Keys[0])));
        var order = new List<Group>(waiting.Count);
        while (ready.TryDequeue(out Group? group, out _))
        {
            order.Add(group);
            foreach (Group user in users[group])
            {
                if (--waiting[user] == 0)
                {
                    ready.Enqueue(user, user.Members.Keys[0]);
                }
            }
        }

        return order.Count == waiting.Count ? order : throw new InvalidOperationException("Planner: the groups wait for each other in a circle.");
    }
}
