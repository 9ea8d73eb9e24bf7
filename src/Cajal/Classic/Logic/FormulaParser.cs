namespace Cajal.Classic;

/// <summary>Reads formulas: one function for each level of precedence. Names and spellings of the operators stand in <see cref="LogicFormula"/>.</summary>
internal sealed class FormulaParser
{
    /// <summary>Brackets, negations and arrows within one another; more would exhaust the stack.</summary>
    private const int DeepestNesting = 1000;

    private const string Operand = "a variable, 0, 1, '!' or '('";

    // Binary operators, the weakest first.
    private static readonly LogicOperator[] _levels =
        [LogicOperator.Equivalent, LogicOperator.Implies, LogicOperator.Or, LogicOperator.ExclusiveOr, LogicOperator.And];

    private static readonly (string Text, LogicOperator Operator)[] _symbols =
    [
        ("<->", LogicOperator.Equivalent), ("↔", LogicOperator.Equivalent), ("≡", LogicOperator.Equivalent), ("iff", LogicOperator.Equivalent),
        ("->", LogicOperator.Implies), ("→", LogicOperator.Implies), ("implies", LogicOperator.Implies),
        ("||", LogicOperator.Or), ("|", LogicOperator.Or), ("∨", LogicOperator.Or), ("or", LogicOperator.Or),
        ("^", LogicOperator.ExclusiveOr), ("⊕", LogicOperator.ExclusiveOr), ("xor", LogicOperator.ExclusiveOr),
        ("&&", LogicOperator.And), ("&", LogicOperator.And), ("∧", LogicOperator.And), ("and", LogicOperator.And),
        ("!", LogicOperator.Not), ("¬", LogicOperator.Not), ("~", LogicOperator.Not), ("not", LogicOperator.Not),
    ];

    private readonly string _text;
    private readonly List<string> _variables;
    private readonly bool _isClosed;
    private int _position;
    private int _depth;

    /// <param name="text">The formula.</param>
    /// <param name="variables">The variables that may occur; null to take them as they come.</param>
    public FormulaParser(string text, IReadOnlyList<string>? variables)
    {
        _text = text;
        _variables = [.. variables ?? []];
        _isClosed = variables is not null;
    }

    /// <summary>The variables, in the order of their first places.</summary>
    public IReadOnlyList<string> Variables => _variables;

    /// <summary>Reads the whole text.</summary>
    public LogicNode Parse()
    {
        LogicNode formula = Level(0);
        return _position == _text.Length ? formula : throw Fail("an operator or the end");
    }

    /// <summary>Operands of one level with its operators between them. Arrows group to the right, all others to the left.</summary>
    private LogicNode Level(int level)
    {
        if (level == _levels.Length)
        {
            return Factor();
        }
        LogicOperator kind = _levels[level];
        List<LogicNode> operands = [Level(level + 1)];
        while (Take(kind))
        {
            operands.Add(kind == LogicOperator.Implies ? Nested(() => Level(level)) : Level(level + 1));
        }
        return kind switch
        {
            LogicOperator.And => LogicNode.And([.. operands]),
            LogicOperator.Or => LogicNode.Or([.. operands]),
            _ => operands.Aggregate((left, right) => LogicNode.Binary(kind, left, right)),
        };
    }

    private LogicNode Factor()
    {
        if (Take(LogicOperator.Not))
        {
            return LogicNode.Not(Nested(Factor));
        }
        SkipBlanks();
        if (_position < _text.Length && _text[_position] == '(')
        {
            int opened = _position++;
            LogicNode inner = Nested(() => Level(0));
            SkipBlanks();
            return _position < _text.Length && _text[_position] == ')'
                ? Advance(1, inner)
                : throw Fail($"an operator or ')' for the '(' at character {opened + 1}");
        }
        string word = Word();
        return word switch
        {
            "" => throw Fail(Operand),
            _ when SymbolAt(word) is not null => throw Fail(Operand),
            "0" or "false" => Advance(word.Length, LogicNode.Constant(false)),
            "1" or "true" => Advance(word.Length, LogicNode.Constant(true)),
            _ when char.IsAsciiDigit(word[0]) => throw Fail(Operand),
            _ => Advance(word.Length, LogicNode.Of(Variable(word))),
        };
    }

    private int Variable(string name)
    {
        int place = _variables.IndexOf(name);
        if (place >= 0)
        {
            return place;
        }
        if (_isClosed)
        {
            throw Fail($"one of the variables {string.Join(", ", _variables)}");
        }
        _variables.Add(name);
        return _variables.Count - 1;
    }

    private LogicNode Nested(Func<LogicNode> read)
    {
        if (++_depth > DeepestNesting)
        {
            throw Fail($"at most {DeepestNesting} brackets, negations and arrows within one another");
        }
        LogicNode node = read();
        _depth--;
        return node;
    }

    private LogicNode Advance(int characters, LogicNode node)
    {
        _position += characters;
        return node;
    }

    /// <summary>Goes past an operator if it stands here.</summary>
    private bool Take(LogicOperator kind)
    {
        SkipBlanks();
        if (SymbolAt(Word()) is not { } symbol || symbol.Operator != kind)
        {
            return false;
        }
        _position += symbol.Text.Length;
        return true;
    }

    /// <summary>The operator that stands here: a sign, or the whole word.</summary>
    private (string Text, LogicOperator Operator)? SymbolAt(string word)
    {
        foreach ((string Text, LogicOperator Operator) symbol in _symbols)
        {
            if (char.IsAsciiLetter(symbol.Text[0]) ? word == symbol.Text : _text.AsSpan(_position).StartsWith(symbol.Text, StringComparison.Ordinal))
            {
                return symbol;
            }
        }
        return null;
    }

    /// <summary>Letters, digits and underscores from here on.</summary>
    private string Word()
    {
        int end = _position;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] == '_'))
        {
            end++;
        }
        return _text[_position..end];
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private LogicFormulaException Fail(string expected)
    {
        string came = _position == _text.Length ? "the end came" : Word() is { Length: > 0 } word ? $"'{word}' came" : $"'{_text[_position]}' came";
        return new LogicFormulaException(_text, _position, PrintableText.Escape(came), expected);
    }
}
