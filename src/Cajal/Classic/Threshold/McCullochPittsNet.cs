using System.Collections;
using Cajal.Classic;
using Cajal.Models;

namespace Cajal;

/// <summary>
/// Units of McCulloch and Pitts with a unit of delay each; circles are allowed, so a net can hold a memory. A unit's state at time t
/// follows from its sources' states at t − 1. Source: W. S. McCulloch, W. Pitts, Bulletin of Mathematical Biophysics 5 (1943): section 2
/// nets without circles, section 3 nets with circles.
/// </summary>
/// <example>
/// <code>
/// var latch = new McCullochPittsNet("set", "reset")
/// {
///     new McCullochPittsUnit("memory", threshold: 1, excitatory: ["set", "memory"], inhibitory: ["reset"]),
/// };
/// Console.WriteLine(latch.Run([[true, false], [false, false], [false, true]]));
/// // t       0 1 2 3
/// // set     1 0 0
/// // reset   0 0 1
/// // memory  0 1 1 0
/// </code>
/// </example>
/// <param name="inputs">Names of the inputs.</param>
public sealed class McCullochPittsNet(params IReadOnlyList<string> inputs) : IEnumerable<McCullochPittsUnit>
{
    private readonly List<McCullochPittsUnit> _units = [];
    private readonly Dictionary<string, int> _places = Places(inputs);
    private WiredUnits? _wired;

    /// <summary>Names of the inputs.</summary>
    public IReadOnlyList<string> Inputs { get; } = [.. inputs];

    /// <summary>The units, in the order in which they were added.</summary>
    public IReadOnlyList<McCullochPittsUnit> Units => _units;

    /// <summary>Whether a unit's state acts back on itself, at once or through others.</summary>
    public bool HasCircle => Wired.Depth is null;

    /// <summary>Steps that inputs have to be held for until every unit has settled: units on the longest path.</summary>
    /// <exception cref="InvalidOperationException">The net has a circle, so that it need not settle.</exception>
    public int Delay => Wired.Depth
        ?? throw new InvalidOperationException("Net: it has a circle, so its units need not settle. Use Run, which shows their states over time.");

    private WiredUnits Wired => _wired ??= new WiredUnits(_units, _places, Inputs.Count);

    /// <summary>Appends a unit; its sources may be added later.</summary>
    /// <exception cref="ArgumentException">An input or a unit has its name already.</exception>
    public void Add(McCullochPittsUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (!_places.TryAdd(unit.Name, _places.Count))
        {
            throw new ArgumentException($"Net: the name '{unit.Name}' is taken by another input or unit. Give the unit a name of its own.", nameof(unit));
        }
        _units.Add(unit);
        _wired = null;
    }

    /// <summary>Runs the net.</summary>
    /// <param name="history">The inputs at times 0, 1, … T − 1, one state for each input.</param>
    /// <param name="firing">Names of the units that fire at time 0; none by default.</param>
    /// <returns>The states of inputs and units at times 0 … T.</returns>
    /// <exception cref="ArgumentException">A unit has an unknown source, or the inputs do not fit.</exception>
    public NetTrace Run(IReadOnlyList<bool[]> history, params IReadOnlyList<string> firing)
    {
        ArgumentNullException.ThrowIfNull(history);
        int width = Inputs.Count + _units.Count;
        bool[] state = new bool[width];
        foreach (string name in firing)
        {
            state[PlaceOfUnit(name)] = true;
        }
        List<bool[]> states = [];
        for (int t = 0; t < history.Count; t++)
        {
            CheckInputs(history[t], $"time {t}");
            history[t].CopyTo(state, 0);
            bool[] next = new bool[width];
            Wired.Step(state, next);
            states.Add(state);
            state = next;
        }
        return new NetTrace([.. Inputs, .. _units.Select(unit => unit.Name)], Inputs.Count, [.. states, state]);
    }

    /// <summary>The state that a unit of a net without circles settles in when inputs are held, <see cref="Delay"/> steps later.</summary>
    /// <param name="unit">Name of the unit.</param>
    /// <param name="inputs">A state for each input.</param>
    /// <exception cref="ArgumentException">There is no such unit, a unit has an unknown source, or the inputs do not fit.</exception>
    /// <exception cref="InvalidOperationException">The net has a circle.</exception>
    public bool Evaluate(string unit, params ReadOnlySpan<bool> inputs)
    {
        _ = Delay;
        CheckInputs(inputs, "Evaluate");
        bool[] state = new bool[Inputs.Count + _units.Count];
        inputs.CopyTo(state);
        Wired.Settle(state);
        return state[PlaceOfUnit(unit)];
    }

    /// <summary>The same net with negative weights in place of vetoes; every unit fires at the same times, so the delay between them is 0.</summary>
    public McCullochPittsNet WithoutVetoes()
    {
        var net = new McCullochPittsNet(Inputs);
        _units.ForEach(unit => net.Add(unit.WithoutVetoes()));
        return net;
    }

    /// <summary>
    /// What a unit of a net without circles computes, as a formula over the inputs: "the behavior of every net can be described in these
    /// terms". A unit with positive weights w over x, after turning <c>−w x</c> into <c>w ¬x − w</c>, is
    /// <c>f(x₁ …, θ) = (x₁ ∧ f(x₂ …, θ − w₁)) ∨ f(x₂ …, θ)</c>.
    /// </summary>
    /// <param name="unit">Name of the unit.</param>
    /// <inheritdoc cref="Evaluate" path="/exception"/>
    public LogicFormula FormulaOf(string unit)
    {
        _ = Delay;
        int place = PlaceOfUnit(unit);
        return new LogicFormula(new UnitFormulas(Wired, Inputs.Count).Of(place), Inputs);
    }

    /// <summary>
    /// A net without circles as a model: layer l computes the units whose longest path from the inputs has l units; values that later layers
    /// need are carried by units of their own. Vetoes become negative weights, inputs and outputs are 0 and 1.
    /// </summary>
    /// <param name="outputs">Names of the units that are the model's outputs, in this order.</param>
    /// <param name="kind">Threshold units, or sigmoid units with steep weights, whose outputs are close to 0 and 1.</param>
    /// <inheritdoc cref="Evaluate" path="/exception"/>
    public Sequential ToSequential(IReadOnlyList<string> outputs, LogicUnits kind = LogicUnits.Threshold)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentOutOfRangeException.ThrowIfZero(outputs.Count, nameof(outputs));
        _ = Delay;
        if (Inputs.Count == 0)
        {
            throw new InvalidOperationException("Net: it has no inputs, so it cannot be a model. Give it an input, or use Evaluate.");
        }
        Sequential model = new LayeredUnits(WithoutVetoes().Wired, Inputs.Count).Build([.. outputs.Select(PlaceOfUnit)], kind);
        model.Describe(new OutputMeaning(TargetKind.Labels, outputs, null));
        return model;
    }

    /// <inheritdoc/>
    public IEnumerator<McCullochPittsUnit> GetEnumerator() => _units.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The inputs, and each unit's condition in a line.</summary>
    public override string ToString() => string.Join('\n', _units.Select(unit => unit.ToString()).Prepend($"inputs: {string.Join(", ", Inputs)}"));

    private static Dictionary<string, int> Places(IReadOnlyList<string> inputs)
    {
        string[] names = [.. DistinctNames.Of(inputs, "Inputs of a net", nameof(inputs))];
        return names.Index().ToDictionary(one => one.Item, one => one.Index);
    }

    private int PlaceOfUnit(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _places.TryGetValue(name, out int place) && place >= Inputs.Count
            ? place
            : throw new ArgumentException($"Net: there is no unit '{name}'.{NearestName.Advice(name, [.. _units.Select(unit => unit.Name)])}", nameof(name));
    }

    private void CheckInputs(ReadOnlySpan<bool> given, string where)
    {
        if (given.Length != Inputs.Count)
        {
            throw new ArgumentException($"Net, {where}: {given.Length} states of inputs came, expected {Inputs.Count} ({string.Join(", ", Inputs)}).");
        }
    }
}
