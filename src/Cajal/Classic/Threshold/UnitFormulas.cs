namespace Cajal.Classic;

/// <summary>Formulas of the units of a net without circles; a unit that several others read is one node for all of them.</summary>
internal sealed class UnitFormulas(WiredUnits wired, int inputs)
{
    private readonly Dictionary<int, LogicNode> _known = [];

    /// <summary>The formula of an input or a unit.</summary>
    public LogicNode Of(int place)
    {
        if (_known.TryGetValue(place, out LogicNode? known))
        {
            return known;
        }
        LogicNode formula = place < inputs ? LogicNode.Of(place) : Condition(wired[place]);
        _known.Add(place, formula);
        return formula;
    }

    private LogicNode Condition(WiredUnit unit)
    {
        // −w x is w ¬x − w: all weights become positive, and the threshold grows.
        (LogicNode Literal, int Weight)[] terms =
        [
            .. unit.Connections.Select(one => (one.Weight > 0 ? Of(one.Source) : LogicNode.Not(Of(one.Source)), Math.Abs(one.Weight)))
                .OrderByDescending(term => term.Item2),
        ];
        int threshold = unit.Threshold + unit.Connections.Sum(one => Math.Max(0, -one.Weight));
        LogicNode sum = Reaches(terms, 0, threshold, terms.Sum(term => term.Weight), []);
        return LogicNode.And([sum, .. unit.Vetoes.Select(source => LogicNode.Not(Of(source)))]);
    }

    /// <summary>Whether the terms from one on reach a threshold; with equal weights there are at most as many cases as terms squared.</summary>
    private static LogicNode Reaches(
        (LogicNode Literal, int Weight)[] terms, int first, int threshold, int rest, Dictionary<(int, int), LogicNode> known)
    {
        if (threshold <= 0 || threshold > rest)
        {
            return LogicNode.Constant(threshold <= 0);
        }
        if (!known.TryGetValue((first, threshold), out LogicNode? formula))
        {
            (LogicNode literal, int weight) = terms[first];
            LogicNode with = Reaches(terms, first + 1, threshold - weight, rest - weight, known);
            LogicNode without = Reaches(terms, first + 1, threshold, rest - weight, known);
            formula = LogicNode.Or([LogicNode.And([literal, with]), without]);
            known.Add((first, threshold), formula);
        }
        return formula;
    }
}
