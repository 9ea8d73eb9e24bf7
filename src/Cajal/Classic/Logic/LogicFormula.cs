using Cajal.Classic;

namespace Cajal;

/// <summary>
/// A propositional formula. Written with <c>! ¬ ~ not</c>, <c>&amp; ∧ and</c>, <c>^ ⊕ xor</c>, <c>| ∨ or</c>, <c>-> → implies</c> and
/// <c>&lt;-> ↔ ≡ iff</c>, the first binding strongest, brackets, <c>0 false 1 true</c>, and variables of letters, digits and underscores.
/// Arrows group to the right. Immutable.
/// </summary>
/// <example>
/// <code>
/// var formula = LogicFormula.Parse("((A &amp; !X &amp; Z) | (A &amp; !Y)) &amp; ((X &amp; Y) | (!X &amp; Z))");
/// Console.WriteLine(formula.Simplify());          // A &amp; !X &amp; Z
/// Console.WriteLine(formula.ToNet());             // its threshold units, one a connective
/// Sequential model = formula.ToSequential();      // the same as a model of layers
/// model.Save("formula.safetensors");
/// </code>
/// </example>
public sealed class LogicFormula
{
    /// <summary>A table of more variables would not fit into memory.</summary>
    private const int MostTableVariables = 24;

    private readonly List<LogicNode> _nodes;
    private readonly Dictionary<LogicNode, int> _places;

    internal LogicFormula(LogicNode root, IReadOnlyList<string> variables)
    {
        Root = root;
        Variables = variables;
        _nodes = root.PostOrder();
        _places = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < _nodes.Count; i++)
        {
            _places.Add(_nodes[i], i);
        }
    }

    /// <summary>The variables; states are given in this order.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>
    /// Connectives, each with one operand fewer than it joins, negations not counted; a part that stands in several places counts once.
    /// </summary>
    public int Connectives => _nodes.Sum(node => Math.Max(0, node.Operands.Length - 1));

    internal LogicNode Root { get; }

    /// <summary>Reads a formula.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variables">The variables in the wanted order, other ones refused; by default in the order of their first places.</param>
    /// <exception cref="LogicFormulaException">The text is no formula; says where and what was expected.</exception>
    public static LogicFormula Parse(string text, IReadOnlyList<string>? variables = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new FormulaParser(text, variables);
        LogicNode root = parser.Parse();
        return new LogicFormula(root, [.. parser.Variables]);
    }

    /// <summary>The value for a state of the variables.</summary>
    /// <param name="state">One value for each of <see cref="Variables"/>.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    public bool Evaluate(params ReadOnlySpan<bool> state)
    {
        if (state.Length != Variables.Count)
        {
            throw new ArgumentException($"Formula: {state.Length} values came, expected {Variables.Count} ({string.Join(", ", Variables)}).", nameof(state));
        }
        bool[] values = new bool[_nodes.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value(_nodes[i], state, values);
        }
        return values[^1];
    }

    /// <summary>The values for all states in the usual order 0 … 2ⁿ − 1, the first variable the highest digit.</summary>
    /// <exception cref="InvalidOperationException">There are more than 24 variables.</exception>
    public bool[] TruthTable()
    {
        if (Variables.Count > MostTableVariables)
        {
            throw new InvalidOperationException($"Formula: a truth table of {Variables.Count} variables is too large, expected at most {MostTableVariables}. Evaluate the rows you need.");
        }
        bool[] table = new bool[1 << Variables.Count];
        bool[] state = new bool[Variables.Count];
        for (int row = 0; row < table.Length; row++)
        {
            for (int variable = 0; variable < state.Length; variable++)
            {
                state[variable] = (row >> (state.Length - 1 - variable) & 1) == 1;
            }
            table[row] = Evaluate(state);
        }
        return table;
    }

    /// <summary>
    /// An equal formula that is an OR of ANDs of variables and negated ones, none of which can be shortened or left out (prime implicants;
    /// W. V. Quine, American Mathematical Monthly 59 (1952); E. J. McCluskey, Bell System Technical Journal 35 (1956)).
    /// </summary>
    /// <exception cref="InvalidOperationException">There are more than 12 variables.</exception>
    public LogicFormula Simplify() => new(PrimeImplicants.Cover(this), Variables);

    /// <summary>
    /// A net of threshold units, one for each AND, OR and arrow, two for each exclusive or and equivalence; negations become negative weights.
    /// Its size grows with the formula's.
    /// </summary>
    /// <param name="output">Name of the unit that has the formula's value.</param>
    /// <exception cref="ArgumentException">A variable has that name.</exception>
    public McCullochPittsNet ToNet(string output = "output") => new FormulaCompiler(this, output).Compile();

    /// <summary>
    /// The net as a model of dense layers: inputs are the variables as 0 and 1, the output is the formula's value. Values that a later layer
    /// needs are carried, so there are at most as many units as in the net and one a layer for each variable and unit that waits.
    /// </summary>
    /// <param name="units">Threshold units, or steep sigmoid units.</param>
    public Sequential ToSequential(LogicUnits units = LogicUnits.Threshold)
    {
        string output = "output";
        while (Variables.Contains(output))
        {
            output += "_";
        }
        return ToNet(output).ToSequential([output], units);
    }

    /// <summary>The formula with the operators <c>! &amp; ^ | -> &lt;-></c> and as few brackets as it takes.</summary>
    public override string ToString() => FormulaText.Of(Root, Variables);

    private bool Value(LogicNode node, ReadOnlySpan<bool> state, bool[] values)
    {
        bool Operand(int index) => values[_places[node.Operands[index]]];
        switch (node.Operator)
        {
            case LogicOperator.Constant:
                return node.Value == 1;
            case LogicOperator.Variable:
                return state[node.Value];
            case LogicOperator.Not:
                return !Operand(0);
            case LogicOperator.And:
                return node.Operands.All(operand => values[_places[operand]]);
            case LogicOperator.Or:
                return node.Operands.Any(operand => values[_places[operand]]);
            case LogicOperator.Implies:
                return !Operand(0) || Operand(1);
            default:
                return Operand(0) == Operand(1) == (node.Operator == LogicOperator.Equivalent);
        }
    }
}
