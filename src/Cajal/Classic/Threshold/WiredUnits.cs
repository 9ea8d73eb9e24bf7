namespace Cajal.Classic;

/// <summary>The units of a net with their sources as places in one state, inputs first; and the order in which a net without circles settles.</summary>
internal sealed class WiredUnits
{
    private readonly WiredUnit[] _units;
    private readonly int _inputs;
    private readonly int[] _order;

    public WiredUnits(IReadOnlyList<McCullochPittsUnit> units, IReadOnlyDictionary<string, int> places, int inputs)
    {
        _inputs = inputs;
        _units = [.. units.Select(unit => new WiredUnit(
            unit.Threshold,
            [.. unit.Connections.Select(connection => (Place(unit, connection.Source), connection.Weight))],
            [.. unit.Vetoes.Select(source => Place(unit, source))]))];
        Levels = new int[inputs + units.Count];
        _order = Sort();
        Depth = _order.Length == _units.Length ? Levels.DefaultIfEmpty().Max() : null;

        int Place(McCullochPittsUnit unit, string source) => places.TryGetValue(source, out int place)
            ? place
            : throw new ArgumentException($"Net: unit '{unit.Name}' has the source '{source}', which is no input and no unit.{NearestName.Advice(source, [.. places.Keys])}");
    }

    /// <summary>Units on the longest path from the inputs to each place, itself counted; of places on or behind circles 0.</summary>
    public int[] Levels { get; }

    /// <summary>The highest level; null where there is a circle.</summary>
    public int? Depth { get; }

    public WiredUnit this[int place] => _units[place - _inputs];

    /// <summary>The states a unit of time later; inputs are left alone.</summary>
    public void Step(bool[] state, bool[] next)
    {
        for (int unit = 0; unit < _units.Length; unit++)
        {
            next[_inputs + unit] = _units[unit].Fires(state);
        }
    }

    /// <summary>Sets all units to where they settle for the inputs in the state.</summary>
    public void Settle(bool[] state)
    {
        foreach (int place in _order)
        {
            state[place] = this[place].Fires(state);
        }
    }

    /// <summary>Places of units, sources first; without those on or behind circles. Sets the levels.</summary>
    private int[] Sort()
    {
        List<int>[] readers = [.. Levels.Select(_ => new List<int>())];
        int[] open = new int[Levels.Length];
        for (int place = _inputs; place < Levels.Length; place++)
        {
            foreach (int source in this[place].Sources)
            {
                readers[source].Add(place);
                open[place]++;
            }
        }
        var ready = new Queue<int>(Enumerable.Range(0, Levels.Length).Where(place => open[place] == 0));
        List<int> order = [];
        while (ready.TryDequeue(out int place))
        {
            if (place >= _inputs)
            {
                Levels[place] = 1 + this[place].Sources.Select(source => Levels[source]).DefaultIfEmpty().Max();
                order.Add(place);
            }
            foreach (int reader in readers[place])
            {
                if (--open[reader] == 0)
                {
                    ready.Enqueue(reader);
                }
            }
        }
        return [.. order];
    }
}

/// <summary>A unit whose sources are places in a state.</summary>
internal sealed record WiredUnit(int Threshold, (int Source, int Weight)[] Connections, int[] Vetoes)
{
    /// <summary>Places of all sources.</summary>
    public IEnumerable<int> Sources => Connections.Select(connection => connection.Source).Concat(Vetoes);

    public bool Fires(bool[] state)
    {
        foreach (int source in Vetoes)
        {
            if (state[source])
            {
                return false;
            }
        }
        int sum = 0;
        foreach ((int source, int weight) in Connections)
        {
            sum += state[source] ? weight : 0;
        }
        return sum >= Threshold;
    }
}
