namespace Cajal.Classic;

/// <summary>
/// Makes a formula a net of weighted units. Each part becomes a literal: an input or unit, perhaps negated; negation costs no unit, since
/// it is a negative weight in what reads it.
/// </summary>
internal sealed class FormulaCompiler
{
    private readonly LogicFormula _formula;
    private readonly string _output;
    private readonly McCullochPittsNet _net;
    private readonly Dictionary<LogicNode, Literal> _literals = new(ReferenceEqualityComparer.Instance);
    private int _count;

    public FormulaCompiler(LogicFormula formula, string output)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (formula.Variables.Contains(output))
        {
            throw new ArgumentException($"Formula: '{output}' is a variable, so the output cannot have that name. Choose another one.", nameof(output));
        }
        _formula = formula;
        _output = output;
        _net = new McCullochPittsNet([.. formula.Variables]);
    }

    /// <summary>A source, perhaps negated.</summary>
    private readonly record struct Literal(string Source, bool IsNegated)
    {
        /// <summary>The literal's truth value is sign · source + (1 where it is negated).</summary>
        public int Sign => IsNegated ? -1 : 1;
    }

    /// <summary>The net.</summary>
    public McCullochPittsNet Compile()
    {
        LogicNode root = _formula.Root;
        bool isNegated = root.Operator == LogicOperator.Not;
        LogicNode core = isNegated ? root.Operands[0] : root;
        foreach (LogicNode node in core.PostOrder())
        {
            if (node != core)
            {
                _literals[node] = Compile(node);
            }
        }
        AddOutput(core, isNegated);
        return _net;
    }

    private Literal Compile(LogicNode node)
    {
        if (node.Operator == LogicOperator.Variable)
        {
            return new Literal(_formula.Variables[node.Value], IsNegated: false);
        }
        if (node.Operator == LogicOperator.Not)
        {
            Literal inner = _literals[node.Operands[0]];
            return inner with { IsNegated = !inner.IsNegated };
        }
        McCullochPittsUnit unit = Unit(NextName(), node);
        _net.Add(unit);
        return new Literal(unit.Name, IsNegated: false);
    }

    /// <summary>The last unit; a negation around the whole formula turns it over: Σ w x &lt; θ is −Σ w x ≥ 1 − θ.</summary>
    private void AddOutput(LogicNode core, bool isNegated)
    {
        McCullochPittsUnit unit = Unit(_output, core);
        _net.Add(isNegated
            ? McCullochPittsUnit.Weighted(_output, 1 - unit.Threshold, unit.Connections.Select(one => one with { Weight = -one.Weight }))
            : unit);
    }

    private McCullochPittsUnit Unit(string name, LogicNode node)
    {
        if (node.Operator is LogicOperator.Constant)
        {
            return McCullochPittsUnit.Weighted(name, 1 - node.Value);
        }
        if (node.Operator == LogicOperator.Variable)
        {
            return McCullochPittsUnit.Weighted(name, 1, new UnitConnection(_formula.Variables[node.Value], 1));
        }
        Literal[] operands = [.. node.Operands.Select(operand => _literals[operand])];
        switch (node.Operator)
        {
            case LogicOperator.And:
                return Counting(name, operands, operands.Length);
            case LogicOperator.Or:
                return Counting(name, operands, 1);
            case LogicOperator.Implies:
                return Counting(name, [operands[0] with { IsNegated = !operands[0].IsNegated }, operands[1]], 1);
            default:
                return ExclusiveOr(name, operands, node.Operator == LogicOperator.Equivalent);
        }
    }

    /// <summary>Fires when at least so many literals hold.</summary>
    private static McCullochPittsUnit Counting(string name, Literal[] literals, int least) => McCullochPittsUnit.Weighted(
        name, least - literals.Count(literal => literal.IsNegated), literals.Select(literal => new UnitConnection(literal.Source, literal.Sign)));

    /// <summary>With h = a ∧ b, a ⊕ b is a + b − 2h ≥ 1; its negation −a − b + 2h ≥ 0. Negated operands turn it over.</summary>
    private McCullochPittsUnit ExclusiveOr(string name, Literal[] operands, bool isEquivalence)
    {
        (string a, string b) = (operands[0].Source, operands[1].Source);
        var both = McCullochPittsUnit.And(NextName(), a, b);
        if (a == b)
        {
            // The two are one source; it differs from itself exactly where one operand is negated.
            return McCullochPittsUnit.Weighted(name, operands[0].IsNegated != operands[1].IsNegated != isEquivalence ? 0 : 1);
        }
        _net.Add(both);
        int sign = operands[0].IsNegated ^ operands[1].IsNegated ^ isEquivalence ? -1 : 1;
        return McCullochPittsUnit.Weighted(
            name, sign > 0 ? 1 : 0, new UnitConnection(a, sign), new UnitConnection(b, sign), new UnitConnection(both.Name, -2 * sign));
    }

    private string NextName()
    {
        string name;
        do
        {
            name = FormattableString.Invariant($"unit{++_count}");
        }
        while (name == _output || _formula.Variables.Contains(name));
        return name;
    }
}
