using System.Text;

namespace Cajal;

/// <summary>States of a net's inputs and units over time. Inputs are known at times 0 … T − 1, units at 0 … T. Immutable.</summary>
public sealed class NetTrace
{
    private readonly string[] _names;
    private readonly int _inputs;
    private readonly bool[][] _states;

    internal NetTrace(string[] names, int inputs, bool[][] states)
    {
        _names = names;
        _inputs = inputs;
        _states = states;
    }

    /// <summary>T: how many steps were run.</summary>
    public int Steps => _states.Length - 1;

    /// <summary>Names of inputs, then of units.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Whether an input or a unit fires at a time.</summary>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is not covered.</exception>
    public bool this[string name, int time]
    {
        get
        {
            int place = Array.IndexOf(_names, name);
            if (place < 0)
            {
                throw new ArgumentException($"Trace: there is no input or unit '{name}'.{NearestName.Advice(name, _names)}", nameof(name));
            }
            int last = place < _inputs ? Steps - 1 : Steps;
            return (uint)time < (uint)(last + 1)
                ? _states[time][place]
                : throw new ArgumentOutOfRangeException(nameof(time), time, $"'{name}' is known at times 0 to {last}.");
        }
    }

    /// <summary>Whether a unit fires at any time from 1 on.</summary>
    /// <inheritdoc cref="this[string, int]" path="/exception"/>
    public bool EverFires(string unit) => Enumerable.Range(1, Steps).Any(time => this[unit, time]);

    /// <summary>A line for the times (their last digits), then one for each input and unit, its states as 0 and 1.</summary>
    public override string ToString()
    {
        int width = _names.Append("t").Max(name => name.Length);
        var text = new StringBuilder("t".PadRight(width)).Append(' ');
        text.AppendJoin("", Enumerable.Range(0, Steps + 1).Select(time => $" {time % 10}"));
        for (int place = 0; place < _names.Length; place++)
        {
            int times = place < _inputs ? Steps : Steps + 1;
            text.Append('\n').Append(_names[place].PadRight(width)).Append(' ');
            text.AppendJoin("", _states.Take(times).Select(state => state[place] ? " 1" : " 0"));
        }
        return text.ToString();
    }
}
