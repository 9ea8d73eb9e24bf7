namespace Cajal.Classic;

/// <summary>What a node of a formula is.</summary>
internal enum LogicOperator
{
    Constant,
    Variable,
    Not,
    And,
    ExclusiveOr,
    Or,
    Implies,
    Equivalent,
}

/// <summary>A node of a formula. Immutable; a node may stand in several places, so a formula is a graph without circles.</summary>
internal sealed class LogicNode
{
    private LogicNode(LogicOperator kind, LogicNode[] operands, int value = 0)
    {
        Operator = kind;
        Operands = operands;
        Value = value;
    }

    public LogicOperator Operator { get; }

    public LogicNode[] Operands { get; }

    /// <summary>The place of a variable, or 0 and 1 of a constant.</summary>
    public int Value { get; }

    public static LogicNode Constant(bool value) => new(LogicOperator.Constant, [], value ? 1 : 0);

    public static LogicNode Of(int variable) => new(LogicOperator.Variable, [], variable);

    public static LogicNode Not(LogicNode operand) => operand.Operator switch
    {
        LogicOperator.Constant => Constant(operand.Value == 0),
        LogicOperator.Not => operand.Operands[0],
        _ => new LogicNode(LogicOperator.Not, [operand]),
    };

    public static LogicNode And(params LogicNode[] operands) => Join(LogicOperator.And, operands, absorbing: false);

    public static LogicNode Or(params LogicNode[] operands) => Join(LogicOperator.Or, operands, absorbing: true);

    /// <summary>An operator of two operands; constants are folded away.</summary>
    public static LogicNode Binary(LogicOperator kind, LogicNode left, LogicNode right)
    {
        switch (kind)
        {
            case LogicOperator.And:
                return And(left, right);
            case LogicOperator.Or:
                return Or(left, right);
            case LogicOperator.Implies when left.IsConstant || right.IsConstant:
                return Or(Not(left), right);
            case LogicOperator.ExclusiveOr or LogicOperator.Equivalent when left.IsConstant || right.IsConstant:
                (LogicNode constant, LogicNode other) = left.IsConstant ? (left, right) : (right, left);
                return constant.Value == 1 == (kind == LogicOperator.Equivalent) ? other : Not(other);
            default:
                return new LogicNode(kind, [left, right]);
        }
    }

    /// <summary>All nodes, each once, operands before what they stand in.</summary>
    public List<LogicNode> PostOrder()
    {
        List<LogicNode> order = [];
        var done = new HashSet<LogicNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(LogicNode Node, bool IsEntered)>([(this, false)]);
        while (open.TryPop(out (LogicNode Node, bool IsEntered) top))
        {
            if (top.IsEntered)
            {
                order.Add(top.Node);
            }
            else if (done.Add(top.Node))
            {
                open.Push((top.Node, true));
                foreach (LogicNode operand in top.Node.Operands.Reverse())
                {
                    open.Push((operand, false));
                }
            }
        }
        return order;
    }

    private bool IsConstant => Operator == LogicOperator.Constant;

    private static LogicNode Join(LogicOperator kind, LogicNode[] operands, bool absorbing)
    {
        LogicNode[] open = [.. operands.Where(operand => !operand.IsConstant)];
        if (operands.Any(operand => operand.IsConstant && operand.Value == 1 == absorbing) || open.Length == 0)
        {
            return Constant(operands.Any(operand => operand.IsConstant && operand.Value == 1 == absorbing) == absorbing);
        }
        return open.Length == 1 ? open[0] : new LogicNode(kind, open);
    }
}
